"""A screening as text: the result first, and nothing calls anybody safe."""

import pytest

from lowdose.report.screening.text import screening_text
from lowdose.safety.finding import Input
from tests.report.screenings import emergency, finding, nothing, screening, stop

RESULTS = {"stop": stop(), "nothing": nothing(), "emergency": emergency()}
EACH = pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)


def test_the_result_is_the_first_line() -> None:
    assert screening_text(stop()).startswith("Do not start naltrexone now\n====")


def test_help_comes_even_before_the_result() -> None:
    text = screening_text(emergency())
    assert text.startswith("GET HELP FIRST\n")
    assert text.index("112 in Europe") < text.index("Text of thoughts.")
    assert text.index("Text of thoughts.") < text.index("Do not start naltrexone now")


def test_a_finding_shows_level_text_source_and_reason() -> None:
    text = screening_text(stop())
    assert "  [Do not start] Title of opioid-now\n    Text of opioid-now. [1]\n" in text
    assert "    Because you listed: Tylenol 3\n" in text
    assert "  [1] A label. section 4; checked 2026-11-22, read in the label\n" in text


def test_what_waits_for_an_answer_claims_nothing() -> None:
    text = screening_text(stop())
    assert "  - Text of liver-open. [1]" in text
    assert "Title of liver-open" not in text


def test_a_prescriber_gets_another_wording_and_the_open_question() -> None:
    text = screening_text(stop(), for_prescriber=True)
    assert "For the prescriber: opioid-now. [1]" in text
    assert "- What is your ALT? For the prescriber: liver-open. [1]" in text
    assert "Text of" not in text


def test_where_nothing_was_found_it_says_what_it_cannot_see() -> None:
    text = screening_text(nothing())
    assert text.startswith("No obstacle was found in what you answered\n")
    assert "What this check can’t see\n  - It knows only what was answered." in text


@EACH
def test_nobody_is_called_safe(result) -> None:
    assert " safe" not in screening_text(result).casefold()


@EACH
@pytest.mark.parametrize("for_prescriber", [False, True])
def test_every_line_fits_a_terminal(result, for_prescriber: bool) -> None:
    text = screening_text(result, for_prescriber=for_prescriber)
    assert max(map(len, text.splitlines())) <= 80
    assert text.endswith("not a medical device.\n")


def test_orders_to_a_terminal_in_a_name_are_spelt_out() -> None:
    hostile = finding("stop", "a", inputs=(Input("medicine", "a\x1b[2Jb"),), text="{x} \x1b[2J")
    assert "\x1b" not in screening_text(screening("stop", hostile))
