"""The check refuses parameters of the blockade model that cannot be computed with."""

from datetime import date

import pytest

from lowdose.knowledge.check import check_knowledge

SOURCE = """id = "paper"
kind = "article"
title = "Somebody 2013"
url = "https://example.org"
"""
HALF_LIFE = """id = "half-life"
name = "Half-life"
symbol = "t"
model = ["M1"]
value = 30.0
unit = "h"
low = 23.0
high = 42.0
distribution = "lognormal"
sd_log_persons = 0.174
basis = "Read."
source = "paper"
locator = "p. 2"
checked = 2026-11-22
seen = "abstract"
verified = true
"""


def problems(folder, old="", new=""):
    """Write a small knowledge base with one text changed, and return what is wrong with it."""
    changed = HALF_LIFE.replace(old, new, 1)
    for name, text in (("sources/paper", SOURCE), ("pharmacology/half-life", changed)):
        path = folder / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return check_knowledge(folder, date(2026, 11, 22)).problems


def test_a_parameter_that_breaks_no_rule_has_no_problem(tmp_path):
    assert problems(tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("low = 23.0", "low = 31.0", "low, value, high are not in order"),
        ("high = 42.0", "high = 29.0", "low, value, high are not in order"),
        ("sd_log_persons = 0.174\n", "", "lognormal needs a standard deviation"),
        ('"lognormal"', '"fixed"', "fixed has none"),
        ("0.174", "-0.174", "a standard deviation below 0"),
        ('30.0\nunit = "h"\nlow = 23.0', '0.0\nunit = "h"\nlow = 0.0', "It must be above 0"),
        ('unit = "h"', 'unit = " "', "unit is empty"),
        ('"abstract"', '"memory"', "verified must be false"),
        ('source = "paper"', 'source = "x"', "names no source"),
    ],
)
def test_a_rule_that_is_broken_is_told(tmp_path, old, new, told):
    (problem,) = problems(tmp_path, old, new)
    assert problem.startswith("pharmacology/half-life.toml:")
    assert told in problem
