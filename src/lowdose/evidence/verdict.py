"""What the pooled evidence says about the sentence "it helps", by a stated rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lowdose.evidence.certainty import RANDOMISED
from lowdose.evidence.synthesis import Synthesis
from lowdose.knowledge.records import Study

EfficacyWord = Literal["supported", "partly", "mixed", "unsupported"]


@dataclass(frozen=True, slots=True)
class EfficacyVerdict:
    """Verdict on "it helps" for one outcome in one condition.

    Parameters
    ----------
    verdict : str
        `supported`, `partly`, `mixed` or `unsupported`.
    key : str
        Name of the reason: `never-studied`, `only-uncontrolled`, `no-usable-result`,
        `favours-ldn`, `favours-ldn-weak`, `favours-ldn-disputed`, `studies-disagree`,
        `no-clear-difference`, `favours-control`.
    """

    verdict: EfficacyWord
    key: str


def judge_efficacy(synthesis: Synthesis, studies: Iterable[Study]) -> EfficacyVerdict:
    """Return what the trials say about "it helps".

    Parameters
    ----------
    synthesis : Synthesis
        All results of one outcome in one condition.
    studies : iterable of Study
        Records of the condition's studies: they tell which results left out of the pool
        are from randomised trials against placebo.

    Returns
    -------
    EfficacyVerdict
        `supported` only where the pooled interval lies on the side of benefit and the
        certainty is moderate or high. An interval that holds no difference is `mixed`
        where one study alone speaks for a benefit and another leans the other way.
    """
    pooled = synthesis.pooled
    compared = {study.id for study in studies if _is_compared(study)}
    others = {left.study for left in synthesis.left_out} & compared
    if pooled is None or synthesis.certainty is None:
        return EfficacyVerdict("unsupported", _name_gap(synthesis, others))
    low, high = _benefit(pooled.ci95, synthesis.lower_is_better)
    if high < 0:
        return EfficacyVerdict("unsupported", "favours-control")
    if low > 0:
        return _judge_benefit(synthesis, others - {study.study for study in synthesis.studies})
    singles = [_benefit(study.ci95, synthesis.lower_is_better) for study in synthesis.studies]
    one_speaks_for = any(low > 0 for low, _ in singles)
    one_leans_against = any(low + high <= 0 for low, high in singles)
    if one_speaks_for and one_leans_against:
        return EfficacyVerdict("mixed", "studies-disagree")
    return EfficacyVerdict("unsupported", "no-clear-difference")


def _is_compared(study: Study) -> bool:
    """Tell whether a study has a public result of a random comparison with placebo."""
    return (
        study.comparator == "placebo"
        and study.design in RANDOMISED
        and study.status in ("published", "terminated")
    )


def _name_gap(synthesis: Synthesis, others: set[str]) -> str:
    """Say why nothing is pooled: no result, none against placebo, or none with enough numbers."""
    if others:
        return "no-usable-result"
    return "only-uncontrolled" if synthesis.left_out else "never-studied"


def _judge_benefit(synthesis: Synthesis, others: set[str]) -> EfficacyVerdict:
    """Weigh a pooled benefit by its certainty and by trials that could not be pooled."""
    if synthesis.certainty is not None and synthesis.certainty.grade in ("high", "moderate"):
        return EfficacyVerdict("partly" if others else "supported", "favours-ldn")
    if others:
        return EfficacyVerdict("mixed", "favours-ldn-disputed")
    return EfficacyVerdict("partly", "favours-ldn-weak")


def _benefit(interval: tuple[float, float], lower_is_better: bool) -> tuple[float, float]:
    """Return an interval turned so that above 0 is better."""
    low, high = interval
    return (-high, -low) if lower_is_better else (low, high)
