"""Curves of blockade as the few points that a picture needs."""

import numpy as np
import pytest

from lowdose.pharmacology.curve import Curve
from lowdose.report.blockade.lines import Ribbon, find_lines, hatch_ribbon, keep_times

#: Ten nights, each a fall from 0.6 to 0.2 in a straight line, and a fall to 0 after the last.
NIGHTS_H = 24.0 * np.arange(10)
TIMES_H = np.arange(0.0, 241.0, 0.5)
SAW = 0.6 - 0.4 * (TIMES_H % 24.0) / 24.0


def curve_of(line) -> Curve:
    band = np.stack([line * 0.5, line * 1.5])
    return Curve("M1", TIMES_H, line, line, np.stack([line * 0.9, line * 1.1]), band)


def test_nights_far_apart_are_drawn_as_the_curve_itself() -> None:
    lines = find_lines(curve_of(SAW), NIGHTS_H, hour_px=2.0)
    assert not lines.is_ribbon
    assert np.array_equal(lines.middle.low, lines.middle.high)
    assert lines.middle.high.max() == pytest.approx(0.6)


def test_nights_close_together_become_a_ribbon_from_lowest_to_highest() -> None:
    lines = find_lines(curve_of(SAW), NIGHTS_H, hour_px=0.3)
    steady = lines.middle.cut(24.0, 200.0)
    assert lines.is_ribbon
    # By hand: every night begins at 0.6, which is its highest value and its first.
    assert steady.high == pytest.approx(np.full(steady.high.size, 0.6))


def test_a_rising_night_has_its_first_value_below_and_its_peak_above() -> None:
    rising = 0.2 + 0.4 * np.minimum(TIMES_H % 24.0, 6.0) / 6.0
    steady = find_lines(curve_of(rising), NIGHTS_H, hour_px=0.3).middle.cut(30.0, 190.0)
    assert steady.low == pytest.approx(np.full(steady.low.size, 0.2))
    assert steady.high == pytest.approx(np.full(steady.high.size, 0.6))


def test_a_band_goes_from_the_lowest_of_its_lower_line_to_the_highest_of_its_upper() -> None:
    rising = 0.2 + 0.4 * np.minimum(TIMES_H % 24.0, 6.0) / 6.0
    outer = find_lines(curve_of(rising), NIGHTS_H, hour_px=0.3).outer.cut(30.0, 190.0)
    assert outer.low == pytest.approx(np.full(outer.low.size, 0.1))
    assert outer.high == pytest.approx(np.full(outer.high.size, 0.9))


def test_in_a_gap_and_after_the_last_dose_the_fall_itself_is_drawn() -> None:
    falling = np.exp(-TIMES_H / 100.0)
    doses_h = np.array([0.0, 24.0, 48.0, 168.0])
    lines = find_lines(curve_of(falling), doses_h, hour_px=0.3)
    for start, end in ((60.0, 160.0), (170.0, 240.0)):
        piece = lines.middle.cut(start, end)
        assert piece.low == pytest.approx(piece.high)
        assert piece.high == pytest.approx(np.exp(-piece.times_h / 100.0), abs=0.01)


def test_every_dose_and_both_ends_are_kept() -> None:
    doses_h = np.array([3.5, 100.0])
    kept = TIMES_H[keep_times(TIMES_H, doses_h, hour_px=0.5)]
    assert {0.0, 3.5, 100.0, 240.0} <= set(kept.tolist())
    assert kept.size < 80


def test_a_piece_of_a_ribbon_has_both_its_ends() -> None:
    ribbon = Ribbon(np.array([0.0, 10.0]), np.array([0.0, 0.0]), np.array([0.0, 1.0]))
    piece = ribbon.cut(2.0, 6.0)
    assert piece.times_h.tolist() == [2.0, 6.0]
    assert piece.high == pytest.approx([0.2, 0.6])


def test_the_hatch_stays_inside_and_rises_one_pixel_a_pixel() -> None:
    ribbon = Ribbon(np.array([0.0, 100.0]), np.array([0.2, 0.2]), np.array([0.8, 0.8]))
    lines = np.array(hatch_ribbon(ribbon, hour_px=2.0, height_px=100.0))
    x0, y0, x1, y1 = lines.T
    assert min(y0.min(), y1.min()) >= 0.2
    assert max(y0.max(), y1.max()) <= 0.8
    assert (y1 - y0) * 100.0 == pytest.approx((x1 - x0) * 2.0)


def test_the_hatch_covers_all_of_a_band() -> None:
    ribbon = Ribbon(np.array([0.0, 100.0]), np.array([0.0, 0.0]), np.array([1.0, 1.0]))
    lines = hatch_ribbon(ribbon, hour_px=2.0, height_px=100.0)
    # By hand: a box of 200 by 100 px has (200 + 100) / 7 slanted lines at every 7 px.
    assert len(lines) == pytest.approx(300 / 7, abs=2)


def test_a_band_without_room_has_no_hatch() -> None:
    flat = Ribbon(np.array([0.0, 100.0]), np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    assert hatch_ribbon(flat, hour_px=2.0, height_px=100.0) == []
    assert hatch_ribbon(flat.cut(0.0, 0.0), 2.0, 100.0) == []
