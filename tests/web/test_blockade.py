"""The page of a blockade: numbers, one line, and what is wrong with them."""

import logging
import re

import pytest

BAD_LINE = "1.5mg x7, 3mg x7, 4.5gm x10"


def get(client, **query: str):
    return client.get("/blockade", params=query)


def test_the_page_begins_with_a_usual_regimen(client) -> None:
    response = get(client)
    assert response.status_code == 200
    assert "<h1" in response.text
    assert "How long 4.5 mg blocks opioid receptors" in response.text
    assert response.text.count('role="img"') == 6


def test_the_numbers_of_the_form_are_shown_and_kept(client) -> None:
    page = get(client, dose="3", nights="14", at="08:00", days="2").text
    assert "How long 3 mg blocks opioid receptors" in page
    assert 'name="dose" type="text" inputmode="decimal" value="3"' in page
    assert 'value="3mg 08:00 x14"' in page
    assert "<b>2 days after the last dose:</b>" in page


def test_steps_lead_up_to_the_dose(client) -> None:
    page = get(client, steps="yes", nights="28").text
    # Usual titration: from 1.5 mg, 1.5 mg more every 7 days.
    assert 'value="1.5mg 21:00 x7, 3mg x7, 4.5mg x14"' in page
    assert 'value="yes" aria-describedby="steps-hint" checked' in page


def test_a_line_is_shown_and_kept(client) -> None:
    line = "1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20"
    page = get(client, regimen=line).text
    assert f'value="{line}"' in page
    assert re.search(r"Missed: days? 9 and 20", page)
    assert "A ring is a missed dose." in page


def test_a_bad_line_is_told_beside_the_field_with_its_place(client) -> None:
    response = get(client, regimen=BAD_LINE)
    assert response.status_code == 422
    assert f'value="{BAD_LINE}"' in response.text
    assert "3mg x7, 4.5<mark>gm</mark> x10" in response.text
    assert 'aria-invalid="true" aria-describedby="regimen-problem regimen-hint"' in response.text
    assert "<details open>" in response.text
    assert "<svg" not in response.text


def test_bad_numbers_are_told_beside_their_fields_and_kept(client) -> None:
    response = get(client, dose="abc", nights="0")
    assert response.status_code == 422
    for name, value in (("dose", "abc"), ("nights", "0")):
        field = re.search(rf'<input id="{name}"[^>]*>', response.text)[0]
        assert f'value="{value}"' in field
        assert f'aria-describedby="{name}-problem"' in field
        assert f'id="{name}-problem"' in response.text


@pytest.mark.parametrize("name", ["regimen", "dose", "at", "nights", "days"])
def test_what_was_typed_is_never_markup(client, name: str) -> None:
    response = get(client, **{name: '"><script>alert(1)</script>'})
    assert response.status_code == 422
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;" in response.text


@pytest.mark.parametrize("line", ["4.5mg " * 900, "999mg", "4.5mg x9999", "\u202e4.5mg", "mg"])
def test_no_line_is_more_than_a_problem(client, line: str) -> None:
    response = get(client, regimen=line)
    assert response.status_code == 422
    assert "This regimen can’t be shown yet" in response.text


def test_nothing_that_was_typed_reaches_a_log(client, caplog) -> None:
    with caplog.at_level(logging.DEBUG, logger="lowdose"):
        get(client, regimen=BAD_LINE)
        get(client, dose="3")
    assert caplog.text == ""


def test_the_page_loads_its_own_script_and_style_only(client) -> None:
    page = get(client).text
    loaded = re.findall(r'(?:src|href)="(/static/[\w./-]+)"', page)
    assert "/static/blockade.js" in loaded
    assert "/static/blockade.css" in loaded
    assert all(client.get(address).status_code == 200 for address in loaded)
    assert not re.search(r"<style|style=|<script(?! type=\"module\" src=)", page)
