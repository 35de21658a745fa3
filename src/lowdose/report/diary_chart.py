"""The chart of a diary: scores by day over the periods, with the fitted level."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from lowdose.diary.entries import BoolArray, Diary, FloatArray
from lowdose.inference.answer import Answer
from lowdose.report.drawing import fill_chart, load_chart
from lowdose.report.names import known_words, treatment_name
from lowdose.report.sentences import has_numbers
from lowdose.report.tables import tell_day
from lowdose.report.texts import Texts
from lowdose.terms import BASELINE, WASHOUT

#: Labels longer than this are cut in the picture; the table beside it has them whole.
LONGEST_LABEL = 18
#: Steps in weeks that the days may be labelled in.
WEEK_STEPS = (1, 2, 4, 8, 13, 26, 52, 104, 260)
#: From this step on the labels name months instead of days. [weeks]
MONTHS_FROM = 26
#: Left and right padding of the chart. [px]
SIDES_PX = 34
#: Height of the labels above the frame, of a second row, and of the words above them. [px]
LABEL_Y_PX, LABEL_ROW_PX, HEAD_PX = 12, 16, 24
#: Least room between two labels of one row. [px]
LABEL_GAP_PX = 8
#: White line between the coloured strips of two periods. [px]
GAP_PX = 1.5


@dataclass(frozen=True, slots=True)
class Band:
    """Consecutive days of one period."""

    treatment: str
    first: int
    last: int

    @property
    def n_days(self) -> int:
        """Length of the period. [d]"""
        return self.last - self.first + 1


def find_bands(diary: Diary) -> tuple[Band, ...]:
    """Return the periods of a diary in order."""
    periods = groupby(range(diary.n_days), key=lambda i: (diary.slots[i], diary.treatments[i]))
    days = [list(group) for _, group in periods]
    return tuple(Band(diary.treatments[d[0]], d[0], d[-1]) for d in days)


def place_labels(
    names: list[str], middles_px: list[float], character_px: float
) -> list[tuple[str, int]]:
    """Return what stands above each run of periods, and in which row.

    Parameters
    ----------
    names : list of str
        Treatment of each run, from left to right.
    middles_px : list of float
        Middle of each run. [px]
    character_px : float
        Width of a usual letter. [px]

    Returns
    -------
    list of tuple of str and int
        The names in one row; where they would touch, every second treatment in a row above;
        where that is not enough, letters.
    """
    short = [name if len(name) <= LONGEST_LABEL else f"{name[:LONGEST_LABEL]}…" for name in names]
    widths = [len(name) * character_px for name in short]
    order = list(dict.fromkeys(names))
    for n_rows in (1, 2):
        rows = [(order.index(name) + 1) % n_rows for name in names]
        if not _touch(rows, middles_px, widths):
            return list(zip(short, rows, strict=True))
    letters: dict[str, str] = {}
    for name in order:
        free = (c for c in f"{name.upper()}ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c.isalnum())
        letters[name] = next((c for c in free if c not in letters.values()), "?")
    return [(letters[name], 0) for name in names]


def _touch(rows: list[int], middles_px: list[float], widths_px: list[float]) -> bool:
    """Return whether two labels of one row come too close to each other."""
    for row in set(rows):
        here = [i for i, r in enumerate(rows) if r == row]
        for i, j in pairwise(here):
            room = (widths_px[i] + widths_px[j]) / 2 + LABEL_GAP_PX
            if middles_px[j] - middles_px[i] < room:
                return True
    return False


def list_letters(diary: Diary, texts: Texts, size: str) -> dict[str, str]:
    """Return the letters that stand for treatments above the periods, by treatment."""
    names = [treatment_name(run.treatment, texts) for run in find_runs(diary)]
    labels = (row["label"] for row in _label_rows(diary, texts, size))
    pairs = dict(zip(names, labels, strict=True)).items()
    return {name: label for name, label in pairs if len(label) == 1 and label != name}


def diary_chart(answer: Answer, diary: Diary, texts: Texts, size: str) -> str:
    """Return the chart of a diary as a Vega-Lite specification.

    Parameters
    ----------
    answer : Answer
        Names the treatments, the outcome and the fitted level, if it has one.
    diary : Diary
        Scores and periods.
    texts : Texts
        Sentences of the language.
    size : str
        `narrow` or `wide`.

    Returns
    -------
    str
        JSON with all data inside.
    """
    sizes = load_chart("sizes")[size]
    width, height = _width_px(size), sizes["diary_height"]
    scores = diary.scores[answer.outcome.name]
    seen = ~np.isnan(scores)
    labels = _label_rows(diary, texts, size)
    head_px = LABEL_Y_PX + HEAD_PX + LABEL_ROW_PX * max(row["row"] for row in labels)
    values = {
        "width": width,
        "top": head_px + 14,
        "head_y": -head_px,
        "height": height,
        "font_size": sizes["font_size"],
        "label_size": sizes["label_size"],
        "dot_size": sizes["dot_size"],
        "line_width": sizes["line_width"],
        "days": [-0.5, diary.n_days - 0.5],
        "scores": [answer.outcome.low, answer.outcome.high],
        "missing_top": height + 6,
        "missing_bottom": height + 13,
        "foot_tick": height + 18,
        "foot_tick_end": height + 23,
        "foot_label": height + 37,
    }
    data = {
        "bands": _band_rows(answer, diary, size),
        "labels": labels,
        "head": [{"label": _head(answer, texts)}],
        "scale_lines": [
            {"value": float(value), "label": texts.number(float(value))}
            for value in np.linspace(answer.outcome.low, answer.outcome.high, 3)
        ],
        "day_labels": list(_day_labels(diary, texts, sizes["day_labels"])),
        "fitted": _fitted_rows(answer, diary),
        "used": _dots(scores, seen & ~diary.left_out),
        "left_out": _dots(scores, seen & diary.left_out),
        "missing": [{"day": int(i)} for i in np.flatnonzero(~seen)],
    }
    return fill_chart("diary", values, data)


def _width_px(size: str) -> int:
    """Return the width between the paddings. [px]"""
    return int(load_chart("sizes")[size]["full_width"]) - SIDES_PX


def _head(answer: Answer, texts: Texts) -> str:
    """Return what stands above the chart: the outcome and its scale."""
    outcome = answer.outcome
    return texts.say(
        f"figure.diary.axis_{'worse' if outcome.higher_is_worse else 'better'}",
        outcome=known_words(answer, texts)["outcome"],
        low=texts.number(outcome.low),
        high=texts.number(outcome.high),
    )


def find_runs(diary: Diary) -> tuple[Band, ...]:
    """Return neighbouring periods of the same treatment as one; each gets a single label."""
    runs = [list(run) for _, run in groupby(find_bands(diary), key=lambda band: band.treatment)]
    return tuple(Band(run[0].treatment, run[0].first, run[-1].last) for run in runs)


def _label_rows(diary: Diary, texts: Texts, size: str) -> list[dict[str, Any]]:
    """Return the labels above the periods, with their height."""
    sizes = load_chart("sizes")[size]
    runs, day_px = find_runs(diary), _width_px(size) / diary.n_days
    names = [treatment_name(run.treatment, texts) for run in runs]
    middles = [(run.first + run.last) / 2 for run in runs]
    placed = place_labels(names, [day_px * m for m in middles], sizes["character_px"])
    return [
        {"middle": middle, "label": label, "y": -LABEL_Y_PX - row * LABEL_ROW_PX, "row": row}
        for middle, (label, row) in zip(middles, placed, strict=True)
    ]


def _band_rows(answer: Answer, diary: Diary, size: str) -> list[dict[str, Any]]:
    """Return the coloured bands."""
    half_gap = GAP_PX / 2 * diary.n_days / _width_px(size)
    return [
        {
            "start": band.first - 0.5,
            "end": band.last + 0.5,
            "strip_start": band.first - 0.5 + half_gap,
            "strip_end": band.last + 0.5 - half_gap,
            "role": _role(band.treatment, answer),
        }
        for band in find_bands(diary)
    ]


def _role(treatment: str, answer: Answer) -> str:
    """Return which colour a period takes."""
    if treatment == answer.treatment:
        return "treatment"
    if treatment == answer.reference:
        return "reference"
    return "none" if treatment in (BASELINE, WASHOUT) else "other"


def _dots(scores: FloatArray, chosen: BoolArray) -> list[dict[str, float]]:
    """Return the rows of some of the scores."""
    return [{"day": int(i), "score": float(scores[i])} for i in np.flatnonzero(chosen)]


def _fitted_rows(answer: Answer, diary: Diary) -> list[dict[str, float]]:
    """Return the rows of the fitted level, kept inside the scale; none without numbers."""
    fit = answer.fit
    if fit is None or not has_numbers(answer):
        return []
    ends = answer.outcome.low, answer.outcome.high
    mean, low, high = (np.clip(line, *ends) for line in (fit.mean, fit.low, fit.high))
    return [
        {"day": i, "mean": float(mean[i]), "low": float(low[i]), "high": float(high[i])}
        for i in range(diary.n_days)
        if np.isfinite(mean[i] + low[i] + high[i])
    ]


def _day_labels(diary: Diary, texts: Texts, most: int) -> Iterator[dict[str, Any]]:
    """Yield days at even steps of weeks, with their dates."""
    weeks = next((w for w in WEEK_STEPS if diary.n_days <= 7 * w * most), WEEK_STEPS[-1])
    key = "date.day" if weeks < MONTHS_FROM else "date.month"
    # A label right at the end would run out of the picture.
    for i in range(0, max(1, diary.n_days - 2 * weeks), 7 * weeks):
        yield {"day": i, "label": tell_day(diary, i, texts, key)}
