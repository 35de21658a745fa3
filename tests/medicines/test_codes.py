"""Codes beside a name, or instead of one."""

import pytest

from lowdose.medicines.codes import agrees, find_code, read_code, take_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("RxNorm 10689", ("10689",)),
        ("rxcui: 10689", ("10689",)),
        ("RXNORM code 10689", ("10689",)),
        ("ATC N02AX02", ("N02AX02",)),
        ("n02ax02", ("N02AX02",)),
        ("ATC code N02A", ("N02A",)),
        ("N02A*", ("N02A",)),
        ("tramadol 50 mg, 100 tablets", ()),
        ("vitamin B12", ()),
    ],
)
def test_codes_are_found_in_a_text(text, codes):
    assert take_codes(text)[0] == codes


def test_a_code_leaves_blanks_so_that_all_other_places_stay():
    assert take_codes("tramadol N02AX02 50") == (("N02AX02",), "tramadol         50")


@pytest.mark.parametrize(
    ("field", "codes"),
    [("10689", ("10689",)), (" n02ax02 ", ("N02AX02",)), ("N02A*", ("N02A",)), ("", ()), ("?", ())],
)
def test_a_field_for_codes_needs_no_name_of_the_system(field, codes):
    assert read_code(field) == codes


# Codes as the WHO drug list of 25 April 2026 and RxNorm have them.
@pytest.mark.parametrize(
    ("code", "medicine"),
    [
        ("N02AX02", "tramadol"),
        ("N07BC51", "buprenorphine"),
        ("N02AA56", "oxycodone"),
        ("A08AA62", "naltrexone"),
        ("N07BC04", "lofexidine"),
        ("R05DA09", "dextromethorphan"),
        ("N02AX99", "opioid-unspecified"),
        ("N02AA", "opioid-unspecified"),
        ("7804", "oxycodone"),
        ("2570401", "samidorphan"),
    ],
)
def test_a_code_stands_for_its_medicine_and_an_unknown_one_for_its_group(code, medicine, names):
    found = find_code(code, names)
    assert found is not None
    assert found.medicine == medicine


def test_a_code_of_another_part_of_the_body_stands_for_nothing_here(names):
    assert find_code("C07AB02", names) is None
    assert find_code("99999999", names) is None


@pytest.mark.parametrize(
    ("code", "medicine", "answer"),
    [
        ("N02AX02", "tramadol", True),
        ("N02A", "tramadol", True),
        ("N02AX99", "tramadol", True),
        ("N02AA05", "tramadol", False),
        ("C07AB02", "tramadol", False),
        ("7804", "tramadol", False),
        ("99999999", "tramadol", None),
    ],
)
def test_a_code_agrees_with_its_own_medicine_and_the_groups_above(code, medicine, answer, names):
    assert agrees(code, medicine, names) is answer
