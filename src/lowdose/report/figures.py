"""The pictures of an answer: the diary, the plausible changes, and the pairs of periods."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lowdose.diary.entries import Diary
from lowdose.inference.answer import Answer, Effect, Fit
from lowdose.report.change_chart import change_chart, pairs_chart
from lowdose.report.diary_chart import diary_chart, find_bands, list_letters
from lowdose.report.drawing import draw_chart
from lowdose.report.names import known_words, treatment_name
from lowdose.report.sentences import has_numbers, read_answer, tell_difference, tell_interval
from lowdose.report.tables import (
    Table,
    tabulate_change,
    tabulate_diary,
    tabulate_pairs,
    tell_day,
)
from lowdose.report.texts import Texts

#: The two drawings of each picture: for a phone, and for a page of 40 rem and more.
SIZES = ("narrow", "wide")


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture in two sizes, with what it takes to read it without seeing it.

    Parameters
    ----------
    name : str
        `diary`, `change` or `pairs`.
    title, description, caption : str
        What it is, what it shows, how to read it.
    table : Table
        Its numbers.
    drawings : tuple of str
        SVG in each of `SIZES`.
    """

    name: str
    title: str
    description: str
    caption: str
    table: Table
    drawings: tuple[str, ...]


def draw_figures(answer: Answer, texts: Texts) -> tuple[Figure, ...]:
    """Draw the pictures that an answer has the numbers for.

    Parameters
    ----------
    answer : Answer
        What the analysis found.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    tuple of Figure
        The diary where there is one; the plausible changes and the pairs of periods where
        the trial can answer.
    """
    figures = []
    if answer.diary is not None and answer.outcome.name in answer.diary.scores:
        figures.append(_draw_diary(answer, answer.diary, texts))
    if has_numbers(answer) and answer.fit is not None and answer.reached is not None:
        figures.append(_draw_change(answer, answer.fit, answer.reached, texts))
    if has_numbers(answer) and answer.pair_differences:
        figures.append(_draw_pairs(answer, texts))
    return tuple(figures)


def _draw(chart: Callable[[str], str]) -> tuple[str, ...]:
    """Draw a chart in each size."""
    return tuple(draw_chart(chart(size)) for size in SIZES)


def _draw_diary(answer: Answer, diary: Diary, texts: Texts) -> Figure:
    """Draw the scores day by day over the periods, with the fitted level."""
    scores = diary.scores[answer.outcome.name]
    bands = find_bands(diary)
    periods = (
        texts.word(
            "figure.diary.period", treatment=treatment_name(b.treatment, texts), days=b.n_days
        )
        for b in bands
    )
    description = texts.say(
        "figure.diary.description",
        outcome=known_words(answer, texts)["outcome"],
        first=tell_day(diary, 0, texts),
        last=tell_day(diary, diary.n_days - 1, texts),
        observed=int(np.sum(~np.isnan(scores))),
        missing=int(np.sum(np.isnan(scores))),
        periods=len(bands),
        order=", ".join(periods),
    )
    return Figure(
        name="diary",
        title=texts.say("figure.diary.title"),
        description=description,
        caption=_diary_caption(answer, diary, texts),
        table=tabulate_diary(answer, diary, texts),
        drawings=_draw(lambda size: diary_chart(answer, diary, texts, size)),
    )


def _diary_caption(answer: Answer, diary: Diary, texts: Texts) -> str:
    """Return how to read the picture of the diary, without what it does not show."""
    scores = diary.scores[answer.outcome.name]
    letters = {k: v for size in SIZES for k, v in list_letters(diary, texts, size).items()}
    key = ", ".join(
        texts.word("figure.diary.key", letter=letter, treatment=name)
        for name, letter in letters.items()
    )
    shown = {
        "caption": True,
        "caption_missing": bool(np.any(np.isnan(scores))),
        "caption_left_out": bool(np.any(diary.left_out & ~np.isnan(scores))),
        "caption_fit": has_numbers(answer) and answer.fit is not None,
        "caption_key": bool(key),
    }
    return " ".join(texts.say(f"figure.diary.{k}", key=key) for k, is_on in shown.items() if is_on)


def _draw_change(answer: Answer, fit: Fit, reached: Effect, texts: Texts) -> Figure:
    """Draw the posterior of the reached change, split at "no difference" and the MCID."""
    chances = {chance.zone: chance for chance in read_answer(answer, texts).chances}
    description = texts.say(
        "figure.change.description",
        change=tell_difference(reached.mean, answer.outcome, texts),
        interval=tell_interval(reached.cri95, answer.outcome, texts, short=True),
        **{zone: chance.count for zone, chance in chances.items()},
        **{f"{zone}_words": chance.words.lower() for zone, chance in chances.items()},
    )
    return Figure(
        name="change",
        title=texts.say("figure.change.title"),
        description=description,
        caption=texts.say("figure.change.caption"),
        table=tabulate_change(answer, texts),
        drawings=_draw(lambda size: change_chart(answer, fit, reached, texts, size)),
    )


def _draw_pairs(answer: Answer, texts: Texts) -> Figure:
    """Draw the plain difference of each pair of periods."""
    words = known_words(answer, texts)
    items = (
        texts.word(
            "figure.pairs.item",
            pair=pair.pair,
            difference=tell_difference(pair.difference, answer.outcome, texts),
        )
        for pair in answer.pair_differences
    )
    return Figure(
        name="pairs",
        title=texts.say("figure.pairs.title"),
        description=texts.say("figure.pairs.description", list=", ".join(items), **words),
        caption=texts.say("figure.pairs.caption", **words),
        table=tabulate_pairs(answer, texts),
        drawings=_draw(lambda size: pairs_chart(answer, texts, size)),
    )
