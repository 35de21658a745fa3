"""Write the list of all rules of the safety checks from their data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

#: What an operator of a criterion is read as.
OPERATORS = {
    "is": "is",
    "is not": "is not",
    "is one of": "is one of",
    "is none of": "is none of",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
}
#: The first level of a list is the most serious.
LEVELS = ("stop", "ask", "caution", "info")
URGENCIES = ("emergency", "today", "next-visit")
LEVEL_NAMES = {
    "stop": "Do not start",
    "ask": "Talk to the prescriber first",
    "caution": "Take care",
    "info": "Good to know",
}
URGENCY_NAMES = {
    "emergency": "Call emergency services now",
    "today": "Call the prescriber today",
    "next-visit": "Mention it at the next visit",
}


def describe_rules(link: Callable[[str, str], str], escape: Callable[[str], str]) -> str:
    """Return all rules, alerts and limits of dose steps as Markdown.

    Parameters
    ----------
    link : callable
        Makes a link of a text and an address.
    escape : callable
        Makes a text mean nothing to Markdown.
    """
    from lowdose.knowledge.load import load_knowledge

    knowledge = load_knowledge()
    page = _Page(link, escape, knowledge.sources)
    rules = sorted(knowledge.rules.values(), key=lambda r: (LEVELS.index(r.level), r.id))
    alerts = sorted(knowledge.alerts.values(), key=lambda a: (URGENCIES.index(a.urgency), a.id))
    limits = knowledge.titration.values()
    return "\n".join(
        (
            f"There are {len(rules)} rules of the screening, {len(alerts)} of the watch, "
            f"and {len(limits)} limits of dose steps.\n",
            "## Screening before the first dose\n",
            *_group(rules, lambda r: LEVEL_NAMES[r.level], page.describe_rule),
            "## Watch while the drug is taken\n",
            *_group(alerts, lambda a: URGENCY_NAMES[a.urgency], page.describe_alert),
            "## Limits of dose steps\n",
            *(page.describe_limit(limit) for limit in limits),
        )
    )


def _group(
    records: Iterable[Any], name: Callable[[Any], str], describe: Callable[[Any], str]
) -> Iterator[str]:
    """Yield records under headings; those of one heading follow each other."""
    heading = ""
    for record in records:
        if name(record) != heading:
            heading = name(record)
            yield f"### {heading}\n"
        yield describe(record)


class _Page:
    """What every entry needs: links, escapes and the sources."""

    def __init__(
        self,
        link: Callable[[str, str], str],
        escape: Callable[[str], str],
        sources: Mapping[str, Any],
    ) -> None:
        self.link, self.escape, self.sources = link, escape, sources

    def describe_rule(self, rule: Any) -> str:
        scope = "each medicine" if rule.each else "the person"
        return self._entry(rule, f"looks at {scope}")

    def describe_alert(self, alert: Any) -> str:
        return self._entry(alert, f"a trial {alert.trial.replace('-', ' ')}")

    def _entry(self, rule: Any, remark: str) -> str:
        rows = [
            ("To the person", rule.text),
            ("To the prescriber", rule.prescriber_text),
            ("Where it is not known", rule.if_unknown),
        ]
        said = [f"- When: {' — or '.join(map(_say_all, rule.when))}"]
        said += [f"- {name}: {self.escape(text)}" for name, text in rows if text]
        sources = "; ".join(map(self._cite, rule.citations))
        title = f"#### `{rule.id}`\n\n{self.escape(rule.title)} ({remark}).\n"
        return "\n".join((title, *said, f"- Sources: {sources}", ""))

    def describe_limit(self, limit: Any) -> str:
        default = "follows" if limit.default is None else f"{limit.default:g}"
        numbers = (
            f"default {default}, {limit.lowest:g} to {limit.highest:g} {limit.unit}; "
            f"{limit.confirmed_lowest:g} to {limit.confirmed_highest:g} {limit.unit} "
            "where a prescriber has confirmed it"
        )
        facts = [*limit.basis, *(f"{limit.id}#{fact.name}" for fact in limit.facts)]
        named = ", ".join(f"`{address}`" for address in facts)
        return (
            f"### `{limit.id}`\n\n- Numbers: {self.escape(numbers)}\n"
            f"- Why: {self.escape(limit.why)}\n- Beyond: {self.escape(limit.beyond)}\n"
            f"- Facts: {named}\n"
        )

    def _cite(self, citation: Any) -> str:
        source = self.sources[citation.source]
        if source.kind == "project":
            shown = "{doc}`proposal of this project </explanation/knowledge>`"
        else:
            shown = self.link(source.title, source.url)
        mark = citation.seen if citation.verified else f"{citation.seen}, not verified"
        return f"{shown}, {self.escape(citation.locator)} ({mark})"


def _say_all(lines: Iterable[str]) -> str:
    return " and ".join(map(_say, lines))


def _say(line: str) -> str:
    """Return a criterion in words: of `age < 18`, that age is below 18."""
    from lowdose.knowledge.criteria import parse_criterion

    criterion = parse_criterion(line)
    values = (f"{v:g}" if isinstance(v, float) else v for v in criterion.values)
    return f"`{criterion.name}` {OPERATORS[criterion.operator]} {', '.join(values)}"
