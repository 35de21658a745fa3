"""A reply is put together from made-up facts: what stands where, and which source is behind it."""

from dataclasses import replace
from datetime import date

import pytest

from lowdose.knowledge.records import Citation, Computed, Conflict, Fact, Side, Source, Statement
from lowdose.question.lexicon import build_lexicon
from lowdose.question.reply import Library, Reply
from lowdose.question.select import PAIN, Selection
from lowdose.question.understand import understand
from lowdose.report.condition_summaries import summarise_condition
from lowdose.report.reply import compose_reply
from lowdose.report.texts import load_texts
from tests.evidence.studies import TRIALS, make_study
from tests.question.facts import (
    NALTREXONE,
    make_condition,
    make_knowledge,
    make_medicine,
    make_topic,
)
from tests.report.evidences import FIBROMYALGIA, fibromyalgia, nothing

TEXTS = load_texts()
EARLY, LATE = date(2026, 1, 1), date(2026, 2, 2)
SOURCES = {
    name: Source(id=name, kind="label", title=name, url=f"https://example.org/{name}")
    for name in ("label", "paper", "somewhere")
}


def fact(says: str, source: str = "label", locator: str = "p. 1", **changes) -> Fact:
    fields = {"checked": EARLY, "seen": "label", "verified": True} | changes
    return Fact(name=says.split()[0], says=says, source=source, locator=locator, **fields)


def topic(name: str, says: str, *facts: Fact, **changes):
    return replace(make_topic(name, name), says=says, facts=facts or (fact("S."),), **changes)


DOSE = topic("dose", "Tablets hold 50 mg.", fact("Tablets of 50 mg."), fact("Other.", "paper"))
OPIOIDS = topic("opioids", "Never with opioids. More.", safety="always")
INTERVAL = topic("opioid-free-interval", "Wait 7 days first. More.", safety="always")
LIVER = topic("liver", "Tell of your liver. More.", safety="always")
DANGER = topic("danger", "Call now.", safety="emergency")
TRAMADOL = replace(make_medicine("tramadol"), says="An opioid.", facts=(fact("An opioid."),))
MIGRAINE = replace(make_condition("migraine"), rank=2, never=("Never in migraine.",))
ALL_PAIN = make_condition(PAIN)
RECORDS = (NALTREXONE, TRAMADOL, FIBROMYALGIA, MIGRAINE, ALL_PAIN, DOSE, OPIOIDS, LIVER, INTERVAL)
CITATION = Citation(source="paper", locator="p. 9", checked=LATE, seen="paper", verified=True)
CLAIM = Statement(
    **{"id": "claim", "sort": "dose", "about": "", "sentence": "It is so.", "says": "It is not."},
    **{"said": (), "not_said": (), "citations": (CITATION,)},
)
SIDE = Side(
    says="A.",
    about=("dose#mg",),
    source="paper",
    locator="p. 2",
    checked=LATE,
    seen="paper",
    verified=True,
)
CONFLICT = Conflict(
    id="c", title="Whether", used="The first.", sides=(SIDE, replace(SIDE, about=()))
)


def compose(chosen: Selection, question: str = "xyz", **kinds) -> Reply:
    """Return the reply to a selection from the records above and some of other kinds."""
    known = make_knowledge(*RECORDS, DANGER)
    known = replace(known, sources=SOURCES, statements={"claim": CLAIM}, **kinds)
    lexicon = build_lexicon(known)
    pooled, none = fibromyalgia(), nothing()
    summaries = {
        "fibromyalgia": summarise_condition(
            FIBROMYALGIA, pooled.synthesis, pooled.verdict, TRIALS, TEXTS
        ),
        "migraine": summarise_condition(MIGRAINE, none.synthesis, none.verdict, (), TEXTS),
    }
    asked = understand(question, lexicon, known)
    return compose_reply(question, asked, chosen, Library(known, lexicon, summaries), TEXTS)


def titles(passages) -> list[str]:
    return [passage.id for passage in passages]


# --- sources ---


def test_sources_are_numbered_in_the_order_of_their_first_use() -> None:
    reply = compose(Selection("answer", topics=("dose",), statements=("claim",)))
    assert [(line.number, line.id) for line in reply.sources] == [(1, "label"), (2, "paper")]
    assert (reply.lead[0].sources, reply.more[0].sources) == ((1,), (2,))


