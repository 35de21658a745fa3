"""The page of the rules is written from the rules, every one with its level and sources."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

from lowdose.knowledge.load import load_knowledge

ROOT = Path(__file__).parents[2]


def load_writer() -> Any:
    path = ROOT / "docs" / "_ext" / "rules_reference.py"
    spec = importlib.util.spec_from_file_location("rules_reference", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WRITER = load_writer()
PAGE = WRITER.describe_rules(lambda text, url: f"[{text}]({url})", lambda text: text)
KNOWLEDGE = load_knowledge()
RULES = [*KNOWLEDGE.rules.values(), *KNOWLEDGE.alerts.values()]


def read_entry(identity: str) -> str:
    return PAGE.split(f"#### `{identity}`\n", 1)[1].split("\n#", 1)[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_stands_there_with_its_texts_and_sources(rule: Any) -> None:
    entry = read_entry(rule.id)
    assert all(text in entry for text in (rule.title, rule.text, rule.prescriber_text))
    assert rule.if_unknown in entry
    assert all(citation.locator in entry for citation in rule.citations)


def test_a_rule_stands_under_its_level_the_most_serious_first() -> None:
    heads = re.findall(r"^### ([A-Z].*)$", PAGE, re.MULTILINE)
    levels, urgencies = WRITER.LEVEL_NAMES.values(), WRITER.URGENCY_NAMES.values()
    assert heads == [*levels, *urgencies]
    stops = PAGE.split("### Do not start\n", 1)[1].split("\n### ", 1)[0]
    assert set(re.findall(r"#### `([a-z0-9-]+)`", stops)) == {
        rule.id for rule in KNOWLEDGE.rules.values() if rule.level == "stop"
    }


def test_a_criterion_is_read_in_words() -> None:
    assert "- When: `age` is below 18\n" in read_entry("under-18")
    assert "`egfr` is at least 30 and `egfr` is below 60" in read_entry("kidney-moderate")


@pytest.mark.parametrize("limit", sorted(KNOWLEDGE.titration))
def test_a_limit_of_dose_steps_stands_there(limit: str) -> None:
    assert f"### `{limit}`\n" in PAGE
    assert KNOWLEDGE.titration[limit].why in PAGE
