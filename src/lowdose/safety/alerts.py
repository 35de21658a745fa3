"""Dated alerts: every rule of the watch over every day, repeated days joined, most urgent first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from lowdose.knowledge.criteria import parse_criterion
from lowdose.knowledge.records import AlertRule, Citation
from lowdose.safety.evaluate import Truth, evaluate
from lowdose.safety.watch_days import NEW_MEDICINE, DayFacts, Watched, iterate_days

Urgency = Literal["emergency", "today", "next-visit"]
TrialEffect = Literal["goes-on", "pauses", "ends"]
#: The most urgent first.
URGENCIES: tuple[Urgency, ...] = ("emergency", "today", "next-visit")
#: What weighs most last.
TRIAL_EFFECTS: tuple[TrialEffect, ...] = ("goes-on", "pauses", "ends")
#: For how long an alert stays among those to act on, unless a newer answer refutes it. [d]
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that an alert rests on.

    Parameters
    ----------
    name : str
        As rules name it.
    as_written : str
        As the person wrote it.
    day : datetime.date
        When.
    """

    name: str
    as_written: str
    day: date


@dataclass(frozen=True, slots=True)
class Alert:
    """What one rule found, on one day or several.

    Parameters
    ----------
    rule : str
        Id of the rule.
    urgency : {'emergency', 'today', 'next-visit'}
        That of the rule; an emergency that is not sure, because an answer that decides is
        missing, is asked about today.
    trial : {'goes-on', 'pauses', 'ends'}
        What it means for a running trial; an open question changes nothing.
    title, text, prescriber_text : str
        What was found; for the person; for the prescriber.
    first, last : datetime.date
        First and last day it was noted.
    n_days : int
        Number of days on which it was noted.
    is_open : bool
        Whether an answer that decides is missing.
    is_current : bool
        False where it was long ago, or a newer answer refutes it.
    grounds : tuple of Ground
        What it rests on, as last noted.
    missing : tuple of str
        Names of what would decide.
    topics : tuple of str
        Ids of topics that say more.
    citations : tuple of Citation
        Where the rule comes from.
    """

    rule: str
    urgency: Urgency
    trial: TrialEffect
    title: str
    text: str
    prescriber_text: str
    first: date
    last: date
    n_days: int
    is_open: bool
    is_current: bool
    grounds: tuple[Ground, ...]
    missing: tuple[str, ...]
    topics: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that applies, or is open, on one day."""

    rule: AlertRule
    truth: Truth
    day: date
    grounds: tuple[Ground, ...]


def find_alerts(watched: Watched, rules: Iterable[AlertRule]) -> tuple[Alert, ...]:
    """Apply every rule to every day.

    Parameters
    ----------
    watched : Watched
        Log, diary and plan.
    rules : iterable of AlertRule
        All rules.

    Returns
    -------
    tuple of Alert
        Those to act on first, the most urgent first, then the latest. A rule gives at
        most one alert for what is known and one for what is open.
    """
    days = list(iterate_days(watched))
    alerts = [alert for rule in rules for alert in _follow(rule, days, watched.today)]
    asked = [alert for alert in alerts if not alert.is_open or not _is_outdone(alert, alerts)]
    return tuple(sorted(asked, key=_rank))


def judge_trial(alerts: Iterable[Alert]) -> tuple[TrialEffect, date | None]:
    """Return what the alerts mean for a running trial, and since when.

    Parameters
    ----------
    alerts : iterable of Alert
        All alerts. A trial that has ended stays ended; it pauses while the alert is current.

    Returns
    -------
    effect : {'goes-on', 'pauses', 'ends'}
        The heaviest of all.
    since : datetime.date or None
        First day of it.
    """
    counted = [a for a in alerts if a.is_current or a.trial == "ends"]
    for effect in reversed(TRIAL_EFFECTS[1:]):
        since = [alert.first for alert in counted if alert.trial == effect]
        if since:
            return effect, min(since)
    return "goes-on", None


def _follow(rule: AlertRule, days: Sequence[DayFacts], today: date) -> Iterator[Alert]:
    """Yield the alert of one rule over all days, and its question where one is left open."""
    hits: list[Hit] = []
    asked: list[Hit] = []
    refuted: date | None = None
    for day in days:
        found = list(_apply(rule, day))
        known = [hit for hit in found if hit.truth.applies]
        hits += known
        if known:
            asked, refuted = [], None
        elif found:
            asked += [hit for hit in found if hit.day == day.day or asked]
        else:
            refuted = day.day if _refutes(rule, day) else refuted
            asked = [hit for hit in asked if not _is_answered(hit, day)]
    if hits:
        last = max(hit.day for hit in hits)
        holds = any(hit.truth.applies for hit in _apply(rule, days[-1]))
        is_recent = today - last <= RECENT and not (refuted is not None and refuted > last)
        yield _join(rule, hits, is_current=holds or is_recent)
    if asked:
        last = max(hit.day for hit in asked)
        is_open = any(True for _ in _apply(rule, days[-1]))
        yield _join(rule, asked, is_current=is_open or today - last <= RECENT)


def _apply(rule: AlertRule, day: DayFacts) -> Iterator[Hit]:
    """Yield what a rule finds on one day, once for each new medicine it looks at."""
    scopes = day.medicines if day.medicines and _looks_at_medicines(rule) else (day,)
    for scope in scopes:
        truth = evaluate(rule.when, scope.facts)
        if truth.applies or (truth.applies is None and rule.if_unknown and _has_sign(rule, scope)):
            grounds = tuple(
                Ground(name, scope.facts[name].as_written, scope.dates[name])
                for name in truth.used
                # What nobody wrote, such as a value at the start that is not there, is no ground.
                if scope.facts[name].as_written
            )
            yield Hit(rule, truth, max(ground.day for ground in grounds), grounds)


def _looks_at_medicines(rule: AlertRule) -> bool:
    return any(line.startswith(NEW_MEDICINE) for lines in rule.when for line in lines)


def _has_sign(rule: AlertRule, day: DayFacts) -> bool:
    """Return whether the sign, the first line of an alternative that is open, is there."""
    for lines in rule.when:
        truth = evaluate((lines,), day.facts)
        if truth.applies is None and parse_criterion(lines[0]).name in truth.used:
            return True
    return False


def _refutes(rule: AlertRule, day: DayFacts) -> bool:
    """Return whether what was noted on a day says that a rule does not apply."""
    truth = evaluate(rule.when, day.facts)
    return truth.applies is False and any(day.dates[name] == day.day for name in truth.used)


def _is_answered(hit: Hit, day: DayFacts) -> bool:
    """Return whether everything that was asked for is known on a later day."""
    return all(name in day.facts for name in hit.truth.missing)


def _is_outdone(question: Alert, alerts: Iterable[Alert]) -> bool:
    """Return whether something more urgent of the same subject is known, so that it may rest."""
    urgency = URGENCIES.index(question.urgency)
    return any(
        not alert.is_open
        and alert.is_current
        and URGENCIES.index(alert.urgency) < urgency
        and set(question.topics) <= set(alert.topics)
        for alert in alerts
    )


def _join(rule: AlertRule, hits: Sequence[Hit], *, is_current: bool) -> Alert:
    """Join the days on which a rule found the same into one alert."""
    latest = max(hits, key=lambda hit: hit.day)
    is_open = latest.truth.applies is None
    days = {hit.day for hit in hits}
    urgency: Urgency = "today" if is_open and rule.urgency == "emergency" else rule.urgency
    alert = Alert(
        rule=rule.id,
        urgency=urgency,
        trial=rule.trial,
        title=rule.title,
        text=rule.text,
        prescriber_text=rule.prescriber_text,
        first=min(days),
        last=max(days),
        n_days=len(days),
        is_open=is_open,
        is_current=is_current,
        grounds=_list_grounds(hits, latest.day),
        missing=latest.truth.missing,
        topics=rule.topics,
        citations=rule.citations,
    )
    return replace(alert, text=rule.if_unknown, trial="goes-on") if is_open else alert


def _list_grounds(hits: Iterable[Hit], last: date) -> tuple[Ground, ...]:
    """Return what the last day rests on, each thing once."""
    grounds: dict[str, Ground] = {}
    for hit in hits:
        if hit.day == last:
            for ground in hit.grounds:
                grounds.setdefault(ground.as_written + ground.name, ground)
    return tuple(grounds.values())


def _rank(alert: Alert) -> tuple[bool, int, bool, int, str]:
    """Put what is to act on first, then the most urgent, the known, the latest."""
    urgency = URGENCIES.index(alert.urgency)
    return not alert.is_current, urgency, alert.is_open, -alert.last.toordinal(), alert.rule
