"""Before surgery: the upper bound first, guidelines with sources, never one number."""

from dataclasses import replace

from lowdose.report.blockade.surgery import list_guidelines, tell_surgery
from lowdose.report.texts import load_texts, plain
from tests.report.blockades import blocked

TEXTS = load_texts()


def sentences(known):
    return [plain(sentence) for sentence in tell_surgery(known, TEXTS)]


def test_the_slowest_people_come_first_and_then_the_guidelines():
    upper, guidelines, *rest = sentences(blocked())
    assert upper.startswith("Slowest first: in 1 of 40 people of the slow model (the 97.5 % bound)")
    assert "3 to 4 days" in guidelines
    assert any("Tell the anaesthetist" in sentence for sentence in rest)


def test_no_sentence_says_that_opioids_can_be_taken():
    said = " ".join((*sentences(blocked()), *list_guidelines(blocked(), TEXTS))).casefold()
    assert "safe" not in said
    assert "no number here says when an opioid will work" in said


def test_no_sentence_with_the_models_time_has_one_number_alone():
    upper = sentences(blocked())[0]
    assert upper.count(" days") == 2


def test_a_bound_below_the_guidelines_is_told_to_change_nothing():
    # The reference calculation has 3.9 days for 0.5 mg, so half of it has less; guidelines go to 4.
    low = blocked("0.25mg x30")
    assert low.models["M1"].below[0].p975_h < low.surgery.high_h
    assert "Here the model's bound is shorter than that. It changes nothing." in sentences(low)
    assert not any("shorter than that" in sentence for sentence in sentences(blocked()))


def test_the_bound_is_that_of_the_slow_model_whichever_was_asked_for():
    assert sentences(blocked(model="M0")) == sentences(blocked(model="M1"))


def test_where_nobody_is_above_the_guidelines_still_hold():
    said = sentences(blocked("0.001mg x3"))
    assert said[0].startswith("In no more than 1 of 40 people")
    assert "3 to 4 days" in said[1]


def test_every_guideline_stands_with_its_source_and_place():
    lines = list(list_guidelines(blocked(), TEXTS))
    assert lines[0].startswith("3 to 4 days: ")
    assert "[droracle-spaqi; " in lines[0]
    assert all(line.endswith("]") for line in lines)


def test_the_range_follows_the_facts():
    known = blocked()
    (first, *_) = known.surgery.guidelines
    longer = replace(known.surgery, guidelines=(replace(first, high_h=240.0),))
    assert "3 to 10 days" in sentences(replace(known, surgery=longer))[1]


def test_hours_that_no_guideline_gives_are_never_in_the_range():
    # Lane 2023 quotes 24 to 72 h for low doses; no guideline of Goel 2024 deals with them.
    surgery = blocked().surgery
    assert (surgery.low_h, surgery.high_h) == (72.0, 96.0)
    assert not any("24" in sentence for sentence in sentences(blocked()))
    assert any(fact.source == "lane-2023" for fact in surgery.remarks)
