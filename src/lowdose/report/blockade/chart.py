"""The charts of a blockade: over the whole regimen, and after the last dose."""

import math
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from lowdose.report.blockade.keys import (
    Rows,
    foot_word,
    frame_values,
    merge_rows,
    name_keys,
    place_keys,
    tell_share,
)
from lowdose.report.blockade.lines import Lines, Ribbon, find_lines, hatch_ribbon
from lowdose.report.blockade.scene import DAY_H, Intake, Scene
from lowdose.report.diary_chart import LABEL_GAP_PX
from lowdose.report.drawing import fill_chart, load_chart
from lowdose.report.texts import Texts

#: Left and right padding. [px]
SIDES_PX = (44, 8)
#: Shares that the axis is labelled with, and the one that is marked.
SHARES, MARKED = (0.0, 0.25, 0.5, 0.75, 1.0), 0.1
#: Difference below which two dotted lines would run into one.
CLOSE = 0.004
#: Days between two labels.
DAY_STEPS = (1, 2, 3, 4, 7, 14, 28, 56, 91, 182, 364, 728)
#: Room that the words left of the last dose need. [px]
LAST_ROOM_PX = 80
#: Room below the frame, and for one more line. [px]
BOTTOM_PX, FOOT_PX = 62, 24
#: Lane of the doses below the frame: its top and bottom. [px]
LANE_PX = (7, 17)


def blockade_chart(scene: Scene, texts: Texts, size: str, foot: str = "") -> str:
    """Return the chart of the blockade over a whole regimen.

    Parameters
    ----------
    scene : Scene
        Curves and doses.
    texts : Texts
        Sentences of the language.
    size : str
        `narrow` or `wide`.
    foot : str
        What stands below all, in a picture that has no page around it.

    Returns
    -------
    str
        Vega-Lite specification as JSON with all data inside.
    """
    sizes = load_chart("sizes")[size]
    width, height = sizes["full_width"] - sum(SIDES_PX), sizes["blockade_height"]
    end_h = float(scene.slow.times_h[-1])
    hour_px = width / (end_h - scene.start_h)
    names = name_keys(any(span.trust == "extrapolated" for span in scene.spans))
    head = texts.word("blockade_page.axis")
    keys = place_keys(names, head, texts, (2 - SIDES_PX[0], width))
    values = {
        **frame_values(size, SIDES_PX, keys),
        "height": height,
        "bottom": BOTTOM_PX + (FOOT_PX if foot else 0),
        "hours": [scene.start_h, end_h],
        **_size_marks(DAY_H * hour_px),
        **_rows_below(height),
    }
    data = merge_rows(
        keys,
        _scale_rows(texts),
        _curve_rows(scene, hour_px, height),
        _dose_rows(scene, hour_px, sizes["character_px"], texts),
        {"days": _label_days(scene, hour_px, sizes["character_px"])},
    )
    if foot:
        y = height + BOTTOM_PX + FOOT_PX - 8
        data["words"].append(foot_word(foot, 2 - SIDES_PX[0], y))
    return fill_chart("blockade", values, data)


def _size_marks(night_px: float) -> dict[str, float]:
    """Return how large the marks of doses may be, so that nights stay apart."""
    return {
        "dose_width": min(2.5, max(1.0, night_px / 2.5)),
        "missed_size": min(60.0, max(20.0, night_px * 4.0)),
    }


def _dose_rows(scene: Scene, hour_px: float, character_px: float, texts: Texts) -> Rows:
    """Return the marks of doses taken and missed, their labels, and the line of the last one."""
    return {
        "taken": [{"h": i.time_h} for i in scene.intakes if i.is_taken],
        "missed": [{"h": i.time_h} for i in scene.intakes if not i.is_taken],
        "dose_labels": _label_doses(scene.intakes, hour_px, character_px, texts),
        "last": _mark_last(scene, hour_px, texts),
    }


def _rows_below(height: float) -> dict[str, float]:
    """Return where the rows below the frame stand. [px]"""
    top, bottom = LANE_PX
    return {
        "dose_top": height + top,
        "dose_bottom": height + bottom,
        "dose_middle": height + (top + bottom) / 2,
        "dose_label": height + bottom + 15,
        "day_tick": height + bottom + 22,
        "day_tick_end": height + bottom + 27,
        "day_label": height + bottom + 41,
    }


def _scale_rows(texts: Texts) -> Rows:
    """Return the lines of the scale, and the one that the tail has to pass."""
    lines = [{"share": s, "label": tell_share(s, texts)} for s in SHARES]
    return {
        "scale_lines": lines,
        "thresholds": [{"share": MARKED, "label": tell_share(MARKED, texts)}],
    }


def _curve_rows(scene: Scene, hour_px: float, height: float) -> Rows:
    """Return the points of the bands and lines, and the hatch."""
    slow = find_lines(scene.slow, scene.taken_h, hour_px)
    blood = find_lines(scene.blood, scene.taken_h, hour_px)
    rows: Rows = {"hatch": _hatch_rows(scene, slow, hour_px, height)}
    for name, ribbon in (("outer", slow.outer), ("inner", slow.inner)):
        rows[name] = _ribbon_rows(ribbon)
    rows["middle"] = _ribbon_rows(slow.middle) if slow.is_ribbon else []
    rows["line"] = [
        {**row, "part": part, "trust": span.trust}
        for part, span in enumerate(scene.spans)
        for row in _line_rows(slow.middle.cut(span.start_h, span.end_h))
    ]
    rows["other"] = _edge_rows(blood.middle, "high")
    if blood.is_ribbon:
        rows["other"] += _edge_rows(blood.middle, "low")
    return rows


