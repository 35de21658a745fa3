"""Names that a misspelt word may stand for."""

import pytest

from lowdose.medicines.near import find_near, find_near_phrase, may_stand_for


@pytest.mark.parametrize(
    ("word", "name", "slips", "answer"),
    [
        ("norc", "norco", 1, True),
        ("nrc", "norco", 2, False),
        ("kadinn", "kadian", 2, False),
        ("fentroa", "fentora", 1, True),
        ("fonturo", "fentora", 2, False),
        ("fontura", "fentora", 2, True),
        ("tramdl", "tramadol", 2, True),
        ("tramd", "tramadol", 3, False),
        ("buprenorfin", "buprenorphine", 3, True),
    ],
)
def test_longer_names_may_hold_more_slips(word, name, slips, answer):
    assert may_stand_for(word, name, slips) is answer


@pytest.mark.parametrize("word", ["tramadl", "tramaddol", "tramsdol", "tramaodl", "ramadol"])
def test_each_sort_of_slip_is_read(word, names):
    assert [target.medicine for target in find_near(word, names)] == ["tramadol"]


def test_a_short_name_is_read_as_written_only(names):
    assert find_near("oxi", names) == ()


def test_numbers_of_a_name_are_never_a_slip(names):
    assert [target.medicine for target in find_near_phrase("tylenl3", names)] == ["codeine"]
    assert find_near_phrase("tylenl8", names) == ()
