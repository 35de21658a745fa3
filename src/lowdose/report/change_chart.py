"""The charts of changes: how plausible each size is, and the difference of each pair."""

from typing import Any

import numpy as np

from lowdose.inference.answer import Answer, Effect, Fit
from lowdose.report.drawing import fill_chart, find_step, load_chart
from lowdose.report.names import known_words, side_of
from lowdose.report.texts import Texts

#: Posterior density below this share of its peak is not drawn.
FAINTEST = 0.004
#: Room beside the line of a change that matters, and beside "no difference", for words. [px]
ROOM_MATTERS_PX, ROOM_NONE_PX = 92, 76
#: Free space at both ends, as a share of what is shown.
MARGIN = 0.06
#: Left and right padding of the two charts. [px]
CHANGE_SIDES_PX, PAIRS_SIDES_PX = 20, 74


def change_chart(answer: Answer, fit: Fit, reached: Effect, texts: Texts, size: str) -> str:
    """Return the chart of the posterior of the reached change.

    Parameters
    ----------
    answer : Answer
        Names the outcome and the change that matters.
    fit : Fit
        The posterior density.
    reached : Effect
        Its summary.
    texts : Texts
        Sentences of the language.
    size : str
        `narrow` or `wide`.

    Returns
    -------
    str
        Vega-Lite specification as JSON with all data inside.
    """
    sizes = load_chart("sizes")[size]
    width, height = sizes["full_width"] - CHANGE_SIDES_PX, sizes["hill_height"]
    shown = fit.effect_grid[fit.effect_density > FAINTEST * np.max(fit.effect_density)]
    low, high = find_domain(answer, (float(shown[0]), float(shown[-1])), width)
    values = {
        "width": width,
        "height": height,
        "font_size": sizes["font_size"],
        "changes": [low, high],
        "range_y": height + 16,
        "axis_y": height + 32,
        "axis_tick": height + 37,
        "axis_label": height + 51,
        "axis_words": height + 72,
        "middle": width / 2,
    }
    hill = _hill_rows(answer, fit, (low, high))
    data = {
        "hill": hill,
        "outline": [row for row in hill if row["is_outline"]],
        "range": [{"low": reached.cri95[0], "high": reached.cri95[1], "mean": reached.mean}],
        "frame": [{"low": low, "high": high}],
        **_line_rows(answer, texts),
        **_axis_rows(answer, (low, high), width / sizes["tick_px"], texts),
    }
    return fill_chart("change", values, data)


def pairs_chart(answer: Answer, texts: Texts, size: str) -> str:
    """Return the chart of the plain difference of each pair of periods.

    Parameters
    ----------
    answer : Answer
        Holds at least one pair difference.
    texts : Texts
        Sentences of the language.
    size : str
        `narrow` or `wide`.

    Returns
    -------
    str
        Vega-Lite specification as JSON with all data inside.
    """
    sizes = load_chart("sizes")[size]
    n = len(answer.pair_differences)
    width, height = sizes["full_width"] - PAIRS_SIDES_PX, n * sizes["pair_height"]
    differences = [pair.difference for pair in answer.pair_differences]
    low, high = find_domain(answer, (min(differences), max(differences)), width)
    values = {
        "width": width,
        "height": height,
        "font_size": sizes["font_size"],
        "changes": [low, high],
        "pairs": [-0.5, n - 0.5],
        "axis_label": height + 18,
        "axis_words": height + 40,
    }
    rows = [
        {
            "pair": place,
            "label": texts.say("figure.pairs.row", pair=pair.pair),
            "difference": pair.difference,
        }
        for place, pair in enumerate(answer.pair_differences)
    ]
    data = {
        "rows": rows,
        **_line_rows(answer, texts),
        **_axis_rows(answer, (low, high), width / sizes["tick_px"], texts),
    }
    return fill_chart("pairs", values, data)