def _ribbon_rows(ribbon: Ribbon) -> list[dict[str, Any]]:
    """Return the points of a ribbon."""
    return [
        {"h": round(float(h), 2), "low": round(float(low), 4), "high": round(float(high), 4)}
        for h, low, high in zip(ribbon.times_h, ribbon.low, ribbon.high, strict=True)
    ]


def _line_rows(ribbon: Ribbon) -> list[dict[str, Any]]:
    """Return a ribbon as a line that breaks where the ribbon is open."""
    shares = np.where(ribbon.high - ribbon.low < CLOSE, ribbon.high, np.nan)
    return [
        {"h": round(float(h), 2), "share": _shown(share)}
        for h, share in zip(ribbon.times_h, shares, strict=True)
    ]


def _edge_rows(ribbon: Ribbon, edge: str) -> list[dict[str, Any]]:
    """Return one edge of a ribbon as a line; the lower one breaks where it meets the upper."""
    shares = np.array(getattr(ribbon, edge))
    if edge == "low":
        shares = np.where(ribbon.high - ribbon.low < CLOSE, np.nan, shares)
    return [
        {"h": round(float(h), 2), "share": _shown(share), "edge": edge}
        for h, share in zip(ribbon.times_h, shares, strict=True)
    ]


def _shown(share: float) -> float | None:
    """Return a share as the chart takes it; None where the line breaks."""
    return None if np.isnan(share) else round(float(share), 4)


def _hatch_rows(scene: Scene, slow: Lines, hour_px: float, height: float) -> list[dict[str, Any]]:
    """Return the hatch over what no measurement supports."""
    return [
        {"h": x0, "share": y0, "h2": x1, "share2": y1}
        for span in scene.spans
        if span.trust == "extrapolated"
        for x0, y0, x1, y1 in hatch_ribbon(
            slow.outer.cut(span.start_h, span.end_h), hour_px, height
        )
    ]


def find_runs(intakes: Sequence[Intake]) -> list[tuple[float, float, float]]:
    """Return each run of equal doses: the dose, its first and its last time. [mg, h, h]"""
    runs = []
    for dose_mg, run in groupby(intakes, key=lambda intake: intake.dose_mg):
        times = [intake.time_h for intake in run]
        runs.append((dose_mg, times[0], times[-1]))
    return runs


def _label_doses(
    intakes: Sequence[Intake], hour_px: float, character_px: float, texts: Texts
) -> list[dict[str, Any]]:
    """Return the doses below their runs; where they would touch, without the unit or not at all."""
    runs = find_runs(intakes)
    middles = [(first + last) / 2 * hour_px for _, first, last in runs]
    full = [texts.word("blockade_page.mg", n=texts.number(dose)) for dose, _, _ in runs]
    bare = [texts.word("blockade_page.mg_bare", n=texts.number(dose)) for dose, _, _ in runs]
    ends, gap = _find_ends(full, middles, character_px), float(LABEL_GAP_PX)
    labels = full
    if any(then[0] - before[1] < gap for before, then in pairwise(ends)):
        labels, gap = [*bare[:-1], full[-1]], LABEL_GAP_PX / 2
        ends = _find_ends(labels, middles, character_px)
    rows: list[dict[str, Any]] = []
    right = -math.inf
    for label, middle, (start, end) in zip(labels, middles, ends, strict=True):
        if start - right >= gap:
            rows.append({"h": middle / hour_px, "label": label})
            right = end
    return rows


def _find_ends(
    labels: list[str], middles: list[float], character_px: float
) -> list[tuple[float, float]]:
    """Return where each label begins and ends. [px]"""
    halves = [len(label) * character_px / 2 for label in labels]
    return [(x - half, x + half) for x, half in zip(middles, halves, strict=True)]


def _mark_last(scene: Scene, hour_px: float, texts: Texts) -> list[dict[str, Any]]:
    """Return the line of the last dose, with its words left of it where there is room."""
    label, rest_h = texts.word("blockade_page.last_dose"), scene.last_h - scene.start_h
    is_left = rest_h * hour_px > LAST_ROOM_PX
    return [{"h": scene.last_h, "label": label, "side": "left" if is_left else "right"}]


def _label_days(scene: Scene, hour_px: float, character_px: float) -> list[dict[str, Any]]:
    """Return as many days as can be labelled, at even steps of days or weeks from day 1."""
    end_h = float(scene.slow.times_h[-1])
    room_px = (max(len(day.label) for day in scene.days) + 2) * character_px
    # The first day begins before the picture does, so its label has less room.
    short_h = scene.start_h - scene.days[0].time_h
    step = next(
        (s for s in DAY_STEPS if (s * 24.0 - short_h) * hour_px >= room_px - character_px),
        DAY_STEPS[-1],
    )
    rows: list[dict[str, Any]] = []
    for day in scene.days[::step]:
        at_h = max(day.time_h, scene.start_h)
        if (end_h - at_h) * hour_px >= room_px - 2 * character_px:
            rows.append({"h": at_h, "label": day.label})
    return rows
