"""A few made-up records to read questions with, where the shipped ones would hide the rule."""

from dataclasses import fields
from typing import Any

from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.records import Condition, Intent, Medicine, Name, Topic


def make_knowledge(*records: Any) -> Knowledge:
    """Return a knowledge base of some records; the kinds that are not given are empty."""
    kinds = {"topics": Topic, "conditions": Condition, "medicines": Medicine, "intents": Intent}
    found = {
        field.name: {r.id: r for r in records if isinstance(r, kinds.get(field.name, ()))}
        for field in fields(Knowledge)
    }
    return Knowledge(**found)


def make_medicine(
    identity: str, *names: str, role: Any = "opioid", sort: Any = "brand"
) -> Medicine:
    """Return a medicine of which further names are known."""
    known = tuple(Name(text=name, sort=sort, seen="label", verified=True) for name in names)
    return Medicine(
        id=identity, name=identity, role=role, group="", says="S.", names=known, facts=()
    )


def make_condition(identity: str, *words: str) -> Condition:
    """Return a condition that is met by some words."""
    return Condition(
        id=identity, name=identity, words=words, rank=1, is_pain=True, says="S.", never=()
    )


def make_topic(identity: str, *words: str) -> Topic:
    """Return a topic that is met by some words."""
    return Topic(
        **{"id": identity, "title": identity, "group": "safety", "words": words},
        **{"says": "S.", "prescriber": "P.", "safety": "none", "facts": ()},
    )


def make_intent(identity: str, *needs: tuple[str, ...], **more: Any) -> Intent:
    """Return an intent that needs a phrase of each group."""
    return Intent(**({"id": identity, "kind": "own-dose", "topic": "t", "needs": needs} | more))


#: The drug itself, without which no question is understood.
NALTREXONE = make_medicine("naltrexone", "LDN", "ReVia", role="drug")
