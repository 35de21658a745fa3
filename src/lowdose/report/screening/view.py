"""A screening in words: what its text and its page show, in the order in which it matters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lowdose.knowledge.records import Item
from lowdose.question.reply import SourceLine
from lowdose.report.citations import Sources, cite_fact
from lowdose.report.screening.words import (
    question_of,
    show_answer,
    tabulate_answers,
    tabulate_medicines,
)
from lowdose.report.tables import Table
from lowdose.report.texts import Texts
from lowdose.safety.finding import LEVELS, Finding, Overall
from lowdose.safety.profile_reader import MEDICINES
from lowdose.safety.screened import ScreeningResult

#: A finding that stops and is about this comes before everything else: help is what counts then.
EMERGENCY_TOPIC = "suicidal-thoughts"
#: What naltrexone brings on where an opioid is in the body.
WITHDRAWAL_TOPIC = "precipitated-withdrawal"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not known.

    Parameters
    ----------
    says : str
        What it is.
    field : str
        Id of the question that asks for it.
    """

    says: str
    field: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Something a finding rests on.

    Parameters
    ----------
    label : str
        Whether it is an answer or a medicine.
    question : str
        The question that was answered; empty for a medicine.
    answer : str
        As a person would read it.
    """

    label: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding.

    Parameters
    ----------
    rule, level, badge : str
        Id of the rule; `stop`, `ask`, `caution`, `info` or `open`; the level in words.
    title, text, prescriber : str
        What was found; for the person; for the prescriber.
    because : tuple of Reason
        What it rests on.
    missing : tuple of Missing
        What is not known.
    marks : tuple of int
        Numbers of its sources.
    """

    rule: str
    level: str
    badge: str
    title: str
    text: str
    prescriber: str
    because: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one level under their heading."""

    level: str
    heading: str
    note: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class ScreeningView:
    """Everything a report of a screening shows.

    Parameters
    ----------
    overall : {'stop', 'ask', 'none_found'}
        The result.
    headline, lead, day : str
        The result in words, what it means, and when it was found.
    emergency : tuple of FindingView
        What comes before everything else.
    groups : tuple of Group
        The findings, the most serious first.
    medicines : Table
        How the medicines were read.
    answers : Table
        Every question with its answer.
    unanswered : tuple of Missing
        Questions without an answer that no finding asks for.
    has_opioid_finding : bool
        Whether withdrawal brought on by naltrexone has to be spoken of.
    sources : tuple of SourceLine
        All sources, numbered.
    """

    overall: Overall
    headline: str
    lead: str
    day: str
    emergency: tuple[FindingView, ...]
    groups: tuple[Group, ...]
    medicines: Table
    answers: Table
    unanswered: tuple[Missing, ...]
    has_opioid_finding: bool
    sources: tuple[SourceLine, ...]


def view_screening(result: ScreeningResult, texts: Texts) -> ScreeningView:
    """Return a screening in words.

    Parameters
    ----------
    result : ScreeningResult
        What the workflow found.
    texts : Texts
        Sentences of the language.
    """
    sources = Sources(result, texts)
    found = result.screening
    views = [(finding, _view(finding, result, sources, texts)) for finding in found.findings]
    first = [view for finding, view in views if is_emergency(finding)]
    asked_for = {name for f in found.findings for name in map(question_of, f.missing)}
    return ScreeningView(
        overall=found.overall,
        headline=texts.say(f"screening.overall.{found.overall}"),
        lead=texts.say(f"screening.lead.{found.overall}"),
        day=texts.say("screening.day", date=result.today.isoformat()),
        emergency=tuple(first),
        groups=tuple(_group(_join_open(views, result.items, first), texts)),
        medicines=tabulate_medicines(found.recognised, texts),
        answers=tabulate_answers(result, texts),
        unanswered=tuple(
            Missing(item.ask, item.id)
            for item in result.items
            if item.id in found.unanswered and item.id not in asked_for
        ),
        has_opioid_finding=any(
            WITHDRAWAL_TOPIC in f.topics and not f.missing for f in found.findings
        ),
        sources=sources.lines(),
    )


def is_emergency(finding: Finding) -> bool:
    """Return whether help comes before everything else."""
    return finding.level == "stop" and finding.topics[:1] == (EMERGENCY_TOPIC,)


def _view(finding: Finding, result: ScreeningResult, sources: Sources, texts: Texts) -> FindingView:
    """Return one finding in words."""
    items = {item.id: item for item in result.items}
    level = "open" if finding.missing else finding.level
    written = [given.as_written for given in finding.inputs]
    because = (
        _tell_input(given.name, given.as_written, items, texts)
        for given in finding.inputs
        # A medicine with the day of its last dose says what its name alone says.
        if not any(one.startswith(f"{given.as_written}, ") for one in written)
    )
    return FindingView(
        rule=finding.rule,
        level=level,
        badge=texts.say(f"screening.level.{level}"),
        title=finding.title,
        text=finding.text,
        prescriber=finding.prescriber_text,
        because=tuple(dict.fromkeys(because)),
        missing=tuple(dict.fromkeys(_tell_missing(name, items, texts) for name in finding.missing)),
        marks=tuple(sorted(sources.cite(map(cite_fact, finding.citations)))),
    )


def _tell_input(name: str, written: str, items: dict[str, Item], texts: Texts) -> Reason:
    """Return an answer with its question; a medicine as it was written."""
    item = items.get(question_of(name))
    if item is None or item.kind == "medicines":
        return Reason(texts.say("screening.because_medicine"), "", written)
    label = texts.say("screening.because")
    return Reason(label, item.ask, show_answer(item, written, texts))


def _tell_missing(name: str, items: dict[str, Item], texts: Texts) -> Missing:
    """Return what is not known, and the question that asks for it."""
    if (item := items.get(question_of(name))) is not None:
        return Missing(item.ask, item.id)
    key = f"screening.fact.{name}"
    return Missing(texts.say(key) if texts.has(key) else name, MEDICINES)


def _group(views: Iterable[FindingView], texts: Texts) -> Iterator[Group]:
    """Yield the findings by level; what waits for an answer follows what is known to ask."""
    listed = _join_same(views)
    for level in (*LEVELS[:2], "open", *LEVELS[2:]):
        if findings := tuple(view for view in listed if view.level == level):
            heading = texts.say(f"screening.group.{level}")
            yield Group(level, heading, texts.say(f"screening.group_note.{level}"), findings)


def _join_same(views: Iterable[FindingView]) -> list[FindingView]:
    """Tell once what several rules say in the same words, with all that it rests on."""
    joined: dict[tuple[str, str], FindingView] = {}
    for view in views:
        key = view.level, view.text
        if (same := joined.get(key)) is not None:
            because = tuple(dict.fromkeys((*same.because, *view.because)))
            marks = tuple(dict.fromkeys((*same.marks, *view.marks)))
            view = replace(same, because=because, marks=marks)
        joined[key] = view
    return list(joined.values())


def _join_open(
    views: Iterable[tuple[Finding, FindingView]],
    items: Iterable[Item],
    leave_out: Iterable[FindingView],
) -> Iterator[FindingView]:
    """Yield all findings but some; of those that wait for the same question, the gravest.

    What waits for an answer comes in the order of the form, the gravest rules first.
    """
    places = {item.id: place for place, item in enumerate(items)}
    waiting: dict[tuple[str, object], tuple[Finding, FindingView]] = {}
    for finding, view in views:
        if not finding.missing:
            if view not in leave_out:
                yield view
            continue
        # What is not known of a medicine is another thing for each of them.
        key = view.missing[0].field, view.because if _is_about_medicine(finding) else ()
        if key not in waiting or _weigh(finding) < _weigh(waiting[key][0]):
            waiting[key] = finding, view
    ranked = sorted(
        waiting.values(),
        # Without a list of medicines most of the check has not been done.
        key=lambda one: (
            one[1].missing[0].field != MEDICINES,
            _weigh(one[0])[0],
            places.get(one[1].missing[0].field, -1),
        ),
    )
    yield from (view for _, view in ranked)


def _is_about_medicine(finding: Finding) -> bool:
    """Return whether a rule looks at one medicine."""
    return any(given.name == "medicine" for given in finding.inputs)


def _weigh(finding: Finding) -> tuple[int, int]:
    """Return how grave a rule is, 0 for the gravest, and how much it waits for."""
    return LEVELS.index(finding.would_be), len(finding.missing)
