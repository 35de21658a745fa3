"""Hold questions and the rules over their answers to what can be decided."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lowdose.knowledge.criteria import (
    MEDICINE_NAMES,
    find_wrong_criterion,
    names_of,
    watch_names_of,
)
from lowdose.knowledge.lines import Place
from lowdose.knowledge.records import AlertRule, Item, Rule, When

#: Fields of rules that people read.
TEXTS = ("title", "text", "prescriber_text", "if_unknown", "if_unsure")
_PLACEHOLDER = re.compile(r"\{[^}]*\}?")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What criteria may name.

    Parameters
    ----------
    items : tuple of Item
        All questions.
    medicines : tuple of str
        Ids of all medicines.
    """

    items: tuple[Item, ...]
    medicines: tuple[str, ...]


def find_wrong_lines(record: Any, words: Vocabulary) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong with the criteria of a record, with their place.

    Parameters
    ----------
    record : object
        Any record; only questions and rules have criteria.
    words : Vocabulary
        What criteria may name.
    """
    if isinstance(record, Item):
        earlier = (item for item in words.items if item.order < record.order)
        yield from _check_lines("asked_if", record.asked_if, names_of(earlier))
    elif isinstance(record, AlertRule):
        yield from _check_lines("when", record.when, watch_names_of(words.items))
    elif isinstance(record, Rule):
        names = names_of(item for item in words.items if "screen" in item.checks)
        if record.each == "medicine":
            names |= MEDICINE_NAMES | {"medicine": words.medicines}
        yield from _check_lines("when", record.when, names)


def _check_lines(
    field: str, when: When, names: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong with each line of each alternative."""
    for i, alternative in enumerate(when):
        if not alternative:
            yield (field, i), "an alternative without a line always holds. Add one, or remove it."
        for j, line in enumerate(alternative):
            if wrong := find_wrong_criterion(line, names):
                yield (field, i, j), wrong


def check_item(item: Item) -> str | None:
    """Refuse a question that can't be answered, or whose answer can't be compared."""
    values = [choice.value for choice in item.choices]
    if bool(values) != (item.kind == "choice"):
        return f"kind is {item.kind!r} with {len(values)} choices. Only a choice has them."
    if len(set(values)) < len(values) or "unknown" in values:
        return "choices repeat, or hold 'unknown', which is always an answer. Correct them."
    if item.kind in ("number", "lab") and not item.unit.strip():
        return f"a {item.kind} without a unit. Add unit."
    if item.low is not None and item.high is not None and not item.low < item.high:
        return "low is not below high. Correct them."
    return "ask or why is empty. Say what is asked, and why." if _is_blank(item) else None


def _is_blank(item: Item) -> bool:
    return not (item.ask.strip() and item.why.strip() and item.checks)


def check_rule(rule: Rule | AlertRule) -> str | None:
    """Refuse a rule that decides nothing, rests on nothing, or passes silence for no."""
    if not rule.when or not rule.citations:
        return "a rule without when or citations. Say when it holds and where it comes from."
    needs_unsure = isinstance(rule, Rule) and rule.each == "medicine" and rule.level == "stop"
    if isinstance(rule, Rule) and needs_unsure and not rule.if_unsure.strip():
        return "a medicine would stop without if_unsure. Say what is read where it is not sure."
    if isinstance(rule, Rule) and rule.level != "info" and not rule.if_unknown.strip():
        return f"level is {rule.level!r} without if_unknown. Unknown is never no: add it."
    is_filled = isinstance(rule, AlertRule) or rule.each == "medicine"
    allowed = ("{medicine}", "{name}") if is_filled else ()
    wrong = [word for word in _list_placeholders(rule) if word not in allowed]
    return f"{wrong[0]} is not filled in here. Correct or remove it." if wrong else None


def _list_placeholders(rule: Rule | AlertRule) -> Iterable[str]:
    return (word for field in TEXTS for word in _PLACEHOLDER.findall(getattr(rule, field, "")))
