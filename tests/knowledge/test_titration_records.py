"""The rules that limits of a plan, syringes and checks are held to."""

from datetime import date

import pytest

from lowdose.knowledge.check import check_knowledge

MARKS = (
    'source = "paper"\nlocator = "p. 2"\nchecked = 2026-11-22\nseen = "abstract"\nverified = true\n'
)
FILES = {
    "sources/paper.toml": """id = "paper"
kind = "article"
title = "Somebody 2013"
url = "https://example.org"
""",
    "titration/titration-step.toml": f"""id = "titration-step"
name = "step"
default = 1.5
lowest = 0.5
highest = 1.5
confirmed_lowest = 0.1
confirmed_highest = 2.0
unit = "mg"
why = "It was so."
beyond = "It never was."

[[facts]]
name = "largest"
says = "The largest was 2 mg."
value = 2.0
unit = "mg"
{MARKS}""",
    "syringes/oral-3-ml.toml": f"""id = "oral-3-ml"
volume_ml = 3.0
graduation_ml = 0.1
{MARKS}""",
    "monitoring/check-late.toml": """id = "check-late"
order = 1
first_week = 4
last_week = 8
asks = ["a test"]
basis = "titration-step#largest"
""",
}


def problems(folder, file="", old="", new="") -> tuple[str, ...]:
    """Write the files with one text changed, and check them."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert name != file or text.count(old) == 1
        path.write_text(text.replace(old, new) if name == file else text, encoding="utf-8")
    return check_knowledge(folder, date(2026, 11, 22)).problems


def test_files_that_break_no_rule_have_no_problem(tmp_path) -> None:
    assert problems(tmp_path) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("titration/titration-step.toml", "default = 1.5", "default = 1.6", "not in order"),
        ("titration/titration-step.toml", "\nlowest = 0.5", "\nlowest = 0.05", "not in order"),
        ("titration/titration-step.toml", "highest = 2.0", "highest = 1.0", "not in order"),
        ("syringes/oral-3-ml.toml", "ml = 0.1", "ml = 3.0", "must lie between 0 and volume_ml"),
        ("syringes/oral-3-ml.toml", "ml = 0.1", "ml = 0.0", "must lie between 0 and volume_ml"),
        ("monitoring/check-late.toml", "week = 4", "week = 9", "not in order"),
        ("monitoring/check-late.toml", "week = 4", "week = -1", "not in order"),
        ("monitoring/check-late.toml", "#largest", "#x", "names no address"),
    ],
)
def test_what_breaks_a_rule_is_told_with_its_file(tmp_path, file, old, new, told) -> None:
    (problem,) = problems(tmp_path, file, old, new)
    assert problem.startswith(f"{file}:")
    assert told in problem


def test_limits_without_a_fact_are_told(tmp_path) -> None:
    facts = FILES["titration/titration-step.toml"].partition("\n[[facts]]")
    found = problems(tmp_path, "titration/titration-step.toml", "".join(facts[1:]), "")
    assert any("limits without a fact" in problem for problem in found)
