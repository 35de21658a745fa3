"""The answer as plain data, in the form that other programs read."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from lowdose.inference.answer import (
    Answer,
    Effect,
    Hyper,
    Level,
    Remark,
    Sensitivity,
    SimpleComparison,
)
from lowdose.report.sentences import has_numbers, tell_remark, withhold_unreliable
from lowdose.report.texts import Texts, load_texts
from lowdose.terms import Outcome

ONE_SCHEMA = "lowdose.answer/1"
MANY_SCHEMA = "lowdose.answers/1"


def answer_document(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain data, ready for JSON.

    Parameters
    ----------
    answer : Answer
        What the analysis found.

    Returns
    -------
    dict
        As `report/schema/answer.schema.json` describes it; numbers with six significant
        digits, null where there is none or it may not be stated.
    """
    texts = load_texts()
    answer = withhold_unreliable(answer)
    stated = has_numbers(answer)
    return {
        "schema": ONE_SCHEMA,
        "person": answer.person,
        "outcome": _outcome_data(answer.outcome),
        "treatment": answer.treatment,
        "reference": answer.reference,
        "reached": _effect_data(answer.reached) if stated else None,
        "steady": _steady_data(answer) if stated else None,
        "mcid": tidy(answer.mcid),
        "verdict": str(answer.verdict),
        "reasons": [_remark_data(remark, answer, texts) for remark in answer.reasons],
        "sensitivity": [_sensitivity_data(s) for s in answer.sensitivity] if stated else [],
        "own_data_weight": tidy(answer.own_data_weight) if stated else None,
        "hyper": _hyper_data(answer.hyper) if stated else None,
        "data": _data_data(answer),
        "reliable": answer.reliable,
        "warnings": [_remark_data(remark, answer, texts) for remark in answer.warnings],
        "prior": answer.prior,
        "prior_provisional": answer.prior_provisional,
        "period_prior": answer.period_prior,
        "level_treatment": _level_data(answer.level_treatment) if stated else None,
        "level_reference": _level_data(answer.level_reference) if stated else None,
        "simple_comparison": _simple_data(answer.simple) if stated else None,
        "pair_differences": [
            {"pair": pair.pair, "difference": tidy(pair.difference)}
            for pair in answer.pair_differences
            if stated
        ],
        "secondary": [
            {"outcome": _outcome_data(other.outcome), "reached": _effect_data(other.reached)}
            for other in answer.secondary
            if stated
        ],
    }


def answers_document(answers: Sequence[Answer]) -> dict[str, Any]:
    """Return one answer as it is, and several as a list of them.

    Parameters
    ----------
    answers : sequence of Answer
        At least one.

    Returns
    -------
    dict
        `answer_document` of the only answer, else `{"schema", "answers"}`.
    """
    documents = [answer_document(answer) for answer in answers]
    return documents[0] if len(documents) == 1 else {"schema": MANY_SCHEMA, "answers": documents}


def tidy(value: float | None) -> float | None:
    """Return a number with six significant digits; None where it is none."""
    return float(f"{value:.6g}") if value is not None and isfinite(value) else None


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome with its scale."""
    return {
        "name": outcome.name,
        "scale": [tidy(outcome.low), tidy(outcome.high)],
        "higher_is_worse": outcome.higher_is_worse,
    }


def _effect_data(effect: Effect | None) -> dict[str, Any] | None:
    """Return an effect."""
    if effect is None:
        return None
    return {
        "mean": tidy(effect.mean),
        "sd": tidy(effect.sd),
        "cri95": [tidy(end) for end in effect.cri95],
        "p_better": tidy(effect.p_better),
        "p_meaningful": tidy(effect.p_meaningful),
        "p_worse": tidy(effect.p_worse),
        "p_two_mcid": tidy(effect.p_two_mcid),
        "p_thirty_percent": tidy(effect.p_thirty_percent),
    }


def _steady_data(answer: Answer) -> dict[str, Any] | None:
    """Return the steady-state effect, marked where it is extrapolated."""
    steady = _effect_data(answer.steady)
    return None if steady is None else {**steady, "extrapolated": answer.extrapolated}


def _sensitivity_data(line: Sensitivity) -> dict[str, Any]:
    """Return the reached change under other priors."""
    return {
        "prior": line.prior,
        "period_prior": line.period_prior,
        "provisional": line.provisional,
        "reached": _effect_data(line.reached),
        "own_data_weight": tidy(line.own_data_weight),
    }


def _hyper_data(hyper: Hyper | None) -> dict[str, Any] | None:
    """Return the parameters behind the answer."""
    if hyper is None:
        return None
    return {
        "rho": tidy(hyper.rho),
        "noise_share": tidy(hyper.noise_share),
        "tau_days": tidy(hyper.tau_days),
        "sd": tidy(hyper.sd),
        "period_sd": tidy(hyper.period_sd),
    }


def _data_data(answer: Answer) -> dict[str, Any]:
    """Return how much data there was."""
    data = answer.data
    return {
        "days": data.days,
        "observed": data.observed,
        "missing": data.missing,
        "periods": data.periods,
        "pairs": data.pairs,
        "edge_share": tidy(data.edge_share),
    }


def _level_data(level: Level | None) -> dict[str, Any] | None:
    """Return an expected score."""
    if level is None:
        return None
    return {"mean": tidy(level.mean), "cri95": [tidy(end) for end in level.cri95]}


def _simple_data(simple: SimpleComparison | None) -> dict[str, Any] | None:
    """Return what plain averages would have said."""
    if simple is None:
        return None
    return {
        "mean_treatment": tidy(simple.mean_treatment),
        "mean_reference": tidy(simple.mean_reference),
        "difference": tidy(simple.difference),
        "ci95": [tidy(end) for end in simple.ci95],
        "claims": simple.claims,
        "false_alarm_rate": tidy(simple.false_alarm_rate),
        "n_simulated": simple.n_simulated,
    }


def _remark_data(remark: Remark, answer: Answer, texts: Texts) -> dict[str, Any]:
    """Return a reason or warning with its values and its sentence."""
    values = {k: tidy(v) if isinstance(v, float) else v for k, v in remark.values}
    return {**values, "code": remark.code, "text": tell_remark(remark, answer, texts)}
