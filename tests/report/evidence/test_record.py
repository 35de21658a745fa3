"""The evidence as data: the contract that other programs read."""

import json

import pytest

from lowdose.report.evidence.record import evidence_document
from lowdose.workflow.evidence import evidence, list_conditions
from tests.report.evidences import fibromyalgia, nothing


def read(known) -> dict:
    """Return the document as another program gets it."""
    return json.loads(json.dumps(evidence_document(known), allow_nan=False))


def test_the_document_has_the_agreed_keys() -> None:
    document = read(fibromyalgia())
    wanted = "condition outcome studies pooled certainty prior conflicts"
    assert set(wanted.split()) <= set(document)
    wanted = "id effect se ci95 weight risk_of_bias source"
    assert all(set(wanted.split()) <= set(study) for study in document["studies"])
    assert set(["method", "k", "mean", "se", "ci95", "pi95", "tau2", "i2", "q"]) <= set(
        document["pooled"]
    )
    assert set(document["certainty"]) == {"grade", "reasons"}


def test_the_numbers_are_those_of_the_pool() -> None:
    # fact sheet D3: -0.22 (-0.76 to 0.32), tau² 0.135, I² 59 %, Q 4.93
    pooled = read(fibromyalgia())["pooled"]
    assert (pooled["k"], pooled["method"]) == (3, "DL normal")
    assert [pooled["mean"], *pooled["ci95"]] == pytest.approx([-0.22, -0.76, 0.32], abs=0.005)
    assert pooled["tau2"] == pytest.approx(0.135, abs=0.002)
    assert pooled["i2"] == pytest.approx(0.59, abs=0.006)
    assert pooled["q"] == pytest.approx(4.93, abs=0.02)


def test_a_study_comes_with_its_numbers_and_its_source() -> None:
    # Lancet Rheumatol 2024, abstract: -0.34 (-0.95 to 0.27); SE (0.27 + 0.95) / 3.92
    final = next(s for s in read(fibromyalgia())["studies"] if s["id"] == "final")
    assert [final["effect"], *final["ci95"]] == pytest.approx([-0.34, -0.95, 0.27], abs=0.001)
    assert final["se"] == pytest.approx(0.311, abs=0.001)
    assert (final["n_people"], final["risk_of_bias"]) == (99, "low")
    assert final["source"]["url"] == "https://example.org/paper"


def test_weights_add_up_to_one() -> None:
    weights = [study["weight"] for study in read(fibromyalgia())["studies"]]
    assert sum(weights) == pytest.approx(1.0, abs=1e-12)


def test_the_prior_is_named_and_dates_are_iso_dates() -> None:
    prior = read(fibromyalgia())["prior"]
    assert (prior["name"], prior["mean"], prior["sd"]) == ("evidence:fibromyalgia", -0.2, 1.2)
    assert prior["checked"] == "2026-11-22"


def test_verdict_and_reasons_are_told_by_their_keys() -> None:
    document = read(fibromyalgia())
    assert document["verdict"] == {"verdict": "mixed", "key": "studies-disagree"}
    assert {"randomised", "directions-differ"} <= {
        reason["key"] for reason in document["certainty"]["reasons"]
    }


def test_where_nothing_was_pooled_what_is_not_known_is_null_or_empty() -> None:
    document = read(nothing())
    names = ("pooled", "certainty", "prior", "bayes", "person", "measure")
    assert [document[name] for name in names] == [None] * 6
    assert document["studies"] == document["left_out"] == document["methods"] == []
    assert document["verdict"]["key"] == "never-studied"


@pytest.mark.parametrize("condition", list_conditions(), ids=lambda c: c.id)
def test_every_condition_can_be_written_without_a_number_that_is_none(condition) -> None:
    document = read(evidence(condition.id))
    assert document["condition"] == condition.id
    assert all(study["source"]["url"] for study in document["studies"])


def test_the_conflicts_of_the_shipped_trials_come_with_both_sides() -> None:
    conflicts = read(evidence("fibromyalgia"))["conflicts"]
    assert "final-responders" in {conflict["id"] for conflict in conflicts}
    assert all(len(conflict["sides"]) >= 2 for conflict in conflicts)
