"""`titrate`: the real limits and their facts, and what is said with every plan."""

from datetime import date, time

import pytest

from lowdose.knowledge.load import load_knowledge
from lowdose.safety.titration_plan import TitrationError, TitrationOptions
from lowdose.workflow.titrate import TOPICS, load_rules, titrate

FIRST = TitrationOptions(first_day=date(2026, 12, 1))
LIMITS = tuple(load_knowledge().titration.values())


def facts_of(limit) -> list:
    """Return the facts a limit rests on, its own included."""
    knowledge = load_knowledge()
    holders = {**knowledge.topics, **knowledge.titration}
    named = [address.split("#") for address in limit.basis]
    return [
        *limit.facts,
        *(f for record, name in named for f in holders[record].facts if f.name == name),
    ]


def test_the_plan_without_a_choice_is_the_one_of_the_fact_sheet() -> None:
    # Fact sheet C1: start 1.5 mg, +1.5 mg every 7 days, ceiling 4.5 mg; FINAL held 8 weeks.
    plan = titrate(FIRST).plan
    assert plan.regimen == "1.5mg 21:00 x7, 3mg x7, 4.5mg x56"


@pytest.mark.parametrize(
    ("name", "usual", "confirmed"),
    [
        # Fact sheet C1: clinics 0.5 to 1.5 mg, INNOVA 4.5 mg from day one, Marcus from 0.1 mg.
        ("start-dose", (0.5, 1.5), (0.1, 4.5)),
        # C1: +0.5 to 1.5 mg; Srinivasan from 2 to 4 mg.
        ("step", (0.5, 1.5), (0.1, 2.0)),
        # C1: each 1 to 2 weeks, no sooner than 7 days.
        ("interval", (7, 14), (7, 28)),
        # C1: 14 days if sleep effects.
        ("sleep-interval", (14, 14), (14, 28)),
        # C1: ceiling 4.5 mg, 6 mg only by the prescriber, never above.
        ("ceiling", (0.1, 4.5), (0.1, 6.0)),
    ],
)
def test_limits_are_those_of_the_fact_sheet(name, usual, confirmed) -> None:
    limit = load_rules().limits[name]
    assert (limit.lowest, limit.highest) == usual
    assert (limit.confirmed_lowest, limit.confirmed_highest) == confirmed


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.id)
def test_every_number_of_a_limit_stands_in_a_verified_fact(limit) -> None:
    facts = [fact for fact in facts_of(limit) if fact.verified]
    stated = {n for fact in facts for n in (fact.value, fact.low, fact.high) if n is not None}
    numbers = {limit.lowest, limit.highest, limit.confirmed_lowest, limit.confirmed_highest}
    # Nothing is less than no weeks and no error.
    assert numbers | {limit.default} - {None} <= stated | {0.0, None}


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.id)
def test_a_limit_says_in_a_sentence_where_it_comes_from(limit) -> None:
    assert limit.why.endswith(".")
    assert limit.beyond.endswith(".")


def test_every_warning_is_said_with_every_plan() -> None:
    said = titrate(FIRST).topics
    assert tuple(said) == TOPICS
    assert {"opioids", "liver-alarm", "mood", "pregnancy", "surgery", "missed-dose"} <= set(said)


def test_everything_cited_comes_along() -> None:
    found = titrate(TitrationOptions(first_day=date(2026, 12, 1), liquid_mg_ml=1.0))
    cited = {fact.source for fact in found.facts.values()}
    cited |= {fact.source for topic in found.topics.values() for fact in topic.facts}
    assert cited <= set(found.sources)
    assert {"childrenswi-syringe", "polk-syringe"} <= set(found.sources)


def test_a_liquid_is_measured_with_the_syringes_of_the_sources() -> None:
    # Children's Wisconsin: 3 mL by 0.1; Polk State College: 5 mL by 0.2.
    steps = titrate(TitrationOptions(first_day=date(2026, 12, 1), liquid_mg_ml=1.0)).plan.steps
    assert [step.portion.volume_ml for step in steps] == [1.5, 3.0, 4.4]


def test_the_checks_are_those_of_the_monitoring_proposal() -> None:
    # Fact sheet E2: baseline, 4-8 weeks, 12 weeks, then yearly.
    weeks = [(c.first_week, c.last_week, c.repeats_weeks) for c in load_rules().checks]
    assert weeks == [(0, 0, 0), (4, 8, 0), (12, 12, 0), (52, 52, 52)]


def test_a_choice_that_cannot_be_planned_is_refused_with_the_reason_of_the_facts() -> None:
    with pytest.raises(TitrationError) as caught:
        titrate(TitrationOptions(first_day=date(2026, 12, 1), ceiling_mg=7.0, is_confirmed=True))
    assert str(caught.value) == (
        "ceiling: 7 mg is not planned here. Nothing above 6 mg is ever planned here: no pain "
        "trial of low doses that was found went higher, and the lowest dose found in use was "
        "0.1 mg. Choose 0.1 to 4.5 mg with your prescriber."
    )


def test_the_blockade_along_the_plan_is_that_of_the_fact_sheet() -> None:
    # Pharmacology sheet, verdict 5: 4.5 mg every night swings 54-66 % (slow), 4-46 % (blood).
    last = titrate(FIRST).blocked[-1]
    assert (last.low, last.high) == pytest.approx((0.54, 0.66), abs=0.01)
    assert (last.blood_low, last.blood_high) == pytest.approx((0.04, 0.46), abs=0.01)


@pytest.mark.parametrize(("number", "peak", "trough"), [(1, 0.39, 0.28), (2, 0.56, 0.43)])
def test_the_blockade_of_each_step_is_that_of_its_dose(number, peak, trough) -> None:
    # Pharmacology sheet, section 3.5: steady peak and trough of 1.5 and 3 mg a night.
    step = titrate(FIRST).blocked[number - 1]
    # A week is more than the 5.4 days to 95 % of steady state.
    assert (step.high, step.low) == pytest.approx((peak, trough), abs=0.02)


def test_a_clock_change_bends_no_blockade() -> None:
    # The clock is put forward on 28 March 2027; the doses stay a day apart but for an hour.
    winter = titrate(TitrationOptions(date(2026, 12, 1), zone="Europe/Berlin")).blocked
    spring = titrate(TitrationOptions(date(2027, 3, 1), zone="Europe/Berlin")).blocked
    assert [s.high for s in spring] == pytest.approx([s.high for s in winter], abs=0.01)


def test_the_blockade_can_be_left_out() -> None:
    made = titrate(FIRST, has_blockade=False)
    assert (made.blockade, made.blocked) == (None, ())


def test_the_public_name_is_the_workflow() -> None:
    import lowdose

    made = lowdose.titrate(lowdose.TitrationOptions(date(2026, 12, 1), time_of_day=time(8)))
    assert made.plan.regimen.startswith("1.5mg 08:00 x7")
