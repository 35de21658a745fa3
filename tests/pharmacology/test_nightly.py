"""One dose each night, written as a regimen in one line."""

from datetime import time

import pytest

from lowdose.pharmacology.nightly import Nightly, Steps, write_nightly
from lowdose.pharmacology.regimen_text import parse_regimen

STEPS = Steps(start_mg=1.5, step_mg=1.5, every_days=7, highest_mg=6.0)
AT = time(21, 30)


def test_the_same_dose_each_night_is_one_part() -> None:
    assert write_nightly(Nightly(4.5, 28, AT), STEPS) == "4.5mg 21:30 x28"


@pytest.mark.parametrize(
    ("plan", "line"),
    [
        (Nightly(4.5, 28, AT, True), "1.5mg 21:30 x7, 3mg x7, 4.5mg x14"),
        (Nightly(4.0, 28, AT, True), "1.5mg 21:30 x7, 3mg x7, 4mg x14"),
        (Nightly(4.5, 10, AT, True), "1.5mg 21:30 x7, 3mg x3"),
        (Nightly(4.5, 7, AT, True), "1.5mg 21:30 x7"),
        (Nightly(1.0, 28, AT, True), "1mg 21:30 x28"),
        (Nightly(1.5, 28, AT, True), "1.5mg 21:30 x28"),
    ],
)
def test_steps_lead_up_to_the_dose_as_far_as_the_nights_go(plan: Nightly, line: str) -> None:
    assert write_nightly(plan, STEPS) == line


@pytest.mark.parametrize("nights", [1, 7, 8, 14, 15, 90])
def test_the_line_can_be_read_and_has_all_nights(nights: int) -> None:
    regimen = parse_regimen(write_nightly(Nightly(4.5, nights, AT, True), STEPS))
    assert len(regimen.doses) == nights
    assert max(regimen.doses_mg) <= 4.5
    assert f"{regimen.local(0.0):%H:%M}" == "21:30"
