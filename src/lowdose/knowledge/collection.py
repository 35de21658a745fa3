"""All facts together."""

from dataclasses import dataclass

from lowdose.knowledge.records import (
    AdverseSet,
    Condition,
    Conflict,
    Instrument,
    Intent,
    Label,
    Medicine,
    Review,
    Source,
    Statement,
    Study,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All facts, by kind and id."""

    sources: dict[str, Source]
    labels: dict[str, Label]
    topics: dict[str, Topic]
    conditions: dict[str, Condition]
    studies: dict[str, Study]
    reviews: dict[str, Review]
    instruments: dict[str, Instrument]
    adverse: dict[str, AdverseSet]
    medicines: dict[str, Medicine]
    statements: dict[str, Statement]
    conflicts: dict[str, Conflict]
    intents: dict[str, Intent]
