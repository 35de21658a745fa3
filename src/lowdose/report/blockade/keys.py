"""The words above a picture of blockade: what is shown, and what each colour stands for."""

from typing import Any

from lowdose.report.drawing import load_chart
from lowdose.report.texts import Texts

#: Height of a row of words, and the distance of the lowest from the frame. [px]
ROW_PX, FOOT_PX = 20, 24
#: A colour beside its word: width, height above and below the line of words, and room. [px]
SWATCH_PX, ABOVE_PX, BELOW_PX, AFTER_PX, BETWEEN_PX = 24, 11, 2, 7, 18
#: Distance of two lines of a hatch. [px]
HATCH_PX = 7

#: Dashes of a line that few measurements support. [px]
DASHED = [7, 4]

#: Room above the topmost words. [px]
TOP_PX = 18

Rows = dict[str, list[dict[str, Any]]]


def place_keys(
    names: tuple[str, ...],
    head: str,
    texts: Texts,
    ends_px: tuple[float, float],
    foot_px: float = FOOT_PX,
) -> Rows:
    """Return the words above a picture, in as many rows as they need.

    Parameters
    ----------
    names : tuple of str
        Colours in order: `middle`, `inner`, `outer`, `hatch`, `blood`.
    head : str
        What is shown, above all.
    texts : Texts
        Sentences of the language.
    ends_px : tuple of float
        Where the words may begin and end. [px]
    foot_px : float
        Distance of the lowest words from the frame. [px]

    Returns
    -------
    dict of str to list
        Data sets `keys`, `key_lines` and `words`; `y` of the words is below 0. [px]
    """
    palette = load_chart("palette")["light"]
    labels = {name: texts.word(f"blockade_page.key_{name}") for name in names}
    places = _flow(labels, ends_px)
    n_rows = 1 + max((row for _, row in places.values()), default=-1)
    rows: Rows = {"keys": [], "key_lines": [], "words": []}
    for name, (x, row) in places.items():
        y = -foot_px - ROW_PX * (n_rows - 1 - row)
        rows["words"].append(_word(x + SWATCH_PX + AFTER_PX, y, labels[name], palette["ink"]))
        if name in ("middle", "blood"):
            rows["key_lines"].append(_line_key(name, x, y, palette))
        else:
            colour = palette["band" if name == "inner" else "treatment_tint"]
            box = {"x": x, "x2": x + SWATCH_PX, "y": y - ABOVE_PX, "y2": y + BELOW_PX}
            rows["keys"].append({**box, "colour": colour})
        if name == "hatch":
            rows["key_lines"] += _hatch_key(x, y, palette["hatch"])
    if head:
        rows["words"].append(
            _word(ends_px[0], -foot_px - ROW_PX * n_rows - 2, head, palette["soft"])
        )
    return rows


def merge_rows(*parts: Rows) -> Rows:
    """Return the data sets of several parts of a picture, those of one name joined."""
    merged: Rows = {}
    for part in parts:
        for name, rows in part.items():
            merged.setdefault(name, []).extend(rows)
    return merged


def frame_values(size: str, sides_px: tuple[float, float], keys: Rows) -> dict[str, Any]:
    """Return what all pictures of a blockade fill in: room, letters and lines.

    Parameters
    ----------
    size : str
        `narrow` or `wide`.
    sides_px : tuple of float
        Room left and right of the frame. [px]
    keys : dict of str to list
        The words above the frame, as `place_keys` returns them.
    """
    sizes = load_chart("sizes")[size]
    return {
        "width": sizes["full_width"] - sum(sides_px),
        "left": sides_px[0],
        "right": sides_px[1],
        "top": TOP_PX - min(row["y"] for row in keys["words"]),
        "font_size": sizes["font_size"],
        "line_width": sizes["line_width"],
    }


def name_keys(is_hatched: bool) -> tuple[str, ...]:
    """Return the colours that the words above a picture explain."""
    return "middle", "inner", "hatch" if is_hatched else "outer", "blood"


def foot_word(label: str, x: float, y: float) -> dict[str, Any]:
    """Return one line of words below a picture."""
    return _word(x, y, label, load_chart("palette")["light"]["ink"])


def _flow(labels: dict[str, str], ends_px: tuple[float, float]) -> dict[str, tuple[float, int]]:
    """Return where each word begins, and in which row; a full row is followed by the next."""
    character_px = load_chart("sizes")["wide"]["character_px"]
    places, x, row = {}, ends_px[0], 0
    for name, label in labels.items():
        width = SWATCH_PX + AFTER_PX + len(label) * character_px
        if x > ends_px[0] and x + width > ends_px[1]:
            x, row = ends_px[0], row + 1
        places[name] = (x, row)
        x += width + BETWEEN_PX
    return places


def _word(x: float, y: float, label: str, colour: str) -> dict[str, Any]:
    """Return one piece of text."""
    return {"x": x, "y": y, "label": label, "colour": colour}


def _line_key(name: str, x: float, y: float, palette: dict[str, str]) -> dict[str, Any]:
    """Return the piece of line that stands for a line."""
    is_middle = name == "middle"
    return {
        **{"x": x, "x2": x + SWATCH_PX, "y": y - 4.5, "y2": y - 4.5},
        "colour": palette["treatment" if is_middle else "other"],
        "width": 3 if is_middle else 2,
        "dash": "solid" if is_middle else "dots",
    }


def _hatch_key(x: float, y: float, colour: str) -> list[dict[str, Any]]:
    """Return the slanted lines inside of the box that stands for a hatch."""
    height = ABOVE_PX + BELOW_PX
    rows = []
    for foot in range(HATCH_PX - height, SWATCH_PX, HATCH_PX):
        first, last = max(foot, 0), min(foot + height, SWATCH_PX)
        rows.append(
            {
                **{"x": x + first, "x2": x + last},
                **{"y": y + BELOW_PX - (first - foot), "y2": y + BELOW_PX - (last - foot)},
                **{"colour": colour, "width": 1, "dash": "solid"},
            }
        )
    return rows


def tell_share(share: float, texts: Texts) -> str:
    """Return a share as whole percent; below one percent it says so."""
    if 0.0 < share < 0.005:
        return texts.word("blockade_page.least_percent")
    return texts.word("blockade_page.percent", n=round(100 * share))