def test_a_passage_cites_the_facts_whose_numbers_it_uses_and_no_others() -> None:
    reply = compose(Selection("answer", topics=("dose",)))
    assert reply.lead[0].text == "Tablets hold 50 mg."
    assert [reply.sources[n - 1].id for n in reply.lead[0].sources] == ["label"]


def test_a_source_used_twice_is_listed_once_with_both_places_and_the_later_day() -> None:
    facts = (
        fact("It has 5.", locator="p. 1"),
        fact("It has 5, too.", locator="p. 2", checked=LATE),
    )
    known = make_knowledge(*RECORDS)
    topics = known.topics | {"five": topic("five", "It has 5.", *facts)}
    reply = compose(Selection("answer", topics=("five",)), topics=topics)
    (line,) = [line for line in reply.sources if "p. 2" in line.locator]
    assert line.locator.startswith("p. 1; p. 2")
    assert line.checked == LATE


def test_what_is_not_verified_is_not_cited_beside_what_is() -> None:
    facts = (fact("It has 5.", "paper", verified=False), fact("Sure."))
    topics = make_knowledge(*RECORDS).topics | {"five": topic("five", "It has 5.", *facts)}
    reply = compose(Selection("answer", topics=("five",)), topics=topics)
    assert [reply.sources[n - 1].id for n in reply.lead[0].sources] == ["label"]


def test_a_source_that_is_not_among_the_facts_is_left_out() -> None:
    topics = make_knowledge(*RECORDS).topics | {"t": topic("t", "Says.", fact("S.", "nowhere"))}
    assert compose(Selection("answer", topics=("t",)), topics=topics).lead[0].sources == ()


# --- kinds ---


def test_an_emergency_is_the_call_what_belongs_to_it_and_the_medicine() -> None:
    reply = compose(Selection("emergency", urgent=("danger",), medicines=("tramadol",)))
    assert reply.urgent[0].text.startswith("If somebody is in danger now, call")
    assert titles(reply.urgent[1:]) == ["danger"]
    assert titles(reply.lead) == ["tramadol"]
    assert (reply.safety, reply.rows, reply.details, reply.more, reply.conflicts) == ((),) * 5


def test_whoever_asks_for_their_own_dose_is_sent_to_the_prescriber_first() -> None:
    reply = compose(Selection("own-dose", urgent=("dose",), medicines=("tramadol",)))
    assert "only your prescriber can say" in reply.lead[0].text
    assert titles(reply.lead[1:]) == ["tramadol", "dose"]
    assert titles(reply.safety) == ["opioids", "opioid-free-interval", "liver"]


@pytest.mark.parametrize(
    ("medicines", "told"),
    [(("tramadol",), "“naltrexone and tramadol”"), ((), "another medicine")],
)
def test_another_medicine_gets_no_answer_but_a_way_to_ask(medicines, told: str) -> None:
    reply = compose(Selection("other-drug", medicines=medicines))
    assert told in reply.lead[0].text
    assert (reply.safety, reply.sources) == ((), ())


@pytest.mark.parametrize(
    ("question", "urgent", "told"),
    [
        ("bicycles", (), "This question was not understood"),
        ("naltrexone bicycles", (), "Nothing was found on"),
        ("naltrexone for my dog", ("outside-animals",), "a vet can help"),
    ],
)
def test_what_is_not_understood_is_said_plainly(question: str, urgent, told: str) -> None:
    reply = compose(Selection("not-understood", urgent=urgent), question)
    assert told in reply.lead[0].text
    assert len(reply.lead) == 1
    # What must be said goes with the drug's name, even where nothing else can be told.
    assert bool(reply.safety) is (question == "naltrexone bicycles")


# --- what an answer holds ---


def test_what_is_always_said_is_one_sentence_each_with_opioids_first() -> None:
    safety = compose(Selection("answer", topics=("dose",))).safety
    assert [passage.text for passage in safety] == [
        "Never with opioids.",
        "Wait 7 days first.",
        "Tell of your liver.",
    ]


def test_what_the_lead_says_in_full_is_not_said_again() -> None:
    reply = compose(Selection("answer", topics=("opioids",)))
    assert titles(reply.lead) == ["opioids"]
    assert titles(reply.safety) == ["opioid-free-interval", "liver"]


