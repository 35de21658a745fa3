"""A screening as plain data: what programs rely on."""

import json

import pytest

from lowdose.report.screening.record import screening_document
from tests.report.screenings import emergency, nothing, stop


def test_the_document_is_json_with_the_agreed_keys() -> None:
    document = json.loads(json.dumps(screening_document(stop())))
    assert {"overall", "findings", "recognised"} <= set(document)
    keys = {"level", "rule", "text", "prescriber_text", "sources", "inputs", "missing"}
    assert all(keys <= set(finding) for finding in document["findings"])
    keys = {"as_written", "is", "code", "group", "confidence"}
    assert all(keys <= set(reading) for reading in document["recognised"])


def test_inputs_are_the_words_of_the_person() -> None:
    findings = screening_document(stop())["findings"]
    assert findings[0]["inputs"] == ["Tylenol 3"]
    assert findings[1]["inputs"] == ["45 U/L (limit 40)"]


def test_what_is_missing_is_the_id_of_its_question() -> None:
    by_rule = {one["rule"]: one for one in screening_document(stop())["findings"]}
    assert by_rule["liver-open"]["missing"] == ["alt"]
    assert by_rule["liver-open"]["title"] is None
    assert by_rule["opioid-now"]["missing"] == []


def test_a_source_has_its_place_and_date() -> None:
    (source,) = screening_document(stop())["findings"][0]["sources"]
    assert source["id"] == "label"
    assert (source["locator"], source["checked"]) == ("section 4", "2026-11-22")


def test_a_medicine_that_is_not_known_is_null() -> None:
    known, unknown = screening_document(stop())["recognised"]
    assert (known["is"], known["group"], known["code"]) == ("codeine", "short", None)
    assert (unknown["as_written"], unknown["is"]) == ("blue ones", None)


@pytest.mark.parametrize(
    ("result", "overall"), [(stop(), "stop"), (nothing(), "none_found"), (emergency(), "stop")]
)
def test_the_result_is_one_of_three_words(result, overall: str) -> None:
    document = screening_document(result)
    assert document["overall"] == overall
    assert document["disclaimer"].endswith("not a medical device.")
    assert document["limits"]
