"""The chart of one day in three strips: blockade, hours above, and an idea without a scale."""

from typing import Any

import numpy as np

from lowdose.pharmacology.curve import Curve, FloatArray
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
from lowdose.report.blockade.words import tell_clock, tell_hours
from lowdose.report.drawing import fill_chart, load_chart
from lowdose.report.texts import Texts

#: Left and right padding. [px]
SIDES_PX = (44, 42)
#: Clock times with a label: from one to the next. [h]
CLOCK_STEP_H = {"narrow": 6, "wide": 3}
#: Height of the strips, of the words above each, and of a row of the second. [px]
STRIP_PX, HEAD_PX, ROW_PX, IDEA_PX = 112, 42, 34, 78
#: Thickness of the two bars of a row, and their distance. [px]
BAR_PX, BAR_GAP_PX = 11, 3
#: Height of a badge, and room inside of it. [px]
BADGE_PX, BADGE_PAD_PX = 19, 9
#: Height of the hump in its strip, below the words.
HUMP = 0.7
#: Shares that the first strip is labelled with.
SHARES = (0.0, 0.5, 1.0)


def strips_chart(scene: Scene, texts: Texts, size: str) -> str:
    """Return the chart of one day in three strips.

    Parameters
    ----------
    scene : Scene
        Curves, hours above and what animals showed.
    texts : Texts
        Sentences of the language.
    size : str
        `narrow` or `wide`.

    Returns
    -------
    str
        Vega-Lite specification as JSON with all data inside.
    """
    width = load_chart("sizes")[size]["full_width"] - sum(SIDES_PX)
    hour_px = width / DAY_H
    tops = _find_tops(scene)
    height = tops[2] + IDEA_PX
    names = name_keys(scene.trust == "extrapolated")
    keys = place_keys(names, "", texts, (2 - SIDES_PX[0], width), foot_px=HEAD_PX + 4)
    data = merge_rows(
        keys,
        _draw_blockade(scene, hour_px, tops[0], texts),
        _draw_hours(scene, hour_px, tops[1], texts),
        _draw_idea(scene, hour_px, tops[2], texts),
        _draw_heads(tops, width, texts),
        _draw_clock(scene, height, CLOCK_STEP_H[size], texts),
    )
    values = {
        **frame_values(size, SIDES_PX, keys),
        "height": height,
        "line_dash": DASHED if scene.trust == "thin" else [],
        "hours": [0.0, DAY_H],
        "clock_y": height + 21,
    }
    return fill_chart("strips", values, data)


def _find_tops(scene: Scene) -> tuple[float, float, float]:
    """Return where each strip begins. [px]"""
    second = STRIP_PX + HEAD_PX + 12
    n_rows = len(scene.above[0]) + (scene.lore_h is not None)
    return 0.0, second, second + n_rows * ROW_PX + HEAD_PX + 6


def _draw_blockade(scene: Scene, hour_px: float, top: float, texts: Texts) -> Rows:
    """Return the first strip: the band of the slow model and the line of the other."""
    ribbons = {
        "outer": _cut(scene, scene.slow, scene.slow.band95),
        "inner": _cut(scene, scene.slow, scene.slow.band50),
    }
    lines = {
        "middle": _cut(scene, scene.slow, np.stack([scene.slow.typical] * 2)),
        "blood": _cut(scene, scene.blood, np.stack([scene.blood.typical] * 2)),
    }
    rows: Rows = {
        "grid": [_level(_to_y(share, top)) for share in SHARES],
        "right_words": [
            {"y": _to_y(share, top), "label": tell_share(share, texts)} for share in SHARES
        ],
        "words": [
            _end_value(name, float(line.low[-1]), hour_px, top, texts)
            for name, line in lines.items()
        ],
    }
    for name, ribbon in ribbons.items():
        points = zip(ribbon.times_h, ribbon.low, ribbon.high, strict=True)
        rows[name] = [
            {"h": float(h), "low": _to_y(low, top), "high": _to_y(high, top)}
            for h, low, high in points
        ]
    for name, line in lines.items():
        points_of_line = zip(line.times_h, line.low, strict=True)
        rows[name] = [{"h": float(h), "y": _to_y(share, top)} for h, share in points_of_line]
    if scene.trust == "extrapolated":
        rows["hatch"] = _hatch(ribbons["outer"], hour_px, (top, STRIP_PX))
    return rows


def _end_value(name: str, share: float, hour_px: float, top: float, texts: Texts) -> dict[str, Any]:
    """Return the number at the end of a line."""
    colour = load_chart("palette")["light"]["treatment" if name == "middle" else "other"]
    place = {"x": DAY_H * hour_px + 5, "y": _to_y(share, top) + 4.5}
    return {**place, "label": tell_share(share, texts), "colour": colour}


def _cut(scene: Scene, curve: Curve, band: FloatArray) -> Ribbon:
    """Return the piece of a band that belongs to the shown day, from 0 h to 24 h."""
    inside = (curve.times_h >= scene.day_h) & (curve.times_h <= scene.day_h + DAY_H)
    ends = np.array([scene.day_h, scene.day_h + DAY_H])
    times = np.unique(np.concatenate((curve.times_h[inside], ends)))
    low, high = (np.interp(times, curve.times_h, line) for line in band)
    return Ribbon(times - scene.day_h, low, high)


def _to_y(share: float, top: float) -> float:
    """Return the height of a share in the first strip. [px]"""
    return round(float(top + STRIP_PX * (1.0 - share)), 2)


