"""From a chart as data to a small, self-contained SVG."""

import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

#: Version of the Vega-Lite language that the charts are written in.
VEGA_LITE = "6.1"
SVG = "http://www.w3.org/2000/svg"
#: Attributes of the drawing program that a picture with one description does not need.
SUPERFLUOUS = ("class", "role", "pointer-events", "aria-hidden", "aria-roledescription", "version")
#: Attributes that a group may carry for all its shapes.
INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
)
#: A circle as the drawing program writes it, moved to its place.
CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
#: A number with more decimals than a picture can show.
LONG_NUMBER = re.compile(r"-?\d+\.\d+(e-?\d+)?")

#: Multiples of a power of ten that an axis may be labelled in.
ROUND_STEPS = (1, 2, 5, 10)

ET.register_namespace("", SVG)


@lru_cache
def load_chart(name: str) -> Any:
    """Return a file of the folder `charts` as plain data; not to be changed."""
    return json.loads((files(__package__) / "charts" / f"{name}.json").read_text("utf-8"))


def fill_chart(name: str, values: Mapping[str, Any], data: Mapping[str, list[Any]]) -> str:
    """Return a chart with its placeholders and its data filled in.

    Parameters
    ----------
    name : str
        File of the folder `charts`, without its ending.
    values : mapping of str to object
        What each `"@name"` of the chart stands for.
    data : mapping of str to list
        Rows of each named data set; never searched for placeholders.

    Returns
    -------
    str
        Vega-Lite specification as JSON.
    """
    palette = load_chart("palette")["light"]
    spec = {**load_chart(name), "config": load_chart("config")}
    filled = _fill(spec, {**palette, **values})
    return json.dumps({**filled, "datasets": dict(data)}, sort_keys=True, allow_nan=False)


def _fill(part: Any, values: Mapping[str, Any]) -> Any:
    """Replace every `"@name"` inside nested lists and tables."""
    if isinstance(part, dict):
        return {key: _fill(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [_fill(value, values) for value in part]
    if isinstance(part, str) and part.startswith("@"):
        return values[part[1:]]
    return part


def draw_chart(spec: str) -> str:
    """Draw a chart.

    Parameters
    ----------
    spec : str
        Vega-Lite specification as JSON, with all its data inside.

    Returns
    -------
    str
        SVG without scripts, styles, fonts, links or ids; the same bytes for the same chart.
    """
    import vl_convert  # 84 MB: only who draws pays for it

    drawn = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    root = ET.fromstring(drawn)
    _strip(root)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def find_step(low: float, high: float, most: float) -> float:
    """Return the smallest round distance of marks of which at most `most` fit on an axis.

    Parameters
    ----------
    low, high : float
        Ends of the axis.
    most : float
        Marks there is room for.
    """
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    return next(s * power for s in ROUND_STEPS if (high - low) / (s * power) <= most)


def describe_svg(svg: str, name: str, kind: str, title: str, description: str) -> str:
    """Return a picture with its title and description, as assistive technology needs them.

    Parameters
    ----------
    svg : str
        Picture as `draw_chart` returns it.
    name : str
        Start of the ids; used once per page.
    kind : str
        Class of the picture, for the style sheet.
    title, description : str
        What the picture is, and what it shows.

    Returns
    -------
    str
        The picture as an image with a name and a description.
    """
    root = ET.fromstring(svg)
    root.set("role", "img")
    root.set("class", f"chart {kind}")
    root.set("aria-labelledby", f"{name}-title")
    root.set("aria-describedby", f"{name}-desc")
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        child = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        child.text = words
        root.insert(place, child)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _strip(element: ET.Element) -> None:
    """Drop attributes and shapes that show nothing, and decimals that can't be seen."""
    for name in SUPERFLUOUS:
        element.attrib.pop(name, None)
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    for name, value in element.attrib.items():
        if name not in ("fill", "stroke", "viewBox"):
            element.set(name, LONG_NUMBER.sub(_shorten, value))
    for child in list(element):
        _strip(child)
        if _is_empty(child):
            element.remove(child)
    _shorten_circle(element)
    _share_attributes(element)
    if len(element) == 1 and _is_plain_group(element[0]):
        inner = element[0]
        element.remove(inner)
        element.extend(inner)


def _shorten(number: re.Match[str]) -> str:
    """Return a number with one decimal at most."""
    return f"{round(float(number[0]), 1):g}"


def _shorten_circle(element: ET.Element) -> None:
    """Turn a path that is a circle into one."""
    round_path = CIRCLE.fullmatch(element.get("d", ""))
    place = PLACE.fullmatch(element.get("transform", ""))
    if round_path is None or place is None:
        return
    rest = {k: v for k, v in element.attrib.items() if k not in ("d", "transform")}
    element.tag = f"{{{SVG}}}circle"
    element.attrib.clear()
    element.attrib.update({"cx": place[1], "cy": place[2], "r": round_path[1], **rest})


def _share_attributes(group: ET.Element) -> None:
    """Write what all shapes of a group have in common once, at the group."""
    if group.tag != f"{{{SVG}}}g" or len(group) < 2:
        return
    for name in INHERITED:
        values = {child.get(name) for child in group}
        if len(values) == 1 and (value := values.pop()) is not None:
            group.set(name, value)
            for child in group:
                del child.attrib[name]


def _is_empty(element: ET.Element) -> bool:
    """Return whether a shape draws nothing."""
    tag = element.tag.rpartition("}")[2]
    if tag == "g":
        return len(element) == 0
    if tag == "path":
        return not (element.get("fill") or element.get("stroke")) or not element.get("d")
    return False


def _is_plain_group(element: ET.Element) -> bool:
    """Return whether a group changes nothing about what it holds."""
    moves = element.get("transform", "translate(0,0)") != "translate(0,0)"
    return element.tag == f"{{{SVG}}}g" and not moves and len(element.attrib) <= 1
