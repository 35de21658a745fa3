"""The numbers of the model come from records, and only from verified ones."""

from dataclasses import replace

import pytest

from lowdose.errors import KnowledgeError
from lowdose.pharmacology.parameters import build_parameters, find_parameter
from tests.pharmacology.typical import PARAMETERS, RECORDS


def test_spread_of_persons_and_of_the_estimate_are_added_in_quadrature():
    # By hand: sqrt(0.46**2 + 0.144**2) and sqrt(0.174**2 + 0.155**2).
    assert PARAMETERS.ed50_mg.sd_log == pytest.approx(0.48201, abs=1e-5)
    assert PARAMETERS.half_life_h.sd_log == pytest.approx(0.23302, abs=1e-5)


def test_a_missing_number_is_named():
    records = {name: record for name, record in RECORDS.items() if name != "hill"}
    with pytest.raises(KnowledgeError, match=r"pharmacology: 'hill' is missing\..*Add hill.toml"):
        build_parameters(records)


def test_nothing_is_computed_from_an_unverified_number():
    records = RECORDS | {"ed50": replace(RECORDS["ed50"], verified=False)}
    with pytest.raises(KnowledgeError, match=r"'ed50' is not verified"):
        build_parameters(records)


def test_a_number_that_needs_no_spread_is_found_as_a_record():
    assert find_parameter(RECORDS, "ratio-delta").value == 79.0
