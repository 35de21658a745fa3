"""The blockade of a regimen as plain data; the contract of `lowdose blockade --json`."""

from typing import TYPE_CHECKING, Any

from lowdose.pharmacology.events import list_events
from lowdose.report.blockade.surgery import tell_surgery
from lowdose.report.blockade.view import list_sources
from lowdose.report.blockade.words import tell_note
from lowdose.report.knowledge import plain_data
from lowdose.report.texts import Texts, load_texts, plain

if TYPE_CHECKING:
    from lowdose.pharmacology.curve import FloatArray, HoursAbove, Model, TimeBelow
    from lowdose.pharmacology.regimen import Regimen
    from lowdose.pharmacology.result import Blockade, Level, ModelBlockade

SCHEMA = "lowdose.blockade/1"
#: Digits behind the point of shares, in percent, and of times, in hours: finer than any model.
PERCENT_DIGITS, HOUR_DIGITS, LEVEL_DIGITS = 4, 4, 6


def blockade_document(known: "Blockade", language: str = "en") -> dict[str, Any]:
    """Return the blockade of a regimen as plain data.

    Parameters
    ----------
    known : Blockade
        What the workflow computed.
    language : str
        Language of the sentences.

    Returns
    -------
    dict
        Shares in percent, times in hours. The curve of the model that was asked for stands at
        the top, M1 where both were; the other's durations, with both its curve too, stand
        under `other`.
    """
    texts = load_texts(language)
    return {
        "schema": SCHEMA,
        "disclaimer": texts.say("blockade.disclaimer"),
        "model": known.model,
        "warnings": list(texts.lines("blockade_page.warning.points")),
        "unit": "percent",
        "persons": known.n_persons,
        **_curves(known),
        "events": [plain_data(event) for event in list_events(known.regimen)],
        "regimen": _regimen(known.regimen),
        "notes": [
            {"code": note.code, "text": tell_note(note, texts), "values": dict(note.values)}
            for note in known.notes
        ],
        "surgery": _surgery(known, texts),
        "dose_finding": [
            {"fact": plain_data(dose.fact), "peak": round(100.0 * dose.peak, PERCENT_DIGITS)}
            for dose in known.tried
        ],
        "washout": plain_data(known.washout),
        "exposure": {
            "model": known.exposure.model,
            "unit": "share of steady state",
            "days": _round(known.exposure.share, LEVEL_DIGITS),
        },
        "plasma": _plasma(known),
        "parameters": plain_data(known.parameters),
        "sources": plain_data({name: known.sources[name] for name, _, _ in list_sources(known)}),
    }


def _curves(known: "Blockade") -> dict[str, Any]:
    """Return what the models say, the one that was asked for first."""
    name: Model = "M1" if known.model == "M0" else "M0"
    other = known.models[name]
    told = _model(other) if known.model == "both" else _durations(other)
    return {**_model(known.headline), "other": {"model": name, **told}}


def _model(of_model: "ModelBlockade") -> dict[str, Any]:
    """Return the curve of one model, with its durations."""
    curve = of_model.curve
    shares = {"typical": curve.typical, "median": curve.median}
    return {
        "times_h": _round(curve.times_h, HOUR_DIGITS),
        **{name: _round(100.0 * line, PERCENT_DIGITS) for name, line in shares.items()},
        "band50": [_round(100.0 * line, PERCENT_DIGITS) for line in curve.band50],
        "band95": [_round(100.0 * line, PERCENT_DIGITS) for line in curve.band95],
        **_durations(of_model),
    }


def _durations(of_model: "ModelBlockade") -> dict[str, Any]:
    """Return how long blockade lasts, and its height after the last dose."""
    return {
        "below": {_percent_key(b.threshold): _below(b) for b in of_model.below},
        "above": {_percent_key(a.threshold): _above(a) for a in of_model.above},
        "peak": _level(of_model.peak),
        "after_last_dose": [_level(level) for level in of_model.after],
    }


def _percent_key(threshold: float) -> str:
    """Return a threshold as whole percent: `10`."""
    return f"{100.0 * threshold:g}"


def _below(below: "TimeBelow") -> dict[str, float]:
    return {
        "typical_h": below.typical_h,
        "median_h": below.median_h,
        "p025_h": below.p025_h,
        "p975_h": below.p975_h,
    }


def _above(above: "HoursAbove") -> dict[str, float]:
    return {
        "typical_h": above.typical_h,
        "median_h": above.median_h,
        "p025_h": above.low_h,
        "p975_h": above.high_h,
    }


def _level(level: "Level") -> dict[str, Any]:
    """Return blockade at one time after the last dose."""
    return {
        "time_h": round(level.hours, HOUR_DIGITS),
        "typical": round(100.0 * level.typical, PERCENT_DIGITS),
        "median": round(100.0 * level.median, PERCENT_DIGITS),
        "band95": [round(100.0 * share, PERCENT_DIGITS) for share in (level.low, level.high)],
        "dose_ratio": {
            "typical": round(level.ratio, PERCENT_DIGITS),
            "band95": [round(r, PERCENT_DIGITS) for r in (level.ratio_low, level.ratio_high)],
        },
    }


def _regimen(regimen: "Regimen") -> dict[str, Any]:
    """Return the doses with their wall-clock times, where they have dates."""
    return {
        "n_days": regimen.n_days,
        "first_day": regimen.first_day.isoformat() if regimen.is_dated else None,
        "timezone": regimen.zone if regimen.is_dated else None,
        "last_dose_h": regimen.last_h,
        "missed_days": list(regimen.missed),
        "unknown_days": list(regimen.unknown),
        "doses": [
            {
                "time_h": hours,
                "mg": dose.mg,
                "utc": dose.time.isoformat() if regimen.is_dated else None,
                "local": regimen.local(hours).isoformat() if regimen.is_dated else None,
            }
            for dose, hours in zip(regimen.doses, regimen.times_h, strict=True)
        ],
    }


def _surgery(known: "Blockade", texts: Texts) -> dict[str, Any]:
    """Return what there is to know before a planned operation, the longest bound first."""
    slow = known.models["M1"]
    return {
        "upper_bound_h": {_percent_key(b.threshold): b.p975_h for b in slow.below},
        "guidelines_h": [known.surgery.low_h, known.surgery.high_h],
        "guidelines": [plain_data(guideline) for guideline in known.surgery.guidelines],
        "remarks": [plain_data(fact) for fact in known.surgery.remarks],
        "text": [plain(sentence) for sentence in tell_surgery(known, texts)],
    }


def _plasma(known: "Blockade") -> dict[str, Any]:
    """Return the levels in the blood, marked for what they are."""
    plasma = known.plasma
    return {
        "order_of_magnitude_only": True,
        "unit": "ng/mL",
        "naltrexone": _round(plasma.naltrexone_ng_ml, LEVEL_DIGITS),
        "naltrexol": _round(plasma.naltrexol_ng_ml, LEVEL_DIGITS),
    }


def _round(values: "FloatArray", digits: int) -> list[float]:
    """Return numbers with so many digits behind the point."""
    return [round(value, digits) for value in values.tolist()]
