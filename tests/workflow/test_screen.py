"""Screen: from a table of answers to findings with their sources."""

from datetime import date
from pathlib import Path

import pytest

from lowdose.errors import ProfileError, UsageError
from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import UnitPair
from lowdose.safety.profile import Profile
from lowdose.safety.profile_reader import Part
from lowdose.workflow.screen import (
    LARGEST_FILE,
    check_answer,
    check_medicine,
    find_readings,
    is_asked,
    list_questions,
    read_answers,
    read_file,
    read_table,
    screen,
)

TODAY = date(2026, 11, 22)
PROFILES = sorted((Path(__file__).parents[2] / "docs" / "how-to" / "profiles").glob("*.toml"))
#: What a pharmacist expects of each profile of the how-to: the result, and words of the findings
#: that must lead to it.
EXPECTED = {
    "capsule-and-patch": ("stop", {"Embeda 20 mg/0.8 mg", "fentanil patch"}),
    "harmless-crohn": ("none_found", set()),
    "harmless-fibromyalgia": ("none_found", set()),
    "kratom-and-imodium": ("stop", {"kratom tea", "Imodium"}),
    "little-known": ("stop", {"the blue ones from my neighbour"}),
    "liver": ("stop", {"5,2 µkat/L (limit 0,8)", "48 µmol/L (limit 21)"}),
    "operation-after-tramadol": ("stop", {"in 5 days", "tramadol 50 mg"}),
    "pregnant": ("stop", {"yes"}),
    "suicidal-thoughts": ("stop", {"yes"}),
    "tylenol-3": ("stop", {"Tylenol 3"}),
}


def rules_of(result) -> set[str]:
    return {finding.rule for finding in result.screening.findings}


# --- the profiles of the how-to ---


def test_every_profile_of_the_how_to_is_expected_here() -> None:
    assert [path.stem for path in PROFILES] == sorted(EXPECTED)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_gives_what_a_pharmacist_expects(path: Path) -> None:
    result = screen(read_file(path), TODAY, path.name)
    overall, words = EXPECTED[path.stem]
    assert result.screening.overall == overall
    findings = [f for f in result.screening.findings if f.level in ("stop", "ask")]
    assert words <= {given.as_written for finding in findings for given in finding.inputs}


# --- unknown is never no ---


def test_who_answers_nothing_is_sent_to_the_prescriber() -> None:
    result = screen({}, TODAY)
    assert result.screening.overall == "ask"
    assert "medicines" in result.screening.unanswered
    assert all(finding.missing for finding in result.screening.findings)


@pytest.mark.parametrize(
    "item", [i for i in list_questions() if not i.asked_if], ids=lambda item: item.id
)
def test_a_harmless_person_with_one_answer_missing_is_no_longer_without_questions(item) -> None:
    harmless = read_file(PROFILES[[p.stem for p in PROFILES].index("harmless-fibromyalgia")])
    result = screen({**harmless, item.id: "unknown"}, TODAY)
    assert item.id in result.screening.unanswered
    assert result.screening.overall == "ask"


# --- medicines, days and sources ---


def test_the_day_of_the_last_dose_decides() -> None:
    def overall(last: str) -> str:
        medicines = [{"name": "tramadol", "last_taken": last}]
        findings = screen({"medicines": medicines}, TODAY).screening.findings
        return {f.level for f in findings if any(i.name == "medicine" for i in f.inputs)}

    # The label asks for at least 7 to 10 days without short-acting opioids, tramadol included.
    assert "stop" in overall("6 days ago")
    assert overall("8 days ago") >= {"ask"}
    assert "stop" not in overall("8 days ago")


def test_every_source_and_topic_of_a_finding_comes_along() -> None:
    result = screen({"medicines": ["Tylenol 3"], "pregnant": "yes"}, TODAY)
    for finding in result.screening.findings:
        assert {citation.source for citation in finding.citations} <= set(result.sources)
        assert set(finding.topics) <= set(result.topics)


def test_a_medicine_is_read_with_what_it_is() -> None:
    (reading,) = find_readings(check_medicine("Tylenol 3", TODAY))
    assert (reading.medicine, reading.role) == ("codeine", "opioid")


def test_a_profile_that_was_read_can_be_screened_as_well_as_its_table() -> None:
    profile = read_answers([Part("x", {"pregnant": "yes"})], TODAY)
    assert rules_of(screen(profile, TODAY)) == rules_of(screen({"pregnant": "yes"}, TODAY))


def test_several_parts_make_one_profile() -> None:
    parts = [Part("me.toml", {"pregnant": "yes"}), Part("--answer", {"pregnant": "no"})]
    assert "pregnant-now" not in rules_of(screen(parts, TODAY))


def test_without_a_day_it_is_the_day_of_the_call() -> None:
    assert screen({}).today == date.today()


def test_problems_name_the_table() -> None:
    with pytest.raises(ProfileError, match=r"^form: age: "):
        screen({"age": "x"}, TODAY, "form")


# --- questions ---


def test_questions_stand_in_the_order_of_the_form_and_are_those_before_the_first_dose() -> None:
    items = list_questions()
    assert [item.order for item in items] == sorted(item.order for item in items)
    assert all("screen" in item.checks for item in items)
    assert items[0].kind == "medicines"


def test_a_question_is_asked_until_an_earlier_answer_rules_it_out() -> None:
    items = {item.id: item for item in list_questions()}

    def asked(**answers: str) -> bool:
        profile = read_answers([Part("x", answers)], TODAY)
        return is_asked(items["last-opioid"], profile, TODAY)

    assert asked()
    assert asked(**{"opioid-use": "past"})
    assert not asked(**{"opioid-use": "never"})


def test_an_answer_can_be_checked_on_its_own() -> None:
    items = {item.id: item for item in list_questions()}
    assert check_answer(items["bilirubin"], "0.8 mg/dL (limit 21 µmol/L)", TODAY) is not None
    assert check_answer(items["age"], "unknown", TODAY) is None


def test_the_factors_between_units_are_those_of_chemistry_and_of_the_clock() -> None:
    factors = {pair.id: pair.factor for pair in load_records(UnitPair).values()}
    # 10 mg/L over 584.673 g/mol (clinPK); 60 seconds in a minute (Dybkaer 2002: 1 U = 16.667 nkat).
    assert factors["bilirubin-mg-dl"] == pytest.approx(10_000 / 584.673, rel=1e-5)
    assert factors["enzyme-microkatal"] == pytest.approx(1e3 / 16.667, rel=1e-4)


# --- files ---


def test_toml_and_json_are_told_apart() -> None:
    assert read_table('\n {"age": 5}', "x") == {"age": 5}
    assert read_table("age = 5", "x") == {"age": 5}


@pytest.mark.parametrize("text", ["age = ", "{", "[1]\n[1]", '{"a": 1} x', "{" * 100_000])
def test_a_file_that_is_neither_is_refused_with_its_name(text: str) -> None:
    with pytest.raises(UsageError, match=r"^me: no valid (TOML|JSON): "):
        read_table(text, "me")


def test_a_file_that_is_missing_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"#" * (LARGEST_FILE + 1))
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name, told in (("none", "no such file"), ("large", "At most"), ("bytes", "UTF-8")):
        with pytest.raises(UsageError, match=told):
            read_file(tmp_path / name)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfage = 5\n")
    assert read_file(tmp_path / "a.toml") == {"age": 5}


def test_no_answers_at_all_are_not_known() -> None:
    assert read_answers([], TODAY) == Profile({}, None)
