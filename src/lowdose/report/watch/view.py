"""What the watch found in words: alerts, the trial, tests, for page and text alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lowdose.knowledge.criteria import WATCH_NAMES
from lowdose.question.reply import SourceLine
from lowdose.report.citations import Sources, cite_fact
from lowdose.report.tables import Table
from lowdose.report.texts import Texts
from lowdose.safety.alerts import Alert, Ground
from lowdose.safety.answers import show_written
from lowdose.safety.monitoring import LabPoint, PlannedTest
from lowdose.safety.watch_result import UNBLINDING, Watch

#: What the watch puts around the id of a question.
PREFIXES = ("days-since-", "days-to-")
SUFFIXES = ("-lately-times-limit", "-times-limit", "-times-baseline")
#: Grounds that say nothing the sentence of the alert does not.
UNKNOWN = "unknown-answers"
SILENT_GROUNDS = (UNKNOWN, "on-treatment", "new-medicine-reading")


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert in words.

    Parameters
    ----------
    urgency : str
        `emergency`, `today` or `next-visit`.
    badge : str
        The urgency in words.
    title, text, prescriber : str
        What was found; for the person; for the prescriber.
    is_open : bool
        Whether it is a question.
    when : str
        Day or days.
    grounds : str
        What it rests on; may be empty.
    missing : tuple of str
        Questions whose answer would decide.
    trial : tuple of str
        What it means for a running trial; empty where it goes on.
    marks : tuple of int
        Numbers of its sources.
    """

    urgency: str
    badge: str
    title: str
    text: str
    prescriber: str
    is_open: bool
    when: str
    grounds: str
    missing: tuple[str, ...]
    trial: tuple[str, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WatchView:
    """Everything a report of the watch shows, but side effects.

    Parameters
    ----------
    urgency : str
        The most urgent of what is to act on; `none` without an alert.
    headline : str
        The same in words.
    notes : tuple of str
        Days of the check and of the start.
    alerts, earlier : tuple of AlertView
        What to act on; what was noted before.
    trial : str
        What follows for a running trial; empty where it goes on.
    unblinding : tuple of str
        How a hidden trial is opened in an emergency; empty where no alert touches a trial.
    unblinding_marks : tuple of int
        Numbers of the sources behind it.
    tests : Table
        The plan of tests.
    labs : Table
        Laboratory values that were entered.
    medicines : tuple of str
        New medicines, as they were read.
    sources : tuple of SourceLine
        All sources, numbered.
    """

    urgency: str
    headline: str
    notes: tuple[str, ...]
    alerts: tuple[AlertView, ...]
    earlier: tuple[AlertView, ...]
    trial: str
    unblinding: tuple[str, ...]
    unblinding_marks: tuple[int, ...]
    tests: Table
    labs: Table
    medicines: tuple[str, ...]
    sources: tuple[SourceLine, ...]


def view_watch(watch: Watch, texts: Texts) -> WatchView:
    """Return what the watch found in words.

    Parameters
    ----------
    watch : Watch
        What the workflow found.
    texts : Texts
        Sentences of the language.
    """
    sources = Sources(watch, texts)
    current = [alert for alert in watch.alerts if alert.is_current]
    earlier = [alert for alert in watch.alerts if not alert.is_current]
    views = [_view(alert, watch, sources, texts) for alert in (*current, *earlier)]
    urgency = current[0].urgency if current else "none"
    touches = any(alert.trial != "goes-on" for alert in watch.alerts)
    return WatchView(
        urgency=urgency,
        headline=texts.say(f"watch.headline.{urgency}"),
        notes=tuple(_notes(watch, urgency, texts)),
        alerts=tuple(views[: len(current)]),
        earlier=tuple(views[len(current) :]),
        trial=_tell_trial(watch, texts),
        unblinding=texts.lines("watch_unblinding.lines") if touches else (),
        unblinding_marks=_cite_unblinding(watch, sources),
        tests=tabulate_tests(watch.tests, texts),
        labs=tabulate_labs(watch.labs, texts),
        medicines=tuple(dict.fromkeys(_tell_medicines(watch, texts))),
        sources=sources.lines(),
    )


def question_of(name: str) -> str:
    """Return the id of the question behind a name that rules use."""
    for prefix in PREFIXES:
        name = name.removeprefix(prefix) if name not in WATCH_NAMES else name
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def tell_date(day: date, texts: Texts) -> str:
    """Return a day in words."""
    month = texts.word("date.months").split()[day.month - 1]
    return texts.word("date.full", day=day.day, month=month, year=day.year)


def tabulate_tests(tests: Iterable[PlannedTest], texts: Texts) -> Table:
    """Return the plan of tests with what is done."""
    rows = []
    for test in tests:
        first, last = tell_date(test.first, texts), tell_date(test.last, texts)
        is_one_day = test.first == test.last
        when = first if is_one_day else texts.word("watch_tests.when", first=first, last=last)
        day = tell_date(test.done, texts) if test.done is not None else ""
        state = texts.word(f"watch_tests.{test.state}", day=day)
        rows.append((", ".join(test.asks), when, state))
    head = tuple(texts.say(f"watch_tests.column_{name}") for name in ("test", "when", "state"))
    return Table(texts.say("watch_tests.heading"), head, tuple(rows))


def _cite_unblinding(watch: Watch, sources: Sources) -> tuple[int, ...]:
    """Return the sources of how a hidden trial is opened; none where no alert touches one."""
    topic = watch.topics.get(UNBLINDING)
    return sources.cite(cite_fact(fact) for fact in topic.facts) if topic is not None else ()


def tabulate_labs(labs: Iterable[LabPoint], texts: Texts) -> Table:
    """Return the laboratory values with their multiples of the limit."""
    rows = tuple(
        (
            texts.word(f"watch_name.{point.test}"),
            tell_date(point.day, texts),
            f"{texts.number(point.lab.value)} {point.lab.unit}".strip(),
            texts.word(
                "watch_labs.times",
                times=texts.number(point.times_limit),
                limit=texts.number(point.lab.upper_limit),
            ),
        )
        for point in labs
    )
    head = tuple(
        texts.say(f"watch_labs.column_{name}") for name in ("test", "day", "value", "times")
    )
    return Table(texts.say("watch_labs.heading"), head, rows)


def _notes(watch: Watch, urgency: str, texts: Texts) -> Iterator[str]:
    """Yield on which days the check and the start were."""
    if urgency == "none":
        yield texts.say("watch.none_note")
    yield texts.say("watch.day", today=tell_date(watch.today, texts))
    if watch.start is not None:
        yield texts.say("watch.start", start=tell_date(watch.start, texts))
    else:
        yield texts.say("watch.no_start")
    if watch.last_check is None:
        yield texts.say("watch.no_check")
    else:
        yield texts.say("watch.last_check", day=tell_date(watch.last_check, texts))


def _tell_trial(watch: Watch, texts: Texts) -> str:
    """Return what follows for a running trial."""
    if watch.trial_since is None:
        return ""
    key = "watch_trial.ended" if watch.trial == "ends" else "watch_trial.paused"
    return texts.say(key, day=tell_date(watch.trial_since, texts))


def _view(alert: Alert, watch: Watch, sources: Sources, texts: Texts) -> AlertView:
    """Return one alert in words."""
    first, last = tell_date(alert.first, texts), tell_date(alert.last, texts)
    key = "watch.one_day" if alert.first == alert.last else "watch.days"
    grounds = [
        _tell_ground(ground, alert, watch, texts)
        for ground in alert.grounds
        if ground.name not in SILENT_GROUNDS and ground.as_written != "–"
    ]
    listed = "; ".join(dict.fromkeys(grounds))
    trial: tuple[str, ...] = ()
    if alert.trial != "goes-on":
        keys = (f"watch_trial.{alert.trial}", "watch_trial.act_as_if")
        trial = tuple(texts.say(key) for key in keys)
    return AlertView(
        urgency=alert.urgency,
        badge=texts.say(f"{'watch_urgency' if alert.is_current else 'watch_was'}.{alert.urgency}"),
        title=alert.title,
        text=alert.text,
        prescriber=alert.prescriber_text,
        is_open=alert.is_open,
        when=texts.say(key, day=last, first=first, last=last, n=alert.n_days),
        grounds=texts.say("watch.from", list=listed) if listed else "",
        missing=tuple(dict.fromkeys(_ask(name, watch, texts) for name in _list_missing(alert))),
        trial=trial,
        marks=sources.cite(cite_fact(citation) for citation in alert.citations),
    )


def _list_missing(alert: Alert) -> Iterator[str]:
    """Yield the names of what is not known, also where that is all an alert says."""
    yield from alert.missing
    for ground in alert.grounds:
        if ground.name == UNKNOWN:
            yield from ground.as_written.split(", ")


def _tell_ground(ground: Ground, alert: Alert, watch: Watch, texts: Texts) -> str:
    """Return what an alert rests on, with its day where the alert has another."""
    question = question_of(ground.name)
    item = watch.items.get(question)
    written = show_written(item, ground.as_written) if item is not None else ground.as_written
    key = "watch.ground_plain" if ground.day == alert.last else "watch.ground"
    day = tell_date(ground.day, texts)
    return texts.word(key, name=texts.word(f"watch_name.{question}"), written=written, day=day)


def _ask(name: str, watch: Watch, texts: Texts) -> str:
    """Return the question whose answer is missing."""
    question = question_of(name)
    if texts.has(f"watch_ask.{question}"):
        return texts.say(f"watch_ask.{question}")
    item = watch.items.get(question)
    return item.ask if item is not None else texts.say(f"watch_name.{question}")


def _tell_medicines(watch: Watch, texts: Texts) -> Iterator[str]:
    """Yield every reading of every new medicine."""
    for reading in watch.recognised:
        if reading.role:
            name = reading.name or reading.part
            role = texts.word(f"watch_role.{reading.role}")
            yield texts.word(
                "watch.recognised_row", written=reading.as_written, name=name, role=role
            )
        else:
            yield texts.word("watch.recognised_unknown", written=reading.part)
