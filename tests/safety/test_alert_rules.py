"""Every alert rule has readable criteria, and a case that fires, one silent, one unknown."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lowdose.knowledge.criteria import find_wrong_criterion, watch_names_of
from lowdose.knowledge.load import load_knowledge
from lowdose.knowledge.records import AlertRule
from lowdose.workflow.watch import File, watch_files

CASES = Path(__file__).parents[1] / "cases" / "alerts"
RULES = load_knowledge().alerts
#: What a case is looked at with where it says nothing else.
TODAY, START = date(2026, 3, 2), date(2026, 1, 5)


def list_cases() -> list[tuple[str, dict]]:
    return [
        (path.stem, case)
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def look(case: dict):
    """Return the alerts of a case."""
    diary = File(case["diary"].encode(), "diary.csv") if "diary" in case else None
    start = case.get("start", START)
    return watch_files(
        diary=diary,
        entries=case.get("log", []),
        start=None if start == "unknown" else start,
        today=case.get("today", TODAY),
    ).alerts


@pytest.mark.parametrize(
    ("rule", "case"),
    list_cases(),
    ids=lambda x: getattr(x, "get", str)("name") if isinstance(x, dict) else x,
)
def test_a_rule_does_what_its_case_says(rule: str, case: dict) -> None:
    alerts = look(case)
    fired = {alert.rule for alert in alerts if not alert.is_open}
    asked = {alert.rule for alert in alerts if alert.is_open}
    if case["fires"] == "unknown":
        assert (case.get("instead") or rule) in (fired if "instead" in case else asked) | asked
        assert "instead" in case or rule not in fired
    else:
        assert (rule in fired) is case["fires"]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_that_fires_one_that_is_silent_and_one_unknown(rule: str) -> None:
    kinds = Counter(str(case["fires"]) for name, case in list_cases() if name == rule)
    assert kinds["True"]
    assert kinds["False"]
    assert kinds["unknown"]


def test_no_case_is_about_a_rule_that_is_gone() -> None:
    assert {name for name, _ in list_cases()} <= RULES.keys()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_criterion_can_be_read(rule: AlertRule) -> None:
    names = watch_names_of(load_knowledge().items.values())
    lines = [line for lines in rule.when for line in lines]
    assert [wrong for line in lines if (wrong := find_wrong_criterion(line, names))] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_names_its_source_and_whom_to_call(rule: AlertRule) -> None:
    assert rule.citations
    if rule.urgency == "emergency":
        assert "112 or 911" in rule.text or "emergency" in rule.text
    if rule.urgency == "today":
        assert "today" in rule.text