def _level(y: float) -> dict[str, float]:
    """Return a line across the whole day."""
    return {"h": 0.0, "h2": DAY_H, "y": y, "y2": y}


def _hatch(ribbon: Ribbon, hour_px: float, strip: tuple[float, float]) -> list[dict[str, float]]:
    """Return the slanted lines over a ribbon in a strip with this top and height."""
    top, height = strip
    return [
        {"h": x0, "h2": x1, "y": top + height * (1.0 - y0), "y2": top + height * (1.0 - y1)}
        for x0, y0, x1, y1 in hatch_ribbon(ribbon, hour_px, height)
    ]


def _draw_hours(scene: Scene, hour_px: float, top: float, texts: Texts) -> Rows:
    """Return the second strip: two bars a threshold, and what is often said."""
    palette = load_chart("palette")["light"]
    rows: Rows = {"bars": [], "words": [], "right_words": [], "grid": []}
    for place, (slow, blood) in enumerate(zip(*scene.above, strict=True)):
        y = top + place * ROW_PX
        label = tell_share(slow.threshold, texts)
        rows["right_words"].append({"y": y + BAR_PX + BAR_GAP_PX / 2, "label": label})
        for at, hours, colour in ((0, slow.typical_h, "treatment"), (1, blood.typical_h, "other")):
            bar_top = y + at * (BAR_PX + BAR_GAP_PX)
            words = tell_hours(hours, texts)
            rows["bars"].append(_bar(0.0, hours, bar_top, palette[colour]))
            rows["words"].append(_beside(hours, bar_top, words, hour_px, palette["ink"]))
    if scene.lore_h is not None:
        y = top + len(scene.above[0]) * ROW_PX
        low, high = scene.lore_h
        words = texts.word("blockade_page.lore", low=texts.number(low), high=texts.number(high))
        rows["bars"] += [
            _bar(0.0, low, y + 6, palette["reference"]),
            _bar(low, high, y + 6, palette["reference_mid"]),
        ]
        rows["words"].append(_beside(high, y + 6, words, hour_px, palette["ink"]))
        rows["right_words"].append(
            {"y": y + 6 + BAR_PX / 2, "label": texts.word("blockade_page.mice")}
        )
    return rows


def _bar(start_h: float, end_h: float, top: float, colour: str) -> dict[str, Any]:
    """Return one bar."""
    return {"h": start_h, "h2": max(end_h, 0.0), "y": top, "y2": top + BAR_PX, "colour": colour}


def _beside(hours: float, top: float, label: str, hour_px: float, colour: str) -> dict[str, Any]:
    """Return a number right of its bar."""
    return {"x": hours * hour_px + 5, "y": top + BAR_PX - 1.0, "label": label, "colour": colour}


def _draw_idea(scene: Scene, hour_px: float, top: float, texts: Texts) -> Rows:
    """Return the third strip: a hatched hump that has no scale, and says so."""
    palette = load_chart("palette")["light"]
    start_h = scene.lore_h[0] if scene.lore_h is not None else 0.0
    times = np.linspace(start_h, DAY_H, 160)
    share = (times - start_h) / (DAY_H - start_h)
    hump = HUMP * np.sin(np.pi * share) ** 1.5
    ribbon = Ribbon(times, np.zeros_like(hump), hump)
    word = {"x": 2, "y": top + 8, "label": texts.word("blockade_page.no_scale")}
    return {
        "idea": _hatch(ribbon, hour_px, (top, IDEA_PX)),
        "grid": [_level(top + IDEA_PX)],
        "words": [{**word, "colour": palette["soft"]}],
    }


def _draw_heads(tops: tuple[float, ...], width: float, texts: Texts) -> Rows:
    """Return the words above each strip, with their badges."""
    palette, sizes = load_chart("palette")["light"], load_chart("sizes")["wide"]
    rows: Rows = {"heads": [], "badges": []}
    kinds = ("derived", "derived", "hypothesis")
    for place, (top, kind) in enumerate(zip(tops, kinds, strict=True), start=1):
        y = top - 16
        label = texts.word(f"blockade_page.badge_{kind}")
        colour = palette["treatment" if kind == "derived" else "worse"]
        end = width + SIDES_PX[1] - 2
        start = end - len(label) * sizes["character_px"] - 2 * BADGE_PAD_PX
        head = texts.word(f"blockade_page.strip_{place}")
        rows["heads"].append({"x": 2 - SIDES_PX[0], "y": y, "label": head})
        rows["badges"].append(
            {
                **{"x": start, "x2": end, "y": y - 14, "y2": y - 14 + BADGE_PX},
                **{"middle": (start + end) / 2, "words_y": y, "label": label, "colour": colour},
            }
        )
    return rows


def _draw_clock(scene: Scene, height: float, step_h: int, texts: Texts) -> Rows:
    """Return the clock times below, on whole hours, and a mark for each."""
    rows: Rows = {"clock_first": [], "clock": [], "clock_last": [], "ticks": []}
    for hours in range(0, int(DAY_H) + 1, step_h):
        label = tell_clock(scene.clock_h + hours, texts)
        name = {0: "clock_first", int(DAY_H): "clock_last"}.get(hours, "clock")
        rows[name].append({"h": hours, "label": label})
        rows["ticks"].append({"h": hours, "y": height, "y2": height + 5})
    return rows
