"""What the pictures of a blockade are drawn from."""

from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from lowdose.report.blockade.scene import Scene, build_scene, judge_dose
from lowdose.report.texts import load_texts
from lowdose.workflow.blockade import BlockadeOptions, blockade
from tests.report.blockades import blocked

TEXTS = load_texts()
LONG = "1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20"


@lru_cache
def scene_of(text: str = LONG) -> Scene:
    return build_scene(blocked(text), TEXTS)


@lru_cache
def dated(zone: str = "Europe/Berlin", day: date = date(2026, 3, 25)) -> Scene:
    options = BlockadeOptions(persons=16, start=day, timezone=zone)
    return build_scene(blockade("4.5mg 21:00 x10", options), TEXTS)


@pytest.mark.parametrize(
    ("dose_mg", "trust"),
    [
        # Fact sheet 3.4: nothing at 5 mg and less, one interim abstract at 12.5 mg, four
        # sources at 50 to 150 mg.
        (0.5, "extrapolated"),
        (4.5, "extrapolated"),
        (5.0, "extrapolated"),
        (5.1, "thin"),
        (12.5, "thin"),
        (50.0, "measured"),
        (150.0, "measured"),
        (200.0, "thin"),
    ],
)
def test_a_dose_is_trusted_as_far_as_it_was_measured(dose_mg: float, trust: str) -> None:
    assert judge_dose(dose_mg, blocked().parameters) == trust


def test_missed_doses_stand_among_the_others_at_their_time() -> None:
    intakes = scene_of().intakes
    missed = [(i.time_h, i.dose_mg) for i in intakes if not i.is_taken]
    assert missed == [(8 * 24.0, 3.0), (19 * 24.0, 4.5)]
    assert len(intakes) == 90
    assert scene_of().taken_h.size == 88


def test_the_day_that_is_shown_ends_with_the_last_dose() -> None:
    scene = scene_of()
    assert scene.day_h == scene.last_h - 24.0 == 88 * 24.0
    assert scene.clock_h == 21.0


def test_after_a_single_dose_the_day_begins_with_it() -> None:
    assert scene_of("4.5mg 6:30 x1").day_h == 0.0
    assert scene_of("4.5mg 6:30 x1").clock_h == 6.5


def test_midnights_are_counted_from_day_1() -> None:
    days = scene_of().days
    assert (days[0].time_h, days[0].label) == (-21.0, "day 1")
    assert (days[7].time_h, days[7].label) == (3.0 + 6 * 24.0, "day 8")


def test_a_regimen_with_a_date_has_dates() -> None:
    assert [day.label for day in dated().days][:3] == ["25 Mar", "26 Mar", "27 Mar"]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 25), 23.0), (date(2026, 10, 21), 25.0)],
    ids=["spring", "fall"],
)
def test_the_day_of_the_clock_change_is_short_or_long(day: date, hours: float) -> None:
    # In the European Union the clock changes on 29 March and 25 October 2026.
    midnights = np.array([d.time_h for d in dated(day=day).days])
    lengths = np.diff(midnights)
    assert lengths[4] == hours
    assert set(np.delete(lengths, 4)) == {24.0}


def test_where_the_ground_changes_a_new_span_begins() -> None:
    spans = scene_of("50mg x3, 4.5mg x2").spans
    assert [(span.start_h, span.trust) for span in spans] == [
        (0.0, "measured"),
        (72.0, "extrapolated"),
    ]
    assert spans[0].end_h == 72.0
    assert spans[-1].end_h == scene_of("50mg x3, 4.5mg x2").slow.times_h[-1]


def test_the_hours_people_are_told_of_come_from_the_fact_about_mice() -> None:
    # Zagon and McLaughlin 1983: 4 to 6 hours a day.
    assert scene_of().lore_h == (4.0, 6.0)


def test_guidelines_leave_three_to_four_days() -> None:
    # ANZCA 2023 and ASAM 3 days; the consensus of 2021 up to 4.
    assert scene_of().guideline == (3.0, 4.0)


def test_a_regimen_without_any_drug_can_be_shown() -> None:
    assert scene_of("0mg x3").slow.typical.max() == 0.0
