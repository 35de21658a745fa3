"""Every record inside a record is met once, and every reference to another is known."""

from dataclasses import replace
from datetime import date
from typing import get_type_hints

import pytest

from lowdose.knowledge import records
from lowdose.knowledge.records import (
    Citation,
    Computed,
    Conflict,
    Intent,
    Medicine,
    Name,
    Ref,
    Side,
    Source,
    Statement,
)
from lowdose.knowledge.walk import references, walk

SEEN = {"locator": "p. 2", "checked": date(2026, 11, 22), "seen": "paper", "verified": True}
FIRST = Side(says="Seven.", about=("half-life", "half-life#label"), source="paper", **SEEN)
SECOND = Side(says="Nine.", source="label", **SEEN)
CONFLICT = Conflict(id="hours", title="Hours", used="Both.", sides=(FIRST, SECOND))
STATEMENT = Statement(
    id="says-it-works",
    sort="efficacy",
    about="pain",
    sentence="It works.",
    says="It may.",
    computed=Computed(condition="fibromyalgia", outcome="pain"),
    topics=("pain", "blockade"),
    medicines=("tramadol",),
    said=("It helps.",),
    not_said=("It hurts.",),
    citations=(Citation(source="paper", **SEEN),),
)


def test_a_record_is_met_first_and_the_records_in_its_lists_in_order():
    assert list(walk(CONFLICT)) == [
        ((), CONFLICT),
        (("sides", 0), FIRST),
        (("sides", 1), SECOND),
    ]


def test_a_record_that_stands_alone_in_a_field_is_met_without_a_number():
    places = [place for place, _ in walk(STATEMENT)]
    assert places == [(), ("computed",), ("citations", 0)]


def test_texts_and_empty_fields_are_no_records():
    bare = replace(STATEMENT, computed=None, citations=())
    assert list(walk(bare)) == [((), bare)]


def test_places_start_where_the_record_stands():
    assert [place for place, _ in walk(CONFLICT, ("conflicts", 3))][1] == (
        *("conflicts", 3),
        *("sides", 0),
    )


def test_references_are_told_with_field_kind_and_id():
    assert list(references(STATEMENT)) == [
        ("topics", "Topic", "pain"),
        ("topics", "Topic", "blockade"),
        ("medicines", "Medicine", "tramadol"),
    ]


def test_references_of_records_inside_are_left_to_those():
    assert list(references(CONFLICT)) == []
    assert list(references(FIRST)) == [
        ("about", "Address", "half-life"),
        ("about", "Address", "half-life#label"),
        ("source", "Source", "paper"),
    ]


def test_plain_text_is_no_reference_even_in_lists():
    ask = Intent(id="ask", kind="outside", topic="animals", needs=(("dog",),), unless=("cat",))
    assert list(references(ask)) == [("topic", "Topic", "animals")]


def test_a_record_without_references_has_none():
    name = Name(text="Ultram", sort="brand", seen="label", verified=True)
    source = Source(id="a", kind="article", title="T", url="https://example.org")
    tramadol = Medicine(
        id="t", name="t", role="opioid", group="short", says="S.", names=(name,), facts=()
    )
    assert [list(references(record)) for record in (name, source, tramadol)] == [[], [], []]


def kinds_with(field):
    """Return the record classes that have a field."""
    kinds = [getattr(records, name) for name in records.__all__]
    return [kind for kind in kinds if field in getattr(kind, "__dataclass_fields__", {})]


@pytest.mark.parametrize("kind", kinds_with("source"), ids=lambda kind: kind.__name__)
def test_every_field_that_names_a_source_is_marked_as_a_reference(kind):
    (mark,) = get_type_hints(kind, include_extras=True)["source"].__metadata__
    assert mark == Ref("Source")
