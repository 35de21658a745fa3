"""The chart of the days after the last dose: how blockade falls, and when it stays below."""

import math
from typing import Any

import numpy as np

from lowdose.pharmacology.curve import FloatArray, TimeBelow
from lowdose.report.blockade.keys import (
    DASHED,
    Rows,
    frame_values,
    merge_rows,
    name_keys,
    place_keys,
    tell_share,
)
from lowdose.report.blockade.lines import Ribbon, hatch_ribbon
from lowdose.report.blockade.scene import DAY_H, Scene
from lowdose.report.drawing import fill_chart, load_chart
from lowdose.report.texts import Texts

#: Left and right padding. [px]
SIDES_PX = (44, 12)
#: Shares that the axis is labelled with.
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
#: Height of the labels below the frame, and of a row with a range below them. [px]
AXIS_PX, ROW_PX = 50, 44
#: Where words and range of a row stand in it. [px]
WORDS_PX, RANGE_PX = 14, 27
#: Half the height of the mark at the end of a range. [px]
CAP_PX = 7
#: Shares below this one are not written beside their points, and points of a line.
LEAST_WORDS, N_POINTS = 0.03, 110
#: Days that are shown at least.
LEAST_DAYS = 5


def stopping_chart(scene: Scene, texts: Texts, size: str) -> str:
    """Return the chart of the days after the last dose.

    Parameters
    ----------
    scene : Scene
        Curves that go on after the last dose, and times below thresholds.
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
    width, height = sizes["full_width"] - sum(SIDES_PX), sizes["stopping_height"]
    n_days = count_days(scene)
    day_px = width / n_days
    names = name_keys(scene.trust == "extrapolated")
    head = texts.word("blockade_page.axis")
    keys = place_keys(names, head, texts, (2 - SIDES_PX[0], width))
    data = merge_rows(
        keys,
        _scale_rows(scene, texts),
        _draw_curves(scene, n_days, day_px, height),
        _draw_days(scene, n_days, day_px, height, texts),
        _draw_ranges(scene, n_days, height + AXIS_PX, texts),
        {"asked": _mark_asked(scene, n_days, texts)},
    )
    n_ranges = len(scene.below) + (scene.guideline is not None)
    values = {
        **frame_values(size, SIDES_PX, keys),
        "height": height,
        "line_dash": DASHED if scene.trust == "thin" else [],
        "bottom": AXIS_PX + ROW_PX * n_ranges,
        "days": [0.0, n_days],
        "tick_end": height + 5,
        "tick_label": height + 18,
    }
    return fill_chart("stopping", values, data)


def _scale_rows(scene: Scene, texts: Texts) -> Rows:
    """Return the lines of the scale, and the one that the tail has to pass."""
    return {
        "scale_lines": [{"share": share, "label": tell_share(share, texts)} for share in SHARES],
        "thresholds": [
            {"share": below.threshold, "label": tell_share(below.threshold, texts)}
            for below in scene.below[:1]
        ],
    }


def count_days(scene: Scene) -> int:
    """Return how many days after the last dose are shown.

    Parameters
    ----------
    scene : Scene
        The slowest persons are seen below every threshold, if the curves go so far.
    """
    known = math.floor((float(scene.slow.times_h[-1]) - scene.last_h) / DAY_H)
    wanted = math.ceil(max(below.p975_h for below in scene.below) / DAY_H) + 1
    return max(min(max(wanted, LEAST_DAYS), known), 1)


def shares_after(scene: Scene, days: FloatArray) -> dict[str, FloatArray]:
    """Return the values of all lines some days after the last dose.

    Parameters
    ----------
    scene : Scene
        Curves.
    days : numpy.ndarray, shape (n,)
        After the last dose. [d]

    Returns
    -------
    dict of str to numpy.ndarray
        `typical`, `low50`, `high50`, `low95`, `high95` of the slow model, and
        `blood`. [0 to 1]
    """
    slow, at_h = scene.slow, scene.last_h + DAY_H * days
    lines = {
        "typical": slow.typical,
        "low50": slow.band50[0],
        "high50": slow.band50[1],
        "low95": slow.band95[0],
        "high95": slow.band95[1],
        "blood": scene.blood.typical,
    }
    return {name: np.interp(at_h, slow.times_h, line) for name, line in lines.items()}


def _draw_curves(scene: Scene, n_days: int, day_px: float, height: float) -> Rows:
    """Return bands, lines and hatch."""
    days = np.linspace(0.0, n_days, N_POINTS)
    # The first hours rise and fall faster than the rest.
    days = np.union1d(days, np.linspace(0.0, 0.5, 13))
    lines = {name: np.round(line, 4) for name, line in shares_after(scene, days).items()}
    rows: Rows = {
        band: [
            {"d": d, "low": low, "high": high}
            for d, low, high in zip(
                days.tolist(), lines[f"low{n}"].tolist(), lines[f"high{n}"].tolist(), strict=True
            )
        ]
        for band, n in (("inner", 50), ("outer", 95))
    }
    for name, line in (("middle", "typical"), ("blood", "blood")):
        pairs = zip(days.tolist(), lines[line].tolist(), strict=True)
        rows[name] = [{"d": d, "share": share} for d, share in pairs]
    if scene.trust == "extrapolated":
        ribbon = Ribbon(days, lines["low95"], lines["high95"])
        rows["hatch"] = [
            {"d": x0, "share": y0, "d2": x1, "share2": y1}
            for x0, y0, x1, y1 in hatch_ribbon(ribbon, day_px, height)
        ]
    return rows


def _draw_days(scene: Scene, n_days: int, day_px: float, height: float, texts: Texts) -> Rows:
    """Return a point for each day, some of them in numbers, and the labels of the days."""
    days = np.arange(1, n_days + 1)
    shares = shares_after(scene, days.astype(float))["typical"]
    step = next(s for s in (1, 2, 5, 7, 14, 28, 91, 400) if s * day_px >= 20.0)
    palette = load_chart("palette")["light"]
    at = [(int(d), float(s)) for d, s in zip(days, shares, strict=True)]
    # Numbers need room beside the falling line.
    every = max(1, math.ceil(34.0 / day_px))
    words = [(d, s) for d, s in at[:-1] if (d - 1) % every == 0 and s >= LEAST_WORDS]
    return {
        "daily": [{"d": d, "share": s} for d, s in at],
        "daily_words": [{"d": d, "share": s, "label": tell_share(s, texts)} for d, s in words],
        "ticks": [{"d": d, "label": str(d)} for d in range(0, n_days + 1, step)],
        "words": [
            {
                **{"x": 2 - SIDES_PX[0], "y": height + 36},
                **{"label": texts.word("blockade_page.days_after"), "colour": palette["soft"]},
            }
        ],
    }


def _mark_asked(scene: Scene, n_days: int, texts: Texts) -> list[dict[str, Any]]:
    """Return the line at the day that was asked for, where it is shown."""
    days = scene.asked_days
    if days is None or not 0 < days < n_days:
        return []
    return [{"d": days, "label": texts.word("blockade_page.asked_mark", n=texts.number(days))}]


def _draw_ranges(scene: Scene, n_days: int, top: float, texts: Texts) -> Rows:
    """Return a row for each threshold with its range, and one for the guidelines."""
    parts = [
        _draw_below(below, n_days, top + place * ROW_PX, texts)
        for place, below in enumerate(scene.below)
    ]
    if scene.guideline is not None:
        parts.append(_draw_guideline(scene.guideline, n_days, top + len(parts) * ROW_PX, texts))
    empty: Rows = {name: [] for name in ("caps", "cut", "typical")}
    return merge_rows(empty, *parts)


def _draw_below(below: TimeBelow, n_days: int, y: float, texts: Texts) -> Rows:
    """Return the range of one threshold: typical time, and the end that counts."""
    palette = load_chart("palette")["light"]
    low, typical, high = (h / DAY_H for h in (below.p025_h, below.typical_h, below.p975_h))
    share = tell_share(below.threshold, texts)
    head = texts.word("blockade_page.below", share=share, days=texts.points(typical))
    upper = texts.word("blockade_page.up_to", days=texts.points(high))
    rows: Rows = {
        "words": [_head(y, head, palette["ink"])],
        "end_words": [{"y": y + WORDS_PX, "label": upper}],
        "ranges": [_range(low, min(high, n_days), y, palette["treatment"], 3)],
    }
    if typical <= n_days:
        rows["typical"] = [{"d": typical, "y": y + RANGE_PX}]
    if high <= n_days:
        rows["caps"] = [_cap(high, y, palette["treatment"])]
    else:
        rows["cut"] = [{"d": n_days, "y": y + RANGE_PX, "label": "▸"}]
    return rows


def _draw_guideline(guideline: tuple[float, float], n_days: int, y: float, texts: Texts) -> Rows:
    """Return the range that guidelines leave before an operation."""
    palette = load_chart("palette")["light"]
    low, high = guideline
    ends = {"low": texts.number(low), "high": texts.number(high)}
    label = texts.word("blockade_page.days_range", **ends)
    return {
        "words": [_head(y, texts.word("blockade_page.guideline"), palette["ink"])],
        "end_words": [{"y": y + WORDS_PX, "label": label}],
        "ranges": [_range(low, min(high, n_days), y, palette["reference"], 7)],
    }


def _head(y: float, label: str, colour: str) -> dict[str, Any]:
    """Return the words above a range."""
    return {"x": 2 - SIDES_PX[0], "y": y + WORDS_PX, "label": label, "colour": colour}


def _range(low: float, high: float, y: float, colour: str, width: float) -> dict[str, Any]:
    """Return the line of a range."""
    return {"d": min(low, high), "d2": high, "y": y + RANGE_PX, "colour": colour, "width": width}


def _cap(day: float, y: float, colour: str) -> dict[str, Any]:
    """Return the mark at the end that counts."""
    return {"d": day, "y": y + RANGE_PX - CAP_PX, "y2": y + RANGE_PX + CAP_PX, "colour": colour}
