"""The first page: the first question answered, another asked, and nothing typed gets loose."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from lowdose.report.texts import load_texts
from lowdose.workflow.ask import FIRST_QUESTION, LONGEST_QUESTION

TEXTS = load_texts()
EMERGENCY = "I took LDN after tramadol and feel awful, what now?"


class Tags(HTMLParser):
    """Collects the names of tags and of their attributes, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]


def ask(client, question: str):
    return client.get("/", params={"q": question})


def heading(response) -> str:
    return unescape(re.search(r"<h1[^>]*>(.*?)</h1>", response.text, re.DOTALL)[1])


@pytest.mark.parametrize("address", ["/", "/?q=", "/?q=%20%20"])
def test_the_first_question_is_answered_until_another_is_asked(client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert heading(response) == FIRST_QUESTION
    assert "Yes, but only off-label: it is not approved for pain at any dose." in response.text
    assert 'name="q" type="search" value=""' in response.text


def test_a_question_is_answered_and_stays_in_its_field(client) -> None:
    response = ask(client, "does ldn help migraine")
    assert response.status_code == 200
    assert heading(response) == "does ldn help migraine"
    assert "<title>does ldn help migraine · " in response.text
    assert 'value="does ldn help migraine"' in response.text
    assert '<a href="/evidence/migraine">Migraine</a>' in response.text


@pytest.mark.parametrize(
    "question",
    [
        '"><script>alert(1)</script>',
        "<img src=x onerror=alert(1)> pain",
        "{{ 7 * 7 }} and {% raw %}",
        "' onfocus='alert(1)",
    ],
)
def test_a_question_with_markup_in_it_is_shown_as_typed_and_does_nothing(client, question) -> None:
    response = ask(client, question)
    assert response.status_code == 200
    assert heading(response) == question
    tags = Tags(response.text)
    assert tags.names.count("script") == 1  # our own
    assert "img" not in tags.names
    assert not [name for name in tags.attributes if name.startswith("on")]


def test_a_question_that_is_not_understood_gets_no_guess(client) -> None:
    response = ask(client, "what is the best bicycle")
    assert response.status_code == 200
    assert "This question was not understood" in response.text
    assert "Sources</h2>" not in response.text


@pytest.mark.parametrize("n", [LONGEST_QUESTION, LONGEST_QUESTION + 1, 5 * LONGEST_QUESTION])
def test_a_long_question_is_read_as_far_as_it_may_be(client, n: int) -> None:
    response = ask(client, "x" * n)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert heading(response) == "x" * LONGEST_QUESTION


def test_blanks_and_line_ends_in_a_question_are_one_blank(client) -> None:
    assert heading(ask(client, "  is it \n\t safe ")) == "is it safe"


def test_in_an_emergency_the_call_for_help_follows_the_question_at_once(client) -> None:
    page = ask(client, EMERGENCY).text
    after = page[page.index("</h1>") + len("</h1>") :].strip()
    assert after.startswith('<section class="urgent" role="alert">')
    assert TEXTS.say("ask.emergency_call") in unescape(page)


def test_every_mark_leads_to_a_source_on_the_page(client) -> None:
    page = client.get("/").text
    marks = set(re.findall(r'class="mark" href="#(source-\d+)"', page))
    assert marks
    assert marks == set(re.findall(r'<li id="(source-\d+)"', page))


@pytest.mark.parametrize("question", [FIRST_QUESTION, EMERGENCY, "how is ldn started"])
def test_every_link_leads_out_safely_or_to_a_page_of_ours(client, question: str) -> None:
    page = ask(client, question).text
    for address in set(re.findall(r'<a [^>]*href="([^"#]+)"', page)):
        if address.startswith("/"):
            assert client.get(unescape(address)).status_code == 200
        else:
            assert address.startswith("https://")
            assert f'<a href="{address}" rel="noreferrer">' in page


@pytest.mark.parametrize("example", TEXTS.lines("ask.example_questions"))
def test_every_example_is_understood(client, example: str) -> None:
    assert f'<a class="example" href="/?q={quote(example)}"' in client.get("/").text
    page = ask(client, example).text
    assert "not understood" not in page
    assert "Nothing was found" not in page


def test_the_first_page_is_light_enough_for_a_slow_phone(client) -> None:
    assert len(client.get("/").content) < 60_000


def test_the_page_says_what_it_is_not(client) -> None:
    assert "not a medical device" in client.get("/").text


def test_a_question_can_only_be_asked_by_reading(client) -> None:
    assert client.post("/", data={"q": "pain"}).status_code == 405
