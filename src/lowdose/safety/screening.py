"""Screen a person before the first dose: every rule over every answer and every medicine."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lowdose.knowledge.criteria import names_of
from lowdose.knowledge.records import Item, Rule
from lowdose.medicines.recognise import Recognised
from lowdose.safety.evaluate import Facts, Known, Truth, evaluate
from lowdose.safety.finding import LEVELS, Finding, Input, Level, Overall, Screening
from lowdose.safety.profile import MedicineTaken, Profile, gather_facts, gather_medicine_facts

#: Readings that may be another medicine; what would stop for sure then asks.
UNSURE_READINGS = ("possible",)

PLACEHOLDER = re.compile(r"\{(medicine|name)\}")


@dataclass(frozen=True, slots=True)
class ReadMedicine:
    """A medicine as written, with every reading of it."""

    taken: MedicineTaken
    readings: tuple[Recognised, ...]


def screen_profile(
    profile: Profile,
    medicines: Sequence[ReadMedicine],
    rules: Iterable[Rule],
    items: Iterable[Item],
    today: date,
) -> Screening:
    """Apply every rule to a person.

    Parameters
    ----------
    profile : Profile
        The answers.
    medicines : sequence of ReadMedicine
        The medicines of the profile, recognised.
    rules : iterable of Rule
        All rules.
    items : iterable of Item
        All questions of the screening.
    today : datetime.date
        Day from which days are counted.

    Returns
    -------
    Screening
        A rule that a missing answer leaves open is an `ask`, and so is one that would
        stop because of a reading that is not sure.
    """
    facts = gather_facts(profile, today)
    items = tuple(items)
    not_asked = {name for item in items if not _is_asked(item, facts) for name in _names(item)}
    found = [
        finding
        for rule in rules
        for scope, reading in _scopes(rule, facts, medicines, today)
        if (finding := _judge(rule, scope, reading, not_asked)) is not None
    ]
    findings = sorted(_join_equal(found), key=lambda f: (LEVELS.index(f.level), _rank(f)))
    return Screening(
        overall=_sum_up(findings),
        findings=tuple(findings),
        recognised=tuple(reading for medicine in medicines for reading in medicine.readings),
        unanswered=tuple(list_unanswered(items, facts)),
    )


def list_unanswered(items: Iterable[Item], facts: Facts) -> Iterator[str]:
    """Yield the ids of the questions that are asked and have no answer, in their order."""
    for item in sorted(items, key=lambda item: (item.order, item.id)):
        if _is_asked(item, facts) and not any(name in facts for name in _names(item)):
            yield item.id


def _is_asked(item: Item, facts: Facts) -> bool:
    """Tell whether a question is asked, or may be."""
    return not item.asked_if or evaluate(item.asked_if, facts).applies is not False


def _names(item: Item) -> tuple[str, ...]:
    """Return the names by which rules know the answer to a question."""
    return tuple(names_of([item]))


def _scopes(
    rule: Rule, facts: Mapping[str, Known], medicines: Sequence[ReadMedicine], today: date
) -> Iterator[tuple[dict[str, Known], Recognised | None]]:
    """Yield what a rule looks at: the person, or the person with each medicine."""
    if rule.each == "":
        yield dict(facts), None
        return
    for medicine in medicines:
        for reading in medicine.readings:
            known = gather_medicine_facts(medicine.taken, reading, today)
            # A capsule of two drugs is read as both: each stands next to the other.
            if any(other.holds_naltrexone for other in medicine.readings):
                known["holds-naltrexone"] = Known("yes", medicine.taken.name)
            yield {**facts, **known}, reading


def _judge(
    rule: Rule,
    facts: Mapping[str, Known],
    reading: Recognised | None,
    not_asked: Collection[str],
) -> Finding | None:
    """Return what a rule finds, None if nothing."""
    truth = evaluate(rule.when, facts, not_asked)
    if truth.applies is False or (truth.applies is None and not rule.if_unknown):
        return None
    values = _values(facts, reading)
    level = _level(rule, truth, reading)
    text = rule.if_unsure if level != rule.level else rule.text
    return Finding(
        level=level,
        rule=rule.id,
        title=_fill(rule.title, values),
        text=_fill(rule.if_unknown if truth.applies is None else text, values),
        prescriber_text=_fill(rule.prescriber_text, values),
        citations=rule.citations,
        topics=rule.topics,
        inputs=_inputs(truth.used, facts, reading),
        missing=truth.missing,
        would_be=rule.level,
    )


def _level(rule: Rule, truth: Truth, reading: Recognised | None) -> Level:
    """Return the level of a finding; what is open or unsure asks."""
    is_unsure = reading is not None and reading.confidence in UNSURE_READINGS
    if truth.applies is None or (is_unsure and rule.level == "stop"):
        return "ask"
    return rule.level


def _values(facts: Mapping[str, Known], reading: Recognised | None) -> dict[str, str]:
    """Return what placeholders of texts stand for."""
    if reading is None:
        return {}
    return {"medicine": facts["medicine"].as_written, "name": reading.name or reading.as_written}


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Fill placeholders in; nothing the person wrote is read as one."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def _inputs(
    used: Iterable[str], facts: Mapping[str, Known], reading: Recognised | None
) -> tuple[Input, ...]:
    """Return the answers a rule rests on, each once."""
    inputs = {}
    if reading is not None:
        inputs[facts["medicine"].as_written] = Input("medicine", facts["medicine"].as_written)
    for name in used:
        inputs.setdefault(facts[name].as_written, Input(name, facts[name].as_written))
    return tuple(inputs.values())


def _join_equal(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one of several findings that say the same, or that wait for the same answer.

    Of those that wait for the same answer the rule with the most serious level stays; one
    that waits for further answers as well is asked again when the first is there.
    """
    kept: dict[object, Finding] = {}
    for finding in findings:
        key: object = (finding.rule, finding.text, finding.level)
        if finding.missing:
            key = (finding.missing, tuple(i for i in finding.inputs if i.name == "medicine"))
        other = kept.get(key)
        if other is None or LEVELS.index(finding.would_be) < LEVELS.index(other.would_be):
            kept[key] = finding
    waits = [(finding.inputs, set(finding.missing)) for finding in kept.values() if finding.missing]
    return [
        finding
        for finding in kept.values()
        if not any(
            inputs == finding.inputs and missing < set(finding.missing) for inputs, missing in waits
        )
    ]


def _rank(finding: Finding) -> tuple[bool, int, str]:
    """Put what is known before what is open, and what would be most serious first."""
    return bool(finding.missing), LEVELS.index(finding.would_be), finding.rule


def _sum_up(findings: Iterable[Finding]) -> Overall:
    """Return the most serious level of all findings."""
    levels = {finding.level for finding in findings}
    if "stop" in levels:
        return "stop"
    return "ask" if "ask" in levels else "none_found"
