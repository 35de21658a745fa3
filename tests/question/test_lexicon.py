"""Every name of every record is met by its words, and tells what it stands for."""

from math import log

import pytest

from lowdose.question.lexicon import Target, build_lexicon, names_of
from lowdose.question.words import split_words, stem_text
from tests.question.facts import (
    NALTREXONE,
    make_condition,
    make_knowledge,
    make_medicine,
    make_topic,
)

TRAMADOL = make_medicine("tramadol", "Ultram", "tramadol retard")
FIBRO = make_condition("fibromyalgia", "fibro", "pain all over")
SLEEP = make_topic("sleep", "insomnia", "bad dreams", "naltrexone", "low dose ldn", "the")
SMALL = build_lexicon(make_knowledge(NALTREXONE, TRAMADOL, FIBRO, SLEEP))


@pytest.mark.parametrize(
    ("text", "kind", "identity"),
    [
        ("tramadol", "medicine", "tramadol"),
        ("ULTRAM", "medicine", "tramadol"),
        ("tramadol retard", "medicine", "tramadol"),
        ("LDN", "medicine", "naltrexone"),
        ("fibromyalgia", "condition", "fibromyalgia"),
        ("pains all over", "condition", "fibromyalgia"),
        ("bad dream", "topic", "sleep"),
    ],
)
def test_a_name_in_any_form_stands_for_its_record(text, kind, identity):
    assert SMALL.phrases[stem_text(text)] == (Target(kind, identity),)


@pytest.mark.parametrize("text", ["low dose ldn", "the"])
def test_a_topic_is_not_met_by_the_name_of_the_drug_or_by_empty_words(text):
    assert stem_text(text) not in SMALL.phrases
    assert SMALL.phrases[stem_text("naltrexone")] == (Target("medicine", "naltrexone"),)


def test_the_longest_phrase_is_counted_in_words():
    assert SMALL.longest == 3  # pain all over


def test_a_phrase_may_stand_for_several_records():
    records = NALTREXONE, make_condition("pain", "ache"), make_topic("painkillers", "ache")
    phrases = build_lexicon(make_knowledge(*records)).phrases
    wanted = (Target("condition", "pain"), Target("topic", "painkillers"))
    assert phrases[stem_text("ache")] == wanted


def test_only_names_of_five_letters_are_read_with_a_slip():
    names = build_lexicon(make_knowledge(NALTREXONE, make_medicine("opium", "dope"))).names
    assert names["opium"] == (Target("medicine", "opium"),)
    assert "dope" not in names
    assert "ldn" not in names


def test_words_of_subjects_are_read_with_a_slip_from_seven_letters():
    assert SMALL.names["insomnia"] == (Target("word", "insomnia"),)
    assert "dreams" not in SMALL.names


def test_a_known_misspelling_stands_for_the_name_of_its_medicine():
    slips = make_medicine("tramadol", "tramadole", "tram a dol", sort="misspelling")
    words = build_lexicon(make_knowledge(NALTREXONE, slips))
    assert words.spellings == {"tramadole": "tramadol"}


def test_words_of_the_records_are_known_as_well_spelt():
    assert {"tramadol", "retard", "fibro", "dreams", "the"} <= SMALL.known
    assert "tramadole" not in SMALL.known


def test_a_medicine_has_its_own_name_first():
    assert list(names_of(TRAMADOL)) == ["tramadol", "Ultram", "tramadol retard"]


def test_the_weight_of_words_is_that_of_the_telling_ones():
    # One topic, and each of its words in one text of one: ln(1 + 0.5 / 1.5).
    assert SMALL.weigh(("insomnia", "the")) == pytest.approx(log(4 / 3))
    assert SMALL.weigh(()) == 0


def test_a_word_that_no_text_holds_tells_as_much_as_the_rarest():
    assert SMALL.weigh(("unheard",)) == max(SMALL.index.weights.values())


def test_topics_and_statements_are_ranked_under_their_kind(lexicon, knowledge):
    wanted = {f"topic:{topic}" for topic in knowledge.topics}
    wanted |= {f"statement:{statement}" for statement in knowledge.statements}
    assert set(lexicon.index.counts) == wanted


def test_every_shipped_name_of_a_medicine_is_met(lexicon, knowledge):
    for medicine in knowledge.medicines.values():
        for name in names_of(medicine):
            assert Target("medicine", medicine.id) in lexicon.phrases[stem_text(name)]


def test_every_shipped_word_for_a_condition_is_met_but_empty_ones(lexicon, knowledge):
    for condition in knowledge.conditions.values():
        for word in (condition.name, *condition.words):
            # `M.E.` is short for myalgic encephalomyelitis, but means the asker far more often.
            if split_words(word) != ("me",):
                assert Target("condition", condition.id) in lexicon.phrases[stem_text(word)]


def test_no_shipped_name_stands_for_two_medicines(lexicon):
    # A product of several, such as Percocet, is listed under the one that matters here.
    named = [
        [t.id for t in targets if t.kind == "medicine"] for targets in lexicon.phrases.values()
    ]
    assert [ids for ids in named if len(ids) > 1] == []
