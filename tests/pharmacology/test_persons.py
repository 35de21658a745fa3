"""Persons are always the same, and spread as the parameters say."""

from dataclasses import fields, replace

import numpy as np
import pytest

from lowdose.pharmacology.parameters import Spread
from lowdose.pharmacology.persons import draw_persons, typical_person
from tests.pharmacology.typical import PARAMETERS

SPREADS = ("ed50_mg", "half_life_h", "tmax_h", "half_life_naltrexone_h", "half_life_6bn_h")


def test_the_same_persons_come_every_time():
    first, again = draw_persons(PARAMETERS, 100), draw_persons(PARAMETERS, 100)
    for field in fields(first):
        assert np.array_equal(getattr(first, field.name), getattr(again, field.name))


@pytest.mark.parametrize("name", SPREADS)
def test_persons_have_median_and_spread_of_the_record(name):
    logs = np.log(getattr(draw_persons(PARAMETERS, 4096), name))
    spread = getattr(PARAMETERS, name)
    assert np.exp(np.median(logs)) == pytest.approx(spread.median, rel=1e-3)
    assert np.std(logs) == pytest.approx(spread.sd_log, rel=2e-3)


def test_the_typical_person_has_every_median():
    person = typical_person(PARAMETERS)
    assert person.n_persons == 1
    assert [getattr(person, name)[0] for name in SPREADS] == [5.58, 30.0, 2.0, 4.0, 13.0]


def test_whoever_clears_the_drug_faster_needs_more_of_it():
    persons = draw_persons(PARAMETERS, 256)
    assert np.array_equal(np.argsort(persons.ed50_mg), np.argsort(persons.clearance_l_h))


def test_uptake_stays_faster_than_loss_for_everybody():
    # x = rate * time of the peak; at 1 the two rates coincide.
    slow = replace(PARAMETERS, tmax_h=Spread(60.0, 0.3))
    persons = draw_persons(slow, 64)
    assert np.max(np.log(2) / persons.half_life_h * persons.tmax_h) <= 0.5 + 1e-12


def test_hardly_anybody_is_moved_by_that():
    m1 = draw_persons(PARAMETERS, 10_000)
    assert np.all(np.log(2) / m1.half_life_h * m1.tmax_h < 0.4)
    assert np.sum(np.log(2) / m1.half_life_naltrexone_h * m1.tmax_naltrexone_h > 0.4999) <= 2


@pytest.mark.parametrize("n", [0, -1])
def test_no_persons_are_refused(n):
    with pytest.raises(ValueError, match="at least 1"):
        draw_persons(PARAMETERS, n)
