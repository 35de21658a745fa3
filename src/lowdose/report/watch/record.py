"""What the watch found as plain data; the contract of `lowdose watch --json`."""

from typing import Any

from lowdose.medicines.recognise import Recognised
from lowdose.report.citations import cite_plain
from lowdose.report.knowledge import plain_data
from lowdose.report.texts import load_texts
from lowdose.report.watch.view import question_of
from lowdose.safety.alerts import Alert
from lowdose.safety.monitoring import LabPoint
from lowdose.safety.side_effects import SideEffect
from lowdose.safety.watch_result import Watch


def watch_document(watch: Watch, language: str = "en") -> dict[str, Any]:
    """Return what the watch found as plain data.

    Parameters
    ----------
    watch : Watch
        What the workflow found.
    language : str
        Language of the sentences.

    Returns
    -------
    dict
        `urgency` is `emergency`, `today`, `next-visit` or `none`, never that somebody is
        safe; alerts to act on come first, the most urgent first.
    """
    texts = load_texts(language)
    current = [alert for alert in watch.alerts if alert.is_current]
    urgency = current[0].urgency if current else "none"
    return {
        "urgency": urgency,
        "title": texts.say(f"watch.headline.{urgency}"),
        "today": watch.today.isoformat(),
        "start": plain_data(watch.start),
        "last_check": plain_data(watch.last_check),
        "trial": {"effect": watch.trial, "since": plain_data(watch.trial_since)},
        "alerts": [_alert(alert, watch) for alert in watch.alerts],
        "unblinding": list(texts.lines("watch_unblinding.lines")),
        "tests": plain_data(watch.tests),
        "labs": [_lab(point) for point in watch.labs],
        "side_effects": [_side_effect(effect) for effect in watch.side_effects],
        "recognised": [_recognised(reading) for reading in watch.recognised],
        "notices": list(watch.notices),
        "disclaimer": texts.say("disclaimer.short"),
    }


def _alert(alert: Alert, watch: Watch) -> dict[str, Any]:
    """Return one alert."""
    return {
        "rule": alert.rule,
        "urgency": alert.urgency,
        "is_open": alert.is_open,
        "is_current": alert.is_current,
        "trial": alert.trial,
        "title": alert.title,
        "text": alert.text,
        "prescriber_text": alert.prescriber_text,
        "first": alert.first.isoformat(),
        "last": alert.last.isoformat(),
        "n_days": alert.n_days,
        "inputs": [plain_data(ground) for ground in alert.grounds],
        "missing": list(dict.fromkeys(map(question_of, alert.missing))),
        "sources": [cite_plain(citation, watch.sources) for citation in alert.citations],
        "topics": list(alert.topics),
    }


def _recognised(reading: Recognised) -> dict[str, Any]:
    """Return one reading of a new medicine."""
    return {
        "as_written": reading.as_written,
        "is": reading.medicine or None,
        "role": reading.role or None,
        "group": reading.group or None,
        "code": reading.code or None,
        "confidence": reading.confidence,
    }


def _lab(point: LabPoint) -> dict[str, Any]:
    """Return one laboratory value."""
    plain = {"test": point.test, "day": point.day.isoformat(), **plain_data(point.lab)}
    return {**plain, "times_limit": point.times_limit}


def _side_effect(effect: SideEffect) -> dict[str, Any]:
    """Return own and published rates of one side effect."""
    return {
        "name": effect.name,
        "design_effect": effect.design_effect,
        "own": plain_data(effect.rates),
        "published": [
            {"data_set": one.data_set.id, "title": one.data_set.title, **plain_data(one.rate)}
            for one in effect.published
        ],
    }
