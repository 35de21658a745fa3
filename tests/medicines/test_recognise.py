"""What people write about their medicines, and what is meant."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Medicine, NameList
from lowdose.medicines import Recognised, build_names, recognise

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "medicines" / "written.toml").read_text("utf-8")
)["case"]


ALL_NAMES = build_names(load_records(Medicine), load_records(NameList))


def meaning(reading: Recognised) -> str:
    return reading.medicine or reading.role or "unknown"


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['written']} {case.get('code', '')}".strip() for case in CASES]
)
def test_what_is_written_is_read_as_what_is_meant(case, names):
    readings = recognise(case["written"], names, case.get("code", ""))
    assert sorted(map(meaning, readings)) == sorted(case["read"])
    assert all(reading.as_written == case["written"] for reading in readings)
    if "dose_mg" in case:
        assert readings[0].dose_mg == case["dose_mg"]
    if "is_low_dose" in case:
        assert readings[0].is_low_dose_naltrexone == case["is_low_dose"]
    assert all(r.disagrees == case.get("disagrees", False) for r in readings)


def test_several_medicines_are_told_in_the_order_of_the_text(names):
    readings = recognise("ibuprofen and tylenol 3, kratom tea", names)
    assert [reading.part for reading in readings] == ["ibuprofen", "tylenol 3", "kratom"]


def test_two_possible_readings_are_both_shown_and_none_is_sure(names):
    readings = recognise("T3", names)
    assert {reading.role for reading in readings} == {"opioid", "other"}
    assert {reading.confidence for reading in readings} == {"possible"}


def test_an_opioid_and_another_medicine_that_are_equally_near_are_both_shown(names):
    # One letter from Lo-Trol, which held diphenoxylate, and from Lotrel, which holds amlodipine.
    readings = recognise("lotril", names)
    assert {"antidiarrhoeal", "other"} <= {reading.role for reading in readings}
    assert {reading.confidence for reading in readings} == {"possible"}


def test_an_opioid_beside_naltrexone_in_one_capsule_says_so(names):
    (embeda,) = recognise("Embeda 30 mg/1.2 mg", names)
    assert (embeda.role, embeda.holds_naltrexone) == ("opioid", True)
    assert not recognise("morphine", names)[0].holds_naltrexone


@pytest.mark.parametrize("text", ["", "   ", "???", "12345"])
def test_a_text_without_a_name_yields_one_unknown_reading(text, names):
    (reading,) = recognise(text, names)
    assert (reading.medicine, reading.role, reading.as_written) == ("", "", text)


def test_an_unknown_medicine_beside_a_known_one_is_not_lost(names):
    readings = recognise("tramadol and zorbifex 20 mg", names)
    assert [meaning(reading) for reading in readings] == ["tramadol", "unknown"]
    assert readings[1].part == "zorbifex"


def test_every_dose_stands_with_its_own_medicine(names):
    tramadol, ibuprofen = recognise("tramadol 50 mg ibuprofen 400 mg", names)
    assert (tramadol.dose_mg, ibuprofen.dose_mg) == (50.0, 400.0)


def test_micrograms_become_milligrams(names):
    assert recognise("buprenorphine 200 mcg", names)[0].dose_mg == pytest.approx(0.2)


def test_a_code_that_is_given_goes_before_the_records_own(names):
    assert recognise("tramadol", names)[0].code == "10689"  # RxNorm, ingredient tramadol
    assert recognise("tramadol", names, "N02AX02")[0].code == "N02AX02"


def test_a_name_nobody_saw_in_a_source_is_a_possible_reading_only(names):
    readings = [r for r in recognise("Omnopon", names) if r.medicine == "papaveretum"]
    assert [reading.confidence for reading in readings] == ["possible"]


def test_words_are_kept_as_the_person_wrote_them(names):
    text = "  TramaDOL\u200b 50MG\t"
    assert recognise(text, names)[0].as_written == text


@given(st.text(max_size=80), st.text(max_size=12))
def test_any_text_is_read_without_an_error(text, code):
    readings = recognise(text, ALL_NAMES, code)
    assert readings
    assert all(reading.as_written == text for reading in readings)


@pytest.mark.parametrize("text", ["a" * 5000, "oxycodone" * 500, "7" * 5000])
def test_a_word_of_no_end_is_told_as_unknown(text, names):
    assert [meaning(reading) for reading in recognise(text, names)] == ["unknown"]


def test_an_opioid_is_found_at_any_place_of_a_long_list(names):
    others = ["ibuprofen", "vitamin D", "metformin 500 mg"]
    for place in range(4):
        listed = [*others[:place], "oxycodone 5 mg", *others[place:]]
        roles = {r.role for r in recognise(", ".join(listed), names)}
        assert "opioid" in roles


MANY = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "medicines" / "many-countries.toml").read_text("utf-8")
)


@pytest.mark.parametrize("written", MANY["opioids"])
def test_an_opioid_is_met_by_the_names_of_many_countries(written, names):
    assert {"opioid", "opioid-like"} & {reading.role for reading in recognise(written, names)}


@pytest.mark.parametrize("written", MANY["others"])
def test_other_medicines_of_many_countries_raise_no_alarm(written, names):
    assert not {"opioid", "opioid-like"} & {r.role for r in recognise(written, names)}


@pytest.mark.parametrize("written", ["Ordein 5", "Enlonplas", "Thiokodan"])
def test_a_word_near_a_silent_name_is_unknown_and_not_silent(written, names):
    assert "other" not in {reading.role for reading in recognise(written, names)}


@pytest.mark.parametrize("written", ["no opioids", "keine Opioide", "never tramadol"])
def test_what_is_denied_is_no_sure_reading_and_not_silent(written, names):
    (reading,) = recognise(written, names)
    assert (reading.role, reading.confidence) == ("opioid", "possible")
