"""Bands: a reference calculation with 20,000 random persons, and how many persons are enough."""

from dataclasses import fields, replace

import numpy as np
import pytest

from lowdose.pharmacology.blockade import compute_curve, compute_odds, to_blockade
from lowdose.pharmacology.curve import Curve
from lowdose.pharmacology.duration import hours_below, share_above_after
from lowdose.pharmacology.kinetics import odds_terms, peak_time, value_at
from lowdose.pharmacology.persons import draw_persons
from lowdose.pharmacology.superposition import Terms, carry_states
from tests.pharmacology.typical import PARAMETERS, nightly

MANY = draw_persons(PARAMETERS, 2**14)
QUANTILES = (0.5, 0.025, 0.975)


def percent(odds):
    return np.quantile(100.0 * to_blockade(odds), QUANTILES)


def after_last_dose(mg):
    terms = odds_terms(MANY, "M1")
    return Terms(carry_states(*nightly(mg, 60), terms)[-1], terms.rates)


# Bounds of the reference are whole percent, from random persons: at 97.5 % they err by 0.3 points.
PERCENT = 0.5 + 0.5
# Days have one digit; the bound of the slowest errs by 1 %.
DAYS = {"abs": 0.06, "rel": 0.015}


@pytest.mark.parametrize(
    ("mg", "peak", "trough"),
    [
        (0.5, (18, 7, 37), (11, 4, 27)),
        (1.5, (39, 19, 64), (28, 11, 53)),
        (3.0, (56, 32, 78), (43, 20, 69)),
        (4.5, (66, 42, 84), (54, 28, 77)),
        (6.0, (72, 49, 87), (61, 34, 82)),
        (50.0, (96, 89, 98), (93, 81, 97)),
    ],
)
def test_peaks_and_troughs_are_those_of_the_reference_table(mg, peak, trough):
    tail = after_last_dose(mg)
    assert percent(value_at(tail, peak_time(tail))) == pytest.approx(peak, abs=PERCENT)
    assert percent(value_at(tail, np.array(24.0))) == pytest.approx(trough, abs=PERCENT)


@pytest.mark.parametrize(
    ("mg", "below_10", "below_5"),
    [
        (0.5, (1.2, 0, 3.9), (2.6, 0.7, 5.8)),
        (1.5, (3.2, 1.2, 6.8), (4.5, 2.2, 8.8)),
        (3.0, (4.5, 2.1, 8.6), (5.8, 3.0, 10.7)),
        (4.5, (5.2, 2.6, 9.7), (6.5, 3.5, 11.8)),
        (6.0, (5.7, 3.0, 10.5), (7.0, 3.9, 12.5)),
        (50.0, (9.5, 5.5, 16.3), (10.9, 6.4, 18.3)),
    ],
)
def test_days_below_are_those_of_the_reference_table(mg, below_10, below_5):
    for threshold, wanted in ((0.10, below_10), (0.05, below_5)):
        hours = hours_below(*nightly(mg, 60), MANY, "M1", threshold)
        assert np.quantile(hours, QUANTILES) / 24 == pytest.approx(wanted, **DAYS)


@pytest.mark.parametrize(
    ("mg", "hours", "wanted"),
    [
        (4.5, 24, (54, 27, 78)),
        (4.5, 48, (40, 15, 69)),
        (4.5, 72, (27, 8, 60)),
        (4.5, 96, (18, 4, 50)),
        (4.5, 120, (11, 2, 40)),
        (4.5, 168, (4, 0.3, 24)),
        (4.5, 240, (0.8, 0, 9)),
        (50.0, 72, (81, 48, 94)),
    ],
)
def test_blockade_after_stopping_is_that_of_the_reference_calculation(mg, hours, wanted):
    found = percent(value_at(after_last_dose(mg), np.array(float(hours))))
    assert found == pytest.approx(wanted, abs=PERCENT)


@pytest.mark.parametrize(
    ("threshold", "shares"), [(0.10, (94, 55, 18, 2.2, 0.1)), (0.05, (99, 81, 42, 7.9, 0.6))]
)
def test_shares_above_are_those_of_the_reference_calculation(threshold, shares):
    days = np.array([3.0, 5, 7, 10, 14])
    found = share_above_after(days, *nightly(4.5, 60), MANY, "M1", threshold)
    # Of 20,000 random persons a share of one half errs by 0.7 points (two standard errors).
    assert 100 * found == pytest.approx(shares, abs=1.0)


def draw_random(n, seed):
    """Return persons from random normal numbers instead of the sequence."""
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((3, n))
    names = ("ed50_mg", "half_life_h", "tmax_h")
    own = {f.name: getattr(draw_persons(PARAMETERS, n), f.name) for f in fields(MANY)}
    for name, deviates in zip(names, z, strict=True):
        spread = getattr(PARAMETERS, name)
        own[name] = spread.median * np.exp(spread.sd_log * deviates)
    return replace(MANY, **own)


def stopping():
    """Return times of a steady state and of ten days after it, and the doses."""
    return np.arange(14 * 24.0, 25 * 24.0, 2.0), *nightly(4.5, 15)


def find_errors(curve: Curve):
    """Return the largest differences from 20,000 random persons: 95 %, 50 %, median. [points]"""
    times, dose_h, dose_mg = stopping()
    random = draw_random(20_000, 20261122)
    each = to_blockade(compute_odds(times, dose_h, dose_mg, random, "M1"))
    low, lower, middle, upper, high = np.quantile(each, (0.025, 0.25, 0.5, 0.75, 0.975), axis=1)
    pairs = (curve.band95, (low, high)), (curve.band50, (lower, upper)), (curve.median, middle)
    return [100 * np.max(np.abs(np.asarray(a) - np.asarray(b))) for a, b in pairs]


@pytest.mark.slow
@pytest.mark.parametrize(("n_persons", "points"), [(512, 1.5), (1024, 1.1), (4096, 0.8)])
def test_few_persons_of_the_sequence_are_as_good_as_many_random_ones(n_persons, points):
    # The 20,000 random ones err themselves, by up to 0.5 points at the ends of the 95 % band.
    errors = find_errors(compute_curve(*stopping(), PARAMETERS, n_persons, "M1"))
    assert max(errors) < points


@pytest.mark.parametrize(("n_persons", "points"), [(512, 1.5), (1024, 0.9)])
def test_few_persons_of_the_sequence_err_by_about_a_point(n_persons, points):
    few, many = (compute_curve(*stopping(), PARAMETERS, n, "M1") for n in (n_persons, 2**15))
    for name in ("band95", "band50", "median"):
        assert 100 * np.max(np.abs(getattr(few, name) - getattr(many, name))) < points
