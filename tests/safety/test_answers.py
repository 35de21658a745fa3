"""One answer, in every way in which people give it."""

from datetime import date

import pytest

from lowdose.errors import AnswerError
from lowdose.knowledge.records import Choice
from lowdose.safety.answers import read_answer, show_written
from tests.safety.questions import AGE, CHOICE, DAY, ITEMS, PAST, TODAY, YES_NO, item


@pytest.mark.parametrize("raw", [True, "yes", "Yes", " y ", "TRUE", "yeah"])
def test_yes_has_many_words(raw: object) -> None:
    assert read_answer(YES_NO, raw, TODAY).value == "yes"


@pytest.mark.parametrize("raw", [False, "no", "No.", "n", "never", "none"])
def test_no_has_many_words(raw: object) -> None:
    assert read_answer(YES_NO, raw, TODAY).value == "no"


@pytest.mark.parametrize("raw", [None, "", "  ", "?", "unknown", "Don't know", "i don’t  know"])
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_not_knowing_is_an_answer_to_every_question(item, raw: object) -> None:
    assert read_answer(item, raw, TODAY) is None


def test_an_answer_is_kept_as_it_was_written() -> None:
    assert read_answer(YES_NO, " Nope ", TODAY).as_written == "Nope"
    assert read_answer(YES_NO, True, TODAY).as_written == "yes"


@pytest.mark.parametrize("raw", ["now-and-then", "Now_and then", "Yes, now and then"])
def test_a_choice_is_found_by_its_value_and_by_its_label(raw: str) -> None:
    assert read_answer(CHOICE, raw, TODAY).value == "now-and-then"


def test_a_plain_no_is_the_choice_of_that_name() -> None:
    assert read_answer(CHOICE, False, TODAY).value == "no"


@pytest.mark.parametrize("plain", ["never", "none"])
def test_a_plain_no_is_the_choice_that_denies(plain: str) -> None:
    asked = item(
        "use", "choice", choices=(Choice(value=plain, label="-"), Choice(value="now", label="Now"))
    )
    assert read_answer(asked, "no", TODAY).value == plain


def test_a_misspelt_choice_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(AnswerError) as caught:
        read_answer(CHOICE, "nevr", TODAY)
    assert str(caught.value) == (
        "'nevr' is none of the answers. Did you mean never? Allowed are never, now-and-then, no, "
        "and unknown. Choose one of them."
    )


@pytest.mark.parametrize("raw", ["perhaps", "yes and no", 7, [], {"a": 1}, "ye s"])
def test_what_is_neither_yes_nor_no_is_refused(raw: object) -> None:
    with pytest.raises(AnswerError):
        read_answer(YES_NO, raw, TODAY)


def test_a_day_is_kept_as_a_day() -> None:
    assert read_answer(DAY, "3 weeks ago", TODAY).value == date(2026, 11, 1)


@pytest.mark.parametrize("raw", ["tomorrow", "2025-11-01"])
def test_a_day_that_cannot_be_is_refused_with_how_far_it_is(raw: str) -> None:
    with pytest.raises(AnswerError, match=r"is (1 days ahead|386 days ago)\. That is not plaus"):
        read_answer(PAST, raw, TODAY)


def test_a_day_without_limits_may_be_anywhere() -> None:
    assert read_answer(DAY, "in 5 days", TODAY).value == date(2026, 11, 27)


@pytest.mark.parametrize("raw", [300, -1, "121 years"])
def test_a_number_that_can_only_be_a_slip_is_refused(raw: object) -> None:
    with pytest.raises(AnswerError, match=r"is not plausible\. Allowed is 0 to 120 years\."):
        read_answer(AGE, raw, TODAY)


def test_a_choice_is_shown_by_its_label_and_all_else_as_written() -> None:
    assert show_written(CHOICE, "Now-and-then") == "Yes, now and then"
    assert show_written(AGE, "52 years") == "52 years"
