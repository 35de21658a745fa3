"""The page in one file: whole, quiet, accessible, safe with any label."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from lowdose.report.page import answer_html
from tests.report.answers import (
    cannot_tell,
    does_not_help,
    helps,
    mood,
    not_valid,
    three_arms,
    unreliable,
)

HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}"


class Outline(HTMLParser):
    """Collects headings, ids and references of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name in ("aria-labelledby", "aria-describedby"):
                self.named += str(value).split()


PAGES = {
    "helps": answer_html([helps()]),
    "not valid": answer_html([not_valid()]),
    "several": answer_html(three_arms()),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_loads_nothing_and_runs_nothing(page: str) -> None:
    assert not re.search(r"<script|<link|<img|<iframe|src=|url\(|@import|\bon\w+=", page)
    addresses = set(re.findall(r"https?://[^\s\"'<]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    headings = Outline(page).headings
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_ids_are_used_once_and_every_reference_has_one(page: str) -> None:
    outline = Outline(page)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.named) <= set(outline.ids)


def test_a_page_says_what_it_is_not() -> None:
    for page in PAGES.values():
        assert "not a medical device" in page
        assert "It does not say whether to use a medicine." in page


@pytest.mark.parametrize("answer", [not_valid(), unreliable()])
def test_a_page_without_an_answer_shows_no_chance_and_no_hill(answer) -> None:
    page = answer_html([answer])
    assert "No numbers are shown, because they could mislead." in page
    assert "in 100" not in page
    assert "How large the change may be" not in page


def test_labels_and_names_are_escaped_everywhere() -> None:
    answer = replace(helps(), treatment=HOSTILE, reference=HOSTILE, person=HOSTILE)
    names = tuple(HOSTILE if t == "ldn" else t for t in answer.diary.treatments)
    diary = replace(answer.diary, treatments=names, notices=(HOSTILE,))
    page = answer_html([replace(answer, diary=diary)] * 2)
    assert "<script" not in page
    assert "49" not in re.sub(r"[\d.,]{3,}", "", page.split("<h1>")[1].split("</h1>")[0])
    assert "&lt;script&gt;" in page


def test_each_picture_has_its_numbers_in_a_table() -> None:
    assert PAGES["helps"].count("The numbers of this picture") == 3
    assert PAGES["helps"].count('role="img"') == 6


def test_several_answers_are_listed_with_links_to_each() -> None:
    page = PAGES["several"]
    assert '<a href="#answer-1">p01: can’t tell yet whether LDN 1.5 helps</a>' in page
    assert '<a href="#answer-2">p01: LDN 4.5 helped</a>' in page
    assert 'id="answer-2"' in page


@pytest.mark.parametrize("make", [helps, cannot_tell, does_not_help, mood, not_valid])
def test_the_same_answer_gives_the_same_page(make) -> None:
    assert answer_html([make()]) == answer_html([make()])


def test_a_page_without_fit_and_other_priors_still_tells_the_chances() -> None:
    bare = replace(helps(), fit=None, sensitivity=(), diary=None, secondary=(), simple=None)
    page = answer_html([bare])
    assert "How likely is it?" in page
    assert "Under other assumptions" not in page
