"""Doses made of whole capsules, and volumes that a syringe has a line for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.safety.portions import (
    find_strengths,
    make_capsules,
    mark_syringes,
    measure_liquid,
    require_capsules,
    require_liquid,
    to_micrograms,
)
from lowdose.safety.titration_plan import TitrationError
from tests.safety.titration_rules import SYRINGES


@pytest.mark.parametrize(
    ("dose", "strengths", "counts"),
    [
        (4.5, (1.5, 3.0, 4.5), ((4.5, 1),)),
        (4.5, (1.5, 3.0), ((3.0, 1), (1.5, 1))),
        (4.5, (1.5,), ((1.5, 3),)),
        # Greedy would take 3 + 0.5 + 0.5; two of 2 are fewer.
        (4.0, (0.5, 2.0, 3.0), ((2.0, 2),)),
        (0.3, (0.1, 0.2), ((0.2, 1), (0.1, 1))),
    ],
)
def test_a_dose_is_made_of_the_fewest_whole_capsules(dose, strengths, counts) -> None:
    assert make_capsules(dose, strengths).counts == counts


@pytest.mark.parametrize(("dose", "strengths"), [(1.5, (1.0, 2.0)), (1.0, (1.5,)), (4.0, (3.0,))])
def test_a_dose_that_whole_capsules_do_not_make_is_none(dose, strengths) -> None:
    assert make_capsules(dose, strengths) is None


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=4),
    st.integers(1, 60),
)
def test_capsules_always_hold_the_dose(tenths: list[int], dose: int) -> None:
    made = make_capsules(dose / 10, [t / 10 for t in tenths])
    if made is not None:
        held = sum(to_micrograms(strength) * n for strength, n in made.counts)
        assert held == to_micrograms(dose / 10)


def test_the_strengths_that_would_do_are_each_dose_and_their_common_divisor() -> None:
    assert find_strengths([1.5, 3.0, 4.5]) == ((1.5, 3.0, 4.5), 1.5)
    # 1, 2, 3, 4 and 4.5 mg: half a milligram divides them all.
    assert find_strengths([1.0, 2.0, 3.0, 4.0, 4.5])[1] == 0.5


def test_doses_that_cannot_be_made_are_told_with_the_strengths_that_would_do() -> None:
    with pytest.raises(TitrationError) as caught:
        require_capsules([1.5, 3.0, 4.5], [1.0, 2.0])
    assert str(caught.value) == (
        "strengths: 1.5 and 4.5 mg can't be made from capsules of 1 and 2 mg. Capsules are never "
        "split. Capsules that would do: 1.5, 3 and 4.5 mg, or 1.5 mg alone. Ask your pharmacist "
        "for them."
    )


@pytest.mark.parametrize(
    ("dose", "strength", "volume", "size", "error"),
    [
        (1.5, 1.0, 1.5, 3, 0.0),
        (0.5, 1.0, 0.5, 1, 0.0),
        # Lines at 0.2 mL: 4.4 and 4.6 are equally near, and the lower one is taken.
        (4.5, 1.0, 4.4, 5, -0.1),
        # 1.5 / 0.7 = 2.143 mL; lines at 0.1 mL give 2.1 mL, which holds 1.47 mg.
        (1.5, 0.7, 2.1, 3, -0.03),
        # 1 / 0.6 = 1.667 mL; 1.7 mL holds 1.02 mg.
        (1.0, 0.6, 1.7, 3, 0.02),
    ],
)
def test_a_volume_is_the_nearest_line_of_the_smallest_syringe(
    dose, strength, volume, size, error
) -> None:
    liquid = measure_liquid(dose, strength, SYRINGES)
    assert (liquid.volume_ml, liquid.syringe.volume_ml) == (volume, size)
    assert liquid.error_mg == pytest.approx(error, abs=1e-9)
    assert liquid.error_percent == pytest.approx(100 * error / dose, abs=1e-6)


@given(st.floats(0.1, 6.0), st.floats(0.5, 5.0))
def test_a_volume_never_misses_by_more_than_half_a_line(dose: float, strength: float) -> None:
    liquid = measure_liquid(dose, strength, SYRINGES)
    if liquid is not None:
        half_mg = liquid.syringe.graduation_ml / 2 * strength
        assert abs(liquid.error_mg) <= half_mg + 1e-6


@pytest.mark.parametrize(("dose", "strength"), [(4.5, 0.1), (0.5, 100.0)])
def test_what_no_syringe_holds_or_shows_is_none(dose: float, strength: float) -> None:
    assert measure_liquid(dose, strength, SYRINGES) is None


def test_a_liquid_that_will_not_do_is_told_with_strengths_that_would() -> None:
    with pytest.raises(TitrationError) as caught:
        require_liquid([1.5, 3.0, 4.5], 0.1, SYRINGES, 10.0)
    # 0.1 mg/mL needs 45 mL; 0.2 mg/mL needs 22.5 mL; 10 mL is the largest syringe.
    assert "can't be measured from a liquid of 0.1 mg/mL" in str(caught.value)
    assert "Strengths that would do: 0.5, 1, 2, 5 mg/mL." in str(caught.value)


def test_lines_of_ones_own_syringe_are_used() -> None:
    # Lines at 0.1 mL: 4.5 mL is one of them.
    own = mark_syringes(SYRINGES, 0.1)
    assert measure_liquid(4.5, 1.0, own).volume_ml == 4.5
    assert mark_syringes(SYRINGES, None) == SYRINGES


@pytest.mark.parametrize("lines_ml", [0.0, -0.1, 10.0, float("nan"), float("inf")])
def test_lines_that_no_syringe_can_have_are_refused(lines_ml: float) -> None:
    with pytest.raises(TitrationError, match=r"lines: .* can't lie between two lines"):
        mark_syringes(SYRINGES, lines_ml)


def test_a_volume_that_misses_by_more_than_allowed_is_refused() -> None:
    # 0.15 mg of 5 mg/mL is 0.03 mL; the line at 0.02 mL misses by a third.
    with pytest.raises(TitrationError, match="meet it within 10 %"):
        require_liquid([0.15], 5.0, SYRINGES, 10.0)
