"""Sentences about what trials found, from the pooled numbers."""

import math
from typing import TYPE_CHECKING

from lowdose.report.texts import Texts

if TYPE_CHECKING:
    from lowdose.evidence.pooling import Pooled
    from lowdose.evidence.synthesis import Synthesis
    from lowdose.evidence.verdict import EfficacyVerdict
    from lowdose.knowledge.records import Condition

#: Differences that are told as none, as a share of the least that is shown. [points]
LEAST_SHOWN = 0.05


def measured_name(outcome: str, texts: Texts) -> str:
    """Return what an outcome is called inside a sentence."""
    key = f"measured.{outcome}"
    return texts.word(key) if texts.has(key) else outcome.replace("-", " ")


def tell_unit(synthesis: "Synthesis", texts: Texts) -> str:
    """Return the unit of what is shown, short: `points (0–10)`; ratios are shown as such."""
    if synthesis.measure == "log RR":
        return texts.word("scale.ratio")
    words = synthesis.unit.replace("-", "–").split()
    scale = next((word for word in words if "–" in word), "")
    if "points" in words and scale:
        return texts.word("scale.points", scale=scale)
    return texts.word("scale.unit", unit=synthesis.unit)


def count_trials(n: int, texts: Texts) -> str:
    """Return `one trial`, `three trials`, `12 trials`."""
    if n == 1:
        return texts.word("trials.one")
    key = f"numbers.{n}"
    return texts.word("trials.other", n=texts.word(key) if texts.has(key) else n)


def tell_pooled(synthesis: "Synthesis", condition: "Condition", texts: Texts) -> str:
    """Return one sentence on the pooled effect, with marks around what is to be bold.

    Parameters
    ----------
    synthesis : Synthesis
        The pooled effect.
    condition : Condition
        Its own sentence stands where nothing was pooled.
    texts : Texts
        Sentences of the language.
    """
    pooled = synthesis.pooled
    outcome = measured_name(synthesis.outcome, texts)
    if pooled is None:
        return condition.says
    shared = {
        "studies": count_trials(pooled.k, texts),
        "people": synthesis.n_people,
        "outcome": outcome,
    }
    if synthesis.measure == "log RR":
        ratio, low, high = (tell_ratio(x, texts) for x in (pooled.mean, *pooled.ci95))
        return texts.marked("pooled.ratio", ratio=ratio, low=low, high=high, **shared)
    is_none = abs(pooled.mean) < LEAST_SHOWN
    return texts.marked(
        "pooled.no_difference" if is_none else "pooled.difference",
        points=texts.points(pooled.mean),
        unit=tell_unit(synthesis, texts),
        direction=_direction(pooled.mean, texts),
        near=tell_difference(pooled.ci95[0], texts),
        far=tell_difference(pooled.ci95[1], texts),
        **shared,
    )


def tell_judgement(verdict: "EfficacyVerdict", synthesis: "Synthesis", texts: Texts) -> str:
    """Return what follows for the sentence "it helps", or how often a harm came."""
    is_harm = synthesis.measure == "log RR" and synthesis.lower_is_better
    if is_harm and texts.has(f"judged_harm.{verdict.key}"):
        return texts.say(f"judged_harm.{verdict.key}")
    return texts.say(f"judged.{verdict.key}")


def tell_ratio(log_ratio: float, texts: Texts) -> str:
    """Return a ratio with two decimals."""
    return f"{math.exp(log_ratio):.2f}".replace(".", texts.word("decimal_mark"))


def tell_difference(value: float, texts: Texts) -> str:
    """Return a difference as size and direction: `0.8 lower`."""
    if abs(value) < LEAST_SHOWN:
        return texts.word("toward.same")
    return f"{texts.points(value)} {_direction(value, texts)}"


def tell_effect(synthesis: "Synthesis", pooled: "Pooled", texts: Texts) -> str:
    """Return effect and interval for a table: `−0.2 (−0.8 to 0.3)`, or a ratio."""
    return tell_numbers(synthesis, pooled.mean, pooled.ci95, texts)


def tell_numbers(
    synthesis: "Synthesis", mean: float, interval: tuple[float, float], texts: Texts
) -> str:
    """Return an effect with its interval for a table."""
    if synthesis.measure == "log RR":
        shown = [tell_ratio(x, texts) for x in (mean, *interval)]
    else:
        shown = [_signed(x, texts) for x in (mean, *interval)]
    return f"{shown[0]} ({shown[1]} {texts.word('to')} {shown[2]})"


def _signed(value: float, texts: Texts) -> str:
    """Return a number with two decimals and its sign."""
    shown = f"{value:.2f}"
    shown = "0.00" if shown == "-0.00" else shown
    return shown.replace(".", texts.word("decimal_mark")).replace("-", texts.word("minus"))


def _direction(value: float, texts: Texts) -> str:
    return texts.word("toward.lower" if value < 0 else "toward.higher")