def test_a_condition_asked_about_leads_with_its_trials_and_has_a_row() -> None:
    reply = compose(Selection("answer", conditions=("fibromyalgia",), asks_effect=True))
    # fact sheet D3
    assert reply.lead[0].text.startswith("In three trials with 223 people, pain was on average 0.2")
    assert reply.rows[0].summary.shown == "−0.22 (−0.76 to 0.32)"
    assert reply.rows[0].sources == reply.lead[0].sources == (1,)
    assert reply.not_known == ("No trial in men was found.",)


def test_rows_stand_in_the_order_of_the_conditions_rank() -> None:
    chosen = Selection("answer", conditions=("migraine", "fibromyalgia"), asks_effect=True)
    assert [row.summary.condition for row in compose(chosen).rows] == ["fibromyalgia", "migraine"]


def test_pain_as_such_gets_the_general_answer_and_every_painful_condition() -> None:
    known = make_knowledge(*RECORDS)
    topics = known.topics | {"approvals": DOSE, "ldn-dose": DOSE}
    chosen = Selection("answer", conditions=(PAIN,), asks_effect=True, asks_pain=True)
    reply = compose(chosen, topics=topics)
    assert reply.lead[0].text.startswith("Yes, but only off-label")
    assert reply.lead[0].sources
    assert reply.lead[1].text.startswith("In three trials with 223 people")
    assert [row.summary.condition for row in reply.rows] == ["fibromyalgia", "migraine"]


def test_a_condition_without_trials_shows_no_numbers() -> None:
    row = compose(Selection("answer", conditions=("migraine",), asks_effect=True)).rows[0]
    summary = row.summary
    assert (summary.effect, summary.low, summary.high, summary.measure) == (None,) * 4
    assert (summary.shown, summary.people, summary.k) == ("–", "", 0)
    assert summary.verdict_words == "no trial result"


def test_a_condition_without_studies_names_the_sources_of_its_own_facts() -> None:
    none = nothing()
    found = summarise_condition(FIBROMYALGIA, none.synthesis, none.verdict, (), TEXTS)
    assert found.citations == (("somewhere", "page 3", date(2026, 11, 22), "paper"),)


def test_a_medicine_that_no_trial_compared_is_told_so() -> None:
    chosen = Selection("answer", medicines=("tramadol",), compares=True)
    assert (
        compose(chosen).lead[1].text.startswith("No trial that compared naltrexone with tramadol")
    )


def test_a_trial_against_the_medicine_is_told_with_its_source() -> None:
    study = make_study("versus", control="Tramadol 50 mg", comparator="active")
    chosen = Selection("answer", medicines=("tramadol",), compares=True)
    passage = compose(chosen, studies={"versus": study}).lead[1]
    assert (passage.id, passage.text) == ("versus", "A trial.")
    assert passage.sources


def test_a_statement_answers_where_nothing_else_does_and_else_comes_later() -> None:
    alone = compose(Selection("answer", statements=("claim",)))
    assert (titles(alone.lead), alone.more) == (["claim"], ())
    beside = compose(Selection("answer", statements=("claim",), topics=("dose",)))
    assert (titles(beside.lead), titles(beside.more)) == (["dose"], ["claim"])


def test_a_statement_on_what_trials_found_says_what_they_found() -> None:
    computed = Computed(condition="fibromyalgia", outcome="pain")
    claim = replace(CLAIM, computed=computed)
    known = make_knowledge(*RECORDS)
    known = replace(known, sources=SOURCES, statements={"claim": claim})
    lexicon = build_lexicon(known)
    pooled = fibromyalgia()
    found = summarise_condition(FIBROMYALGIA, pooled.synthesis, pooled.verdict, TRIALS, TEXTS)
    library = Library(known, lexicon, {"fibromyalgia/pain": found})
    chosen = Selection("answer", statements=("claim",))
    reply = compose_reply("x", understand("x", lexicon, known), chosen, library, TEXTS)
    assert reply.lead[0].text == found.sentence


def test_what_disagrees_with_something_shown_is_shown_with_both_sides() -> None:
    reply = compose(Selection("answer", topics=("dose",)), conflicts={"c": CONFLICT})
    (passage,) = reply.conflicts
    assert passage.text == "A. A. Used here: The first."
    assert [reply.sources[n - 1].id for n in passage.sources] == ["paper"]


def test_what_disagrees_about_something_else_is_not() -> None:
    assert (
        compose(Selection("answer", topics=("liver",)), conflicts={"c": CONFLICT}).conflicts == ()
    )
