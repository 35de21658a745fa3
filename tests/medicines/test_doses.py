"""Doses beside a name."""

import pytest

from lowdose.medicines.doses import find_bare_number, find_dose_mg
from lowdose.medicines.words import split_words


@pytest.mark.parametrize(
    ("text", "dose_mg"),
    [
        ("drug 50 mg", 50.0),
        ("drug 200 mcg", 0.2),
        ("drug 0,5 mg", 0.5),
        ("drug tablets 1 g", 1000.0),
        ("drug 5/325", None),
        ("drug 10 ml", None),
        ("drug", None),
    ],
)
def test_a_dose_is_a_number_with_a_unit_of_weight(text, dose_mg):
    words = split_words(text)
    assert find_dose_mg(words, (0, 1), (0, len(words))) == dose_mg


def test_a_dose_may_stand_before_the_name():
    words = split_words("4.5 mg drug")
    assert find_dose_mg(words, (2, 3), (0, 3)) == 4.5


def test_words_of_the_next_medicine_are_left_alone():
    words = split_words("one two 400 mg")
    assert find_dose_mg(words, (0, 1), (0, 1)) is None


@pytest.mark.parametrize(
    ("text", "number"), [("LDN 4.5", 4.5), ("LDN 2 capsules", None), ("LDN", None)]
)
def test_a_bare_number_ends_what_is_written(text, number):
    words = split_words(text)
    assert find_bare_number(words, (0, 1), (0, len(words))) == number
