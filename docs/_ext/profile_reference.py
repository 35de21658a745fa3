"""Write the list of all questions of the screening, as keys of a profile, from their data."""

from collections.abc import Callable, Iterator
from typing import Any


def describe_profile(table: Callable[..., str]) -> str:
    """Return every key of a profile as Markdown.

    Parameters
    ----------
    table : callable
        Makes a table of heads and rows.
    """
    from lowdose.report.texts import load_texts
    from lowdose.workflow.screen import list_questions

    texts = load_texts()
    sections: dict[str, list[Any]] = {}
    for item in list_questions():
        sections.setdefault(item.section, []).append(item)
    parts = [f"There are {sum(map(len, sections.values()))} questions.\n"]
    for section, items in sections.items():
        parts.append(f"## {texts.say(f'screening.section.{section}')}\n")
        rows = [(f"`{i.id}`", i.ask, _tell_answers(i), _tell_when(i), i.why) for i in items]
        parts.append(table(("key", "question", "answers", "asked if", "why"), rows))
    return "\n".join(parts)


def _tell_answers(item: Any) -> str:
    """Return what may be answered beside `unknown`."""
    if item.kind == "choice":
        return "; ".join(f"{choice.value}: {choice.label}" for choice in item.choices)
    if item.kind == "yes-no":
        return "yes, no"
    if item.kind == "medicines":
        return "a list of medicines; an empty one for none"
    if item.kind == "date":
        return "a day"
    limits = [f"{end:g}" for end in (item.low, item.high) if end is not None]
    between = f", {' to '.join(limits)}" if len(limits) == 2 else ""
    if item.kind == "lab":
        return f"value and upper limit, in {item.unit}"
    return f"a number in {item.unit}{between}"


def _tell_when(item: Any) -> str:
    """Return when a question is asked."""
    return " or ".join(_join(lines) for lines in item.asked_if)


def _join(lines: tuple[str, ...]) -> str:
    return " and ".join(_words(lines))


def _words(lines: tuple[str, ...]) -> Iterator[str]:
    yield from (f"`{line}`" for line in lines)
