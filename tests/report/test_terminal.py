"""The text for a terminal, held against hand-checked copies."""

from dataclasses import replace
from pathlib import Path

import pytest

from lowdose.report.terminal import answer_text
from tests.report import answers

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize(
    "name", ["helps", "cannot_tell", "does_not_help", "not_valid", "unreliable", "mood"]
)
def test_the_text_is_the_one_that_was_checked_by_hand(name: str) -> None:
    text = answer_text([getattr(answers, name)()])
    assert text == (GOLDEN / f"answer-{name.replace('_', '-')}.txt").read_text(encoding="utf-8")


def test_several_answers_stand_under_their_headings() -> None:
    text = answer_text(answers.three_arms())
    assert "Answer for p01: LDN 1.5\n=======================\n" in text
    assert "Answer for p01: LDN 4.5\n" in text


def test_no_line_is_wider_than_a_terminal() -> None:
    wide = "a treatment with a very long name " * 5
    text = answer_text([replace(answers.helps(), treatment=wide)])
    assert max(len(line) for line in text.splitlines()) <= 80


def test_markup_in_a_label_is_shown_as_it_is() -> None:
    answer = replace(answers.helps(), reference="[red]x[/red]")
    assert "Complete pairs of LDN and [red]x[/red]" in answer_text([answer])


#: Clears the screen, turns the writing round, and begins a sequence in one 8-bit character.
STEERING = "a\x1b[2Jb\u202ec\x9bd"


@pytest.mark.parametrize("field", ["person", "treatment", "reference", "outcome"])
def test_characters_that_steer_a_terminal_are_spelt_out(field: str) -> None:
    answer = answers.helps()
    value = replace(answer.outcome, name=STEERING) if field == "outcome" else STEERING
    text = answer_text([replace(answer, **{field: value}), answers.mood()])
    assert not {"\x1b", "\u202e", "\x9b"} & set(text)
    assert r"a\x1b[2Jb\u202ec\x9bd" in " ".join(text.split())


def test_notices_and_long_lists_are_harmless_too() -> None:
    answer = answers.helps()
    noticed = replace(answer, diary=replace(answer.diary, notices=(STEERING,)), person=STEERING)
    for text in (answer_text([noticed]), answer_text([noticed] * 13)):
        assert not {"\x1b", "\u202e", "\x9b"} & set(text)


def test_letters_of_any_script_stay_as_they_are() -> None:
    # Persian needs the zero-width non-joiner inside of words.
    label = "نمی\u200cدانم Täglich 痛み"
    assert label in answer_text([replace(answers.helps(), reference=label)])


def test_the_bar_has_its_best_guess_between_its_ends() -> None:
    lines = answer_text([answers.helps()]).splitlines()
    bar = next(line for line in lines if "●" in line)
    assert bar.index("━") < bar.index("●") < bar.index("┆") < bar.index("│")


@pytest.mark.parametrize("name", ["helps", "cannot_tell", "mood"])
def test_the_words_of_the_bar_stand_above_their_lines(name: str) -> None:
    lines = answer_text([getattr(answers, name)()]).splitlines()
    place = next(i for i, line in enumerate(lines) if "●" in line)
    assert lines[place - 1].index("┆") == lines[place].index("┆")
    assert lines[place - 1].index("│") == lines[place].index("│")


def test_many_answers_become_a_list_with_a_line_for_each() -> None:
    text = answer_text([replace(answers.helps(), person=f"P{n:02d}") for n in range(13)])
    lines = text.splitlines()
    assert lines[0] == "13 answers in this file"
    assert lines[2].startswith("P00: LDN helped · ")
    assert sum(line.startswith("P") for line in lines) == 13


def test_a_survey_question_is_called_the_score() -> None:
    question = replace(answers.helps().outcome, name="How well did you sleep last night?")
    assert "In your trial, score was" in answer_text([replace(answers.helps(), outcome=question)])
