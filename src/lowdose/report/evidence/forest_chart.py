"""The forest plot: every trial with its range, and all of them together."""

import math
from typing import TYPE_CHECKING, Any

from lowdose.report.drawing import fill_chart, find_step, load_chart
from lowdose.report.efficacy import tell_numbers
from lowdose.report.texts import Texts

if TYPE_CHECKING:
    from lowdose.evidence.synthesis import Synthesis

#: Height of a trial's row, and where its words and its line stand in it. [px]
ROW_PX, WORDS_PX, LINE_PX = 44, 16, 30
#: Half the height of the diamond. [px]
DIAMOND_PX = 8
#: Area of the square of a trial that counts for everything, and the least one. [px²]
LARGEST_PX2, SMALLEST_PX2 = 420.0, 36.0
#: Room left and right of the chart. [px]
SIDES_PX = 20
#: Most the axis reaches beyond no difference, in lengths of the pooled range; ranges beyond
#: are cut and end in an arrow.
FARTHEST = 4.0
#: Free space at both ends, as a share of what is shown.
MARGIN = 0.06
#: Ratios that the axis may be labelled with.
RATIOS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)


def forest_chart(synthesis: "Synthesis", texts: Texts, size: str) -> str:
    """Return the forest plot of a synthesis that has a pooled effect.

    Parameters
    ----------
    synthesis : Synthesis
        At least one pooled study.
    texts : Texts
        Sentences of the language.
    size : str
        `narrow` or `wide`.

    Returns
    -------
    str
        Vega-Lite specification as JSON with all data inside.

    Raises
    ------
    ValueError
        If no study could be pooled.
    """
    pooled = synthesis.pooled
    if pooled is None:
        raise ValueError("forest_chart: nothing was pooled, so there is nothing to draw.")
    sizes = load_chart("sizes")[size]
    width = sizes["full_width"] - SIDES_PX
    low, high = find_ends(synthesis)
    n = len(synthesis.studies)
    height = ROW_PX * (n + 1) + 6
    rows: list[dict[str, Any]] = []
    cuts: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for place, study in enumerate(synthesis.studies):
        y = place * ROW_PX
        rows.append(
            {
                "effect": study.effect.value,
                "low": max(study.ci95[0], low),
                "high": min(study.ci95[1], high),
                "y": y + LINE_PX,
                "area": max(LARGEST_PX2 * study.weight, SMALLEST_PX2),
            }
        )
        cuts += [{"effect": low, "y": y + LINE_PX, "label": "◂"}] * (study.ci95[0] < low)
        cuts += [{"effect": high, "y": y + LINE_PX, "label": "▸"}] * (study.ci95[1] > high)
        labels.append(
            {
                "y": y + WORDS_PX,
                "label": texts.word(
                    "evidence.forest_row", name=study.name, people=study.effect.n_people or "?"
                ),
                "numbers": tell_numbers(synthesis, study.effect.value, study.ci95, texts),
            }
        )
    y = n * ROW_PX + 4
    total = {
        "y": y + WORDS_PX,
        "label": texts.word("evidence.forest_total"),
        "numbers": tell_numbers(synthesis, pooled.mean, pooled.ci95, texts),
    }
    values = {
        "width": width,
        "height": height,
        "font_size": sizes["font_size"],
        "effects": [low, high],
        "axis_label": height + 18,
        "axis_words": height + 40,
    }
    data: dict[str, list[Any]] = {
        "rows": rows,
        "cut": cuts,
        "labels": labels,
        "totals": [total],
        "diamond": _diamond(pooled.mean, pooled.ci95, (low, high), y + LINE_PX),
        "lines": _lines(synthesis, (low, high), n + 1),
        "ticks": _ticks(synthesis, (low, high), width / sizes["tick_px"], texts),
        **_end_words(synthesis, texts),
    }
    return fill_chart("forest", values, data)


def find_ends(synthesis: "Synthesis") -> tuple[float, float]:
    """Return the effects at both ends of the axis.

    Parameters
    ----------
    synthesis : Synthesis
        At least one pooled study.

    Returns
    -------
    tuple of float
        They hold the pooled range, no difference and all point estimates. [unit]
    """
    pooled = synthesis.pooled
    if pooled is None:
        raise ValueError("find_ends: nothing was pooled, so there is no axis.")
    points = [study.effect.value for study in synthesis.studies]
    must = (0.0, *pooled.ci95, *points)
    span = max(must) - min(must)
    reach = FARTHEST * (pooled.ci95[1] - pooled.ci95[0])
    low = max(min(s.ci95[0] for s in synthesis.studies), min(must) - reach)
    high = min(max(s.ci95[1] for s in synthesis.studies), max(must) + reach)
    low, high = min(low, min(must)), max(high, max(must))
    margin = MARGIN * max(high - low, span)
    return low - margin, high + margin


def _diamond(
    mean: float, interval: tuple[float, float], ends: tuple[float, float], y: float
) -> list[dict[str, float]]:
    """Return the corners of the diamond of the pooled effect."""
    low, high = max(interval[0], ends[0]), min(interval[1], ends[1])
    corners = [(low, y), (mean, y - DIAMOND_PX), (high, y), (mean, y + DIAMOND_PX), (low, y)]
    return [{"effect": x, "y": at, "place": i} for i, (x, at) in enumerate(corners)]


def _lines(synthesis: "Synthesis", ends: tuple[float, float], n_rows: int) -> list[dict[str, Any]]:
    """Return the lines of no difference and of a change that matters, in pieces.

    They pass the ranges and spare the words above them.
    """
    kinds = {"none": 0.0}
    if (matters := find_matters(synthesis, ends)) is not None:
        kinds["matters"] = matters
    tops = [row * ROW_PX + WORDS_PX + 5 for row in range(n_rows)]
    return [
        {"effect": effect, "kind": kind, "top": top, "bottom": top + ROW_PX - WORDS_PX - 6}
        for kind, effect in kinds.items()
        for top in tops
    ]


def find_matters(synthesis: "Synthesis", ends: tuple[float, float]) -> float | None:
    """Return the benefit that matters, where it lies between the ends of the axis. [unit]"""
    mcid = synthesis.settings.mcid
    if synthesis.measure != "MD" or mcid is None:
        return None
    matters = -mcid if synthesis.lower_is_better else mcid
    return matters if ends[0] < matters < ends[1] else None


def _ticks(
    synthesis: "Synthesis", ends: tuple[float, float], most: float, texts: Texts
) -> list[dict[str, Any]]:
    """Return the labels of the axis, at round numbers."""
    low, high = ends
    if synthesis.measure == "log RR":
        return [
            {"effect": math.log(ratio), "label": texts.number(ratio)}
            for ratio in RATIOS
            if low < math.log(ratio) < high
        ]
    step = find_step(low, high, most)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [
        {"effect": i * step, "label": texts.number(round(i * step, 6))}
        for i in range(first, last + 1)
    ]


def _end_words(synthesis: "Synthesis", texts: Texts) -> dict[str, list[dict[str, str]]]:
    """Return the words at both ends of the axis."""
    better, worse = texts.word("evidence.better_ldn"), texts.word("evidence.better_control")
    left, right = (better, worse) if synthesis.lower_is_better else (worse, better)
    return {"end_left": [{"label": f"← {left}"}], "end_right": [{"label": f"{right} →"}]}
