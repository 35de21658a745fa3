"""The page of a condition: its outcomes, and a plain word where there is no such page."""

import re

import pytest

from lowdose.workflow.evidence import list_conditions, outcomes_of


@pytest.mark.parametrize("condition", list_conditions(), ids=lambda c: c.id)
def test_every_condition_has_a_page(client, condition) -> None:
    response = client.get(f"/evidence/{condition.id}")
    assert response.status_code == 200
    assert re.search(r"<h1[^>]*>What trials say: ", response.text)


def test_pain_is_shown_first_with_its_picture(client) -> None:
    page = client.get("/evidence/fibromyalgia").text
    # the fact sheet's own calculation, D3
    assert "In three trials with 223 people, pain was on average" in page
    assert "−0.22 (−0.76 to 0.32)" in page
    assert page.count('role="img"') == 2


def test_another_outcome_can_be_asked_for(client) -> None:
    page = client.get("/evidence/fibromyalgia", params={"outcome": "pain-response-30"}).text
    assert "a fall of pain by at least 30 % happened" in page
    assert "1.05 times" in page
    assert 'href="/evidence/fibromyalgia?outcome=pain"' in page
    assert 'href="/evidence/fibromyalgia?outcome=pain-response-30"' not in page


@pytest.mark.parametrize("outcome", outcomes_of("fibromyalgia"))
def test_every_outcome_has_a_page(client, outcome: str) -> None:
    response = client.get("/evidence/fibromyalgia", params={"outcome": outcome})
    assert response.status_code == 200


def test_a_condition_without_trials_has_a_page_without_picture(client) -> None:
    response = client.get("/evidence/acute-pain")
    assert response.status_code == 200
    assert "No result of low doses against placebo was found." in response.text
    assert "<svg" not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/evidence/hiccups",
        "/evidence/%3Cscript%3E",
        "/evidence/..%2F..%2Fetc",
        "/evidence/fibromyalgia?outcome=height",
        "/evidence/fibromyalgia?outcome=",
        "/evidence/fibromyalgia?outcome=" + "x" * 5000,
        "/evidence/",
    ],
)
def test_what_is_not_known_is_a_missing_page_in_words(client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such page." in response.text
    assert "<script>" not in response.text


@pytest.mark.parametrize("name", ["fibro", "Fibromyalgia"])
def test_a_word_that_people_use_shows_the_same_page(client, name: str) -> None:
    assert client.get(f"/evidence/{name}").text == client.get("/evidence/fibromyalgia").text


def test_the_page_leads_to_every_other_condition(client) -> None:
    page = client.get("/evidence/migraine").text
    others = {c.id for c in list_conditions()} - {"migraine"}
    assert others <= set(re.findall(r'href="/evidence/([\w-]+)"', page))
    assert 'href="/evidence/migraine"' not in page


def test_sources_lead_out_safely(client) -> None:
    page = client.get("/evidence/fibromyalgia").text
    outside = re.findall(r'<a href="(http[^"]+)"([^>]*)>', page)
    assert len(outside) > 10
    for address, more in outside:
        assert address.startswith("https://")
        assert more == ' rel="noreferrer"'


def test_the_page_is_light_enough_for_a_slow_phone(client) -> None:
    assert len(client.get("/evidence/fibromyalgia").content) < 120_000
