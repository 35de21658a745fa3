"""The SVG: small, quiet, and the same every time."""

import json
import re
import subprocess
import sys
from hashlib import sha256

import pytest

from lowdose.report.diary_chart import diary_chart
from lowdose.report.drawing import describe_svg, draw_chart, load_chart
from lowdose.report.figures import draw_figures
from lowdose.report.page import report_styles
from lowdose.report.texts import load_texts
from tests.report.answers import helps, three_arms

TEXTS = load_texts()
#: Surfaces that a picture lies on, by scheme.
CARDS = {"light": "#ffffff", "dark": "#18212a"}


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def drawn(name: str = "diary") -> str:
    figures = draw_figures(helps(), TEXTS)
    return next(figure for figure in figures if figure.name == name).drawings[0]


@pytest.mark.parametrize("name", ["diary", "change", "pairs"])
def test_a_picture_has_nothing_that_a_strict_page_refuses(name: str) -> None:
    svg = drawn(name)
    assert not re.search(r"<script|<style|style=|href|url\(|\bon\w+=|\bid=|<image|@import", svg)
    assert not re.search(r"NaN|undefined|Infinity|null", svg)


def test_a_picture_is_small() -> None:
    assert len(drawn()) < 12_000


def test_another_process_draws_the_same_bytes() -> None:
    answer = helps()
    spec = diary_chart(answer, answer.diary, TEXTS, "narrow")
    code = (
        "import sys, hashlib; from lowdose.report.drawing import draw_chart;"
        "print(hashlib.sha256(draw_chart(sys.stdin.read()).encode()).hexdigest())"
    )
    run = [sys.executable, "-c", code]
    other = subprocess.run(run, input=spec, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == sha256(draw_chart(spec).encode()).hexdigest()


def test_a_picture_has_a_title_and_a_description_that_it_names() -> None:
    svg = describe_svg('<svg xmlns="http://www.w3.org/2000/svg"/>', "a", "wide", "A & B", "C < D")
    assert 'role="img"' in svg
    assert 'aria-labelledby="a-title" aria-describedby="a-desc"' in svg
    assert '<title id="a-title">A &amp; B</title><desc id="a-desc">C &lt; D</desc>' in svg


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_shapes_stand_out_from_their_ground(scheme: str) -> None:
    palette, card = load_chart("palette")[scheme], CARDS[scheme]
    assert all(contrast(palette[name], card) >= 4.5 for name in ("ink", "soft"))
    shapes = ("dot", "treatment", "reference", "other", "matters", "small", "worse")
    assert all(contrast(palette[name], card) >= 3 for name in shapes)
    tints = ("treatment_tint", "reference_tint", "other_tint")
    assert all(contrast(palette["dot"], palette[tint]) >= 3 for tint in tints)


def test_the_surfaces_of_the_style_sheet_are_those_tested_here() -> None:
    assert re.findall(r"--card: (#\w+)", report_styles()) == [CARDS["light"], CARDS["dark"]]


def test_the_style_sheet_turns_every_colour_of_a_picture_dark() -> None:
    palette, styles = load_chart("palette"), report_styles()
    dark = dict(zip(palette["light"].values(), palette["dark"].values(), strict=True))
    figures = (*draw_figures(helps(), TEXTS), *draw_figures(three_arms()[0], TEXTS))
    used = {use for f in figures for use in re.findall(r'(fill|stroke)="(#\w+)"', f.drawings[0])}
    for kind, colour in sorted(used):
        assert f'.chart [{kind}="{colour}"] {{ {kind}: {dark[colour]}; }}' in styles


def test_no_colour_of_the_palette_stands_for_two_things() -> None:
    for colours in load_chart("palette").values():
        assert len(set(colours.values())) == len(colours)


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    answer = three_arms()[0]
    spec = json.loads(diary_chart(answer, answer.diary, TEXTS, "wide"))
    assert '"@' not in json.dumps({k: v for k, v in spec.items() if k != "datasets"})
