"""Every rule of the screening: a case that fires, one that stays silent, one that is not known."""

import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Medicine, Rule
from lowdose.medicines.recognise import recognise
from lowdose.safety.finding import Finding
from lowdose.safety.profile_reader import Part
from lowdose.safety.screening import ReadMedicine, screen_profile
from lowdose.workflow.screen import list_questions, load_names, read_answers, read_file, screen

CASES = Path(__file__).parents[1] / "cases" / "screening"
#: Day of all cases.
TODAY = date(2026, 11, 22)
RULES = load_records(Rule)
MEDICINES = tuple(load_records(Medicine).values())
PROFILES = CASES.parent / "profiles"
#: More would drown a person who takes paracetamol and drinks a glass of wine.
MOST_FINDINGS = 4


def list_cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


@lru_cache
def read(name: str, code: str) -> Any:
    return recognise(name, load_names(), code)


def apply_alone(rule: Rule, table: dict[str, Any]) -> tuple[Finding, ...]:
    profile = read_answers([Part("case", table)], TODAY)
    medicines = [ReadMedicine(m, read(m.name, m.code)) for m in profile.medicines or ()]
    return screen_profile(profile, medicines, [rule], list_questions(), TODAY).findings


def is_about_an_unknown_list(rule: Rule, case: dict[str, Any]) -> bool:
    """Tell whether there is no medicine to look at; `medicines-list` then asks for them."""
    return rule.each == "medicine" and case["profile"].get("medicines") == "unknown"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_has_cases_in_which_it_fires_stays_silent_and_does_not_know(rule: str) -> None:
    states = {case.values[1]["fires"] for case in list_cases() if case.values[0] == rule}
    assert states == {True, False, "unknown"}


def test_every_case_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(RULES)


@pytest.mark.parametrize(("identity", "case"), list_cases())
def test_a_rule_decides_as_its_case_says(identity: str, case: dict[str, Any]) -> None:
    rule = RULES[identity]
    found = apply_alone(rule, case["profile"])
    match case["fires"]:
        case True:
            assert any(f.level == rule.level and not f.missing for f in found)
        case False:
            assert found == ()
        case _ if rule.if_unknown and not is_about_an_unknown_list(rule, case):
            assert {f.level for f in found} == {"ask"}
            assert all(f.missing for f in found)
        case _:
            assert found == ()


@pytest.mark.parametrize(("identity", "case"), list_cases())
def test_the_whole_screening_finds_what_the_case_expects(
    identity: str, case: dict[str, Any]
) -> None:
    screening = screen(case["profile"], TODAY).screening
    found = {f"{finding.level} {finding.rule}" for finding in screening.findings}
    assert set(case.get("findings", ())) <= found


def test_a_list_of_medicines_that_is_not_known_asks_for_it() -> None:
    findings = screen({"medicines": "unknown"}, TODAY).screening.findings
    assert "ask medicines-list" in {f"{finding.level} {finding.rule}" for finding in findings}


def find_about(medicine: Medicine, last_taken: str) -> list[Finding]:
    table = {"medicines": [{"name": medicine.name, "last_taken": last_taken}]}
    return [finding for finding in screen(table, TODAY).screening.findings if finding.inputs]


@pytest.mark.parametrize("medicine", [m for m in MEDICINES if m.role in ("opioid", "opioid-like")])
def test_every_opioid_that_is_known_stops_now_and_asks_where_its_day_is_not_known(
    medicine: Medicine,
) -> None:
    assert "stop" in {finding.would_be for finding in find_about(medicine, "now")}
    open_ones = [f for f in find_about(medicine, "unknown") if f.would_be == "stop"]
    assert {finding.level for finding in open_ones} == {"ask"}


@pytest.mark.parametrize("medicine", [m for m in MEDICINES if m.role not in ("harmless", "drug")])
def test_every_medicine_that_matters_next_to_naltrexone_has_a_rule(medicine: Medicine) -> None:
    assert find_about(medicine, "now")


@pytest.mark.parametrize("medicine", [m for m in MEDICINES if m.role == "harmless"])
def test_a_harmless_medicine_never_stops_or_asks(medicine: Medicine) -> None:
    assert not {"stop", "ask"} & {finding.level for finding in find_about(medicine, "now")}


@pytest.mark.parametrize("path", sorted(PROFILES.glob("harmless-*.toml")), ids=lambda p: p.stem)
def test_a_harmless_profile_has_no_obstacle_and_few_findings(path: Path) -> None:
    screening = screen(read_file(path), TODAY).screening
    assert screening.overall == "none_found"
    assert screening.unanswered == ()
    assert len(screening.findings) <= MOST_FINDINGS


@pytest.mark.parametrize("rule", sorted(RULES))
def test_no_sentence_of_a_rule_calls_anything_safe_or_shouts(rule: str) -> None:
    said = " ".join((RULES[rule].title, RULES[rule].text, RULES[rule].if_unknown))
    assert not re.search(r"\bsafe(ly)?\b|\bharmless\b|!", said, re.IGNORECASE)


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.level == "stop"])
def test_a_stop_says_that_naltrexone_is_not_started(rule: Rule) -> None:
    assert "o not start naltrexone" in rule.text


def test_a_stop_over_a_current_opioid_never_tells_to_stop_the_opioid_alone() -> None:
    texts = [RULES[rule].text for rule in ("opioid-short-acting", "opioid-long-acting")]
    texts += [RULES[rule].text for rule in ("opioid-patch", "opioid-taken-now", "opioid-like")]
    texts += [RULES[rule].text for rule in ("opioid-depot", "opioid-with-naltrexone")]
    texts += [RULES[rule].text for rule in ("opioid-dependent-now", "kratom-recent")]
    assert all("on your own" in text for text in texts)
