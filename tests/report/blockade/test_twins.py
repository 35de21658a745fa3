"""The numbers of the pictures as tables."""

import pytest

from lowdose.report.blockade.twins import (
    MOST_ROWS,
    tabulate_after,
    tabulate_day,
    tabulate_regimen,
    tell_levels,
)
from lowdose.report.texts import load_texts
from tests.report.blockade.test_scene import LONG, scene_of

TEXTS = load_texts()
NIGHTLY = "4.5mg 21:00 x30"


def test_a_missed_dose_is_told_as_missed() -> None:
    rows = {row[0]: row[1] for row in tabulate_regimen(scene_of("3mg x12; missed 9"), TEXTS).rows}
    assert rows["day 8"] == "3 mg"
    assert rows["day 9"] == "missed (3 mg)"


def test_the_last_nights_swing_between_peak_and_trough() -> None:
    row = tabulate_regimen(scene_of(NIGHTLY), TEXTS).rows[-1]
    # Acceptance values: slow model 65.6 and 53.5 %, blood model 45.9 and 4.3 %.
    assert row == ("day 30", "4.5 mg", "66 %", "54 %", "46 %", "4 %")


def test_a_long_regimen_has_a_table_that_can_be_read() -> None:
    table = tabulate_regimen(scene_of(LONG), TEXTS)
    assert len(table.rows) <= MOST_ROWS + 1
    assert table.rows[0][0] == "day 1"
    assert table.rows[-1][0] == "day 90"


def test_one_day_is_told_by_the_clock_and_ends_with_the_hours_above() -> None:
    rows = tabulate_day(scene_of(NIGHTLY), TEXTS).rows
    assert [row[0] for row in rows[:4]] == ["21:00", "0:00", "3:00", "6:00"]
    assert [row[0] for row in rows[-3:]] == [
        *("Hours above 10 %", "Hours above 25 %", "Hours above 50 %")
    ]
    # Fact sheet 3.6: the blood model is above 10 % for 15.5 h.
    assert rows[-3][2] == "15.5 h"


def test_the_days_after_begin_with_the_last_dose() -> None:
    rows = tabulate_after(scene_of(NIGHTLY), TEXTS).rows
    assert [row[0] for row in rows[:3]] == ["At the last dose", "1 day", "2 days"]
    # Fact sheet 3.5: 24 h after the last dose 54 (27 to 78) %.
    assert rows[1][1].startswith("54 % (2")


@pytest.mark.parametrize(("hours", "slow"), [(24.0, "54 %"), (72.0, "28 %"), (120.0, "11 %")])
def test_a_level_is_told_with_its_interval(hours: float, slow: str) -> None:
    scene = scene_of(NIGHTLY)
    told, _ = tell_levels(scene, scene.last_h + hours, TEXTS)
    assert told.startswith(f"{slow} (")
    assert told.endswith(" %)")
