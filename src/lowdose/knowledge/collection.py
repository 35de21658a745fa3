"""All facts together."""

from dataclasses import dataclass

from lowdose.knowledge.records import (
    AdverseSet,
    AlertRule,
    Condition,
    Conflict,
    Instrument,
    Intent,
    Item,
    Label,
    Medicine,
    MonitoringCheck,
    Parameter,
    Review,
    Rule,
    Source,
    Statement,
    Study,
    Syringe,
    TitrationLimit,
    Topic,
    UnitPair,
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
    titration: dict[str, TitrationLimit]
    syringes: dict[str, Syringe]
    monitoring: dict[str, MonitoringCheck]
    pharmacology: dict[str, Parameter]
    items: dict[str, Item]
    rules: dict[str, Rule]
    alerts: dict[str, AlertRule]
    units: dict[str, UnitPair]
