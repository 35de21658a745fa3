"""Go through the parts of a record: nested records, references, facts."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from lowdose.knowledge.lines import Place
from lowdose.knowledge.records import Ref


def walk(record: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield a record and every record inside it, with its place.

    Parameters
    ----------
    record : object
        A record of `knowledge.records`.
    place : tuple of str or int
        Where it stands in its file.
    """
    yield place, record
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            yield from walk(value, (*place, field.name))
        elif isinstance(value, tuple):
            for i, item in enumerate(value):
                if is_dataclass(item):
                    yield from walk(item, (*place, field.name, i))


def references(record: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the references of one record, not of those inside it: field, kind, id."""
    for name, kind in _reference_fields(record.__class__):
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            yield name, kind, one


@lru_cache
def _reference_fields(kind: type) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record class that hold references, and to what kind."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        (name, ref.to) for name, hint in hints.items() if (ref := _find_ref(hint)) is not None
    )


def _find_ref(hint: Any) -> Ref | None:
    """Return the mark of a reference in a type, at any depth of a tuple."""
    if get_origin(hint) is Annotated:
        return next((mark for mark in hint.__metadata__ if isinstance(mark, Ref)), None)
    if get_origin(hint) is tuple:
        return next((ref for part in get_args(hint) if (ref := _find_ref(part))), None)
    return None
