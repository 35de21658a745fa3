"""A screening as plain data; the contract of `lowdose screen --json`."""

from typing import Any

from lowdose.medicines.recognise import Recognised
from lowdose.report.citations import cite_plain
from lowdose.report.screening.words import question_of
from lowdose.report.texts import load_texts
from lowdose.safety.finding import Finding
from lowdose.safety.screened import ScreeningResult


def screening_document(result: ScreeningResult, language: str = "en") -> dict[str, Any]:
    """Return a screening as plain data.

    Parameters
    ----------
    result : ScreeningResult
        What the workflow found.
    language : str
        Language of the headline and of what the check can't see.

    Returns
    -------
    dict
        `overall` is `stop`, `ask` or `none_found`, never that somebody is safe; findings
        are in the order of their weight.
    """
    texts = load_texts(language)
    found = result.screening
    return {
        "overall": found.overall,
        "title": texts.say(f"screening.overall.{found.overall}"),
        "today": result.today.isoformat(),
        "findings": [_finding(finding, result) for finding in found.findings],
        "recognised": [_recognised(reading) for reading in found.recognised],
        "unanswered": list(found.unanswered),
        "answers": {
            item.id: answer.as_written
            for item in result.items
            if (answer := result.profile.answers.get(item.id)) is not None
        },
        "limits": list(texts.lines("screening.limits.points")),
        "disclaimer": texts.say("disclaimer.short"),
    }


def _finding(finding: Finding, result: ScreeningResult) -> dict[str, Any]:
    """Return one finding."""
    return {
        "level": finding.level,
        "rule": finding.rule,
        # Of a rule that waits for an answer the title would claim what is not known.
        "title": None if finding.missing else finding.title,
        "text": finding.text,
        "prescriber_text": finding.prescriber_text,
        "sources": [cite_plain(citation, result.sources) for citation in finding.citations],
        "inputs": [given.as_written for given in finding.inputs],
        "missing": list(dict.fromkeys(map(question_of, finding.missing))),
        "topics": list(finding.topics),
    }


def _recognised(reading: Recognised) -> dict[str, Any]:
    """Return one reading of a medicine; `is` is null where it is not known."""
    return {
        "as_written": reading.as_written,
        "is": reading.medicine or reading.name or None,
        "name": reading.name or None,
        "role": reading.role or "unrecognised",
        "code": reading.code or None,
        "group": reading.group or None,
        "confidence": reading.confidence,
        "part": reading.part,
        "disagrees": reading.disagrees,
    }
