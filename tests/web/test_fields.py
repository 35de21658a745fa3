"""What problems say of options, told of the fields of the form."""

import re
from pathlib import Path

import pytest

from lowdose.diary.problems import TEXTS
from lowdose.report.texts import load_texts
from lowdose.web.fields import FIELDS, name_fields

FORM = Path(__file__).parents[2] / "src" / "lowdose" / "web" / "templates" / "form.html"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Say the scale with `--scale`.", "Say the scale with “Scale of the outcome”."),
        (
            "Say `--outcome leg --scale 0-10`, or `--ignore leg`.",
            "Say “Outcome”: leg, “Scale of the outcome”: 0-10, or “Columns to leave aside”: leg.",
        ),
        ('Say `--ignore "my leg"`.', "Say “Columns to leave aside”: my leg."),
        (
            "Say `--date-format dmy`.",
            "Say “Order of day and month”: Day first, 31/03/2026.",
        ),
        (
            "Say `--better higher`.",
            "Say “Which scores are better”: Higher ones, as with sleep.",
        ),
        (
            "Say `--timezone`.",
            "Say `--timezone` (on the command line of lowdose only).",
        ),
        ("--scale: '0' is no scale.", "“Scale of the outcome”: '0' is no scale."),
        ("Name it with --reference.", "Name it with “Compared with”."),
        ("Write `<b>`, not 2026-03--01.", "Write `<b>`, not 2026-03--01."),
    ],
)
def test_options_are_called_as_the_form_calls_them(sentence: str, told: str) -> None:
    assert name_fields(sentence, load_texts()) == told


def test_every_field_that_has_an_option_is_known_by_it() -> None:
    form = FORM.read_text(encoding="utf-8")
    shown = set(re.findall(r'"(--[a-z-]+)"|<code>(--[a-z-]+)</code>', form))
    assert {first or second for first, second in shown} == set(FIELDS)


@pytest.mark.parametrize("code", TEXTS)
def test_no_problem_tells_a_reader_of_the_page_to_type_an_option_of_a_field(code: str) -> None:
    told = name_fields(TEXTS[code], load_texts())
    for option in FIELDS:
        assert not re.search(rf"{option}(?![\w-])", told)