def find_domain(answer: Answer, shown: tuple[float, float], width_px: float) -> tuple[float, float]:
    """Return the changes at both ends of the axis.

    Parameters
    ----------
    answer : Answer
        Names the change that matters.
    shown : tuple of float
        Smallest and largest change to be shown. [outcome units]
    width_px : float
        Length of the axis. [px]

    Returns
    -------
    tuple of float
        Ends that hold all of `shown`, no difference and the change that matters, with room
        for the words beside the two lines. [outcome units]
    """
    matters = answer.outcome.direction * answer.mcid
    low, high = min(shown[0], matters, 0.0), max(shown[1], matters, 0.0)
    margin = MARGIN * (high - low)
    low, high = low - margin, high + margin
    room_low, room_high = ROOM_MATTERS_PX / width_px, ROOM_NONE_PX / width_px
    if matters > 0:
        room_low, room_high = room_high, room_low
    first, last = sorted((0.0, matters))
    # Each end gives room beside its line; two rounds settle the pair of linear conditions.
    for _ in range(8):
        low = min(low, (first - room_low * high) / (1 - room_low))
        high = max(high, (last - room_high * low) / (1 - room_high))
    return low, high


def _hill_rows(answer: Answer, fit: Fit, ends: tuple[float, float]) -> list[dict[str, Any]]:
    """Return the density in parts that meet at "no difference" and at the MCID."""
    matters = answer.outcome.direction * answer.mcid
    inside = (fit.effect_grid > ends[0]) & (fit.effect_grid < ends[1])
    grid = np.unique(np.concatenate((fit.effect_grid[inside], (0.0, matters))))
    density = np.interp(grid, fit.effect_grid, fit.effect_density, left=0.0, right=0.0)
    density = density / np.max(fit.effect_density)
    good = grid * answer.outcome.direction
    zones = {
        "matters": good >= answer.mcid,
        "small": (good >= 0) & (good <= answer.mcid),
        "worse": good <= 0,
    }
    taken: set[float] = set()
    rows = []
    for zone, chosen in zones.items():
        for x, y in zip(grid[chosen], density[chosen], strict=True):
            rows.append(
                {
                    "change": float(x),
                    "density": float(y),
                    "zone": zone,
                    "is_outline": float(x) not in taken,
                }
            )
            taken.add(float(x))
    return sorted(rows, key=lambda row: (row["change"], row["zone"]))


def _line_rows(answer: Answer, texts: Texts) -> dict[str, list[dict[str, Any]]]:
    """Return the two upright lines and their words, set away from each other."""
    matters = answer.outcome.direction * answer.mcid
    at_matters = {"change": matters, "label": list(texts.lines("figure.change.matters"))}
    at_none = {"change": 0.0, "label": list(texts.lines("figure.change.none"))}
    left, right = (at_matters, at_none) if matters < 0 else (at_none, at_matters)
    return {
        "lines": [{"change": 0.0, "kind": "none"}, {"change": matters, "kind": "matters"}],
        "labels_left": [left],
        "labels_right": [right],
    }


def _axis_rows(
    answer: Answer, ends: tuple[float, float], most: float, texts: Texts
) -> dict[str, list[dict[str, Any]]]:
    """Return the labels of the axis: sizes without signs, and what its ends mean."""
    low, high = ends
    step = find_step(low, high, most)
    ticks = step * np.arange(np.ceil(low / step), np.floor(high / step) + 1)
    outcome = known_words(answer, texts)["outcome"]
    kinds = ("better", "worse") if answer.outcome.higher_is_worse else ("worse", "better")
    words = [
        texts.word(f"more_less.{side_of(answer.outcome)}.{kind}", outcome=outcome) for kind in kinds
    ]
    return {
        "ticks": [{"change": float(t), "label": texts.number(abs(float(t)))} for t in ticks],
        "end_left": [{"label": f"← {words[0]}"}],
        "end_right": [{"label": f"{words[1]} →"}],
        "unit": [{"label": texts.word("figure.change.axis")}],
    }
