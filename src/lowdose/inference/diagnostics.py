"""What can be wrong with an answer: failures that withhold it, warnings that go with it."""

from dataclasses import dataclass

import numpy as np

from lowdose.diary.entries import Diary
from lowdose.inference.answer import Answer, Remark
from lowdose.inference.posterior import EDGE_SHARE_CENSORED, Posterior
from lowdose.inference.priors import Priors
from lowdose.inference.trial_days import TrialDays
from lowdose.terms import BASELINE, WASHOUT

#: Mass at the largest node of the period SD from which the nodes are too far apart for it.
KAPPA_AT_LIMIT = 0.10
#: Fewest components that carry the posterior; below, the rule has missed the peak.
LEAST_COMPONENTS = 8.0
#: Share of the longest time constant, and mass beyond it, that is worth a warning.
TAU_NEAR_LIMIT, TAU_MASS = 0.8, 0.10
#: Standard deviations between prior and data from which they are in conflict.
CONFLICT = 2.0
#: Share of the own data below which the answer is mostly prior.
MOSTLY_PRIOR = 0.5
#: Share of missing days that is worth a warning.
MANY_MISSING = 0.3
#: Pairs up to which period-to-period drift can hardly be seen in the diary itself.
FEW_PAIRS = 3
#: Median length of periods below which a slow effect can't build up. [d]
SHORT_PERIODS = 14


def check_reliability(posterior: Posterior) -> Remark | None:
    """Return why the computation can't be trusted, or None if it can."""
    heaviest = 1.0 / float(np.sum(posterior.weight**2))
    sound = np.isfinite(posterior.weight).all() and np.isfinite(posterior.mean).all()
    if not sound or heaviest < LEAST_COMPONENTS:
        return Remark("computation_unreliable")
    if posterior.coarse_last_kappa > KAPPA_AT_LIMIT:
        return Remark("periods_beyond_days")
    return None


def tell_failed(n_failed: int) -> tuple[Remark, ...]:
    """Return a warning where calculations beside the headline can't be trusted."""
    return (Remark("others_unreliable", (("count", n_failed),)),) if n_failed else ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What the warnings are read from."""

    days: TrialDays
    posterior: Posterior
    priors: Priors
    reached_share: float
    treatment: int


def list_warnings(answer: Answer, examined: Examined) -> tuple[Remark, ...]:
    """Return what a reader of the answer should know, as codes with values."""
    return (
        *_prior_warnings(answer),
        *_design_warnings(answer, examined),
        *_data_warnings(answer, examined.days),
        *_diary_warnings(answer.diary),
    )


def find_conflict(examined: Examined, flat: Posterior) -> tuple[Remark, ...]:
    """Return a warning where the prior and the posterior under a flat prior are far apart."""
    effect, days = examined.priors.effect, examined.days
    mean, sd = flat.summarise_row(flat.effect_row(examined.treatment, reached=False))[:2]
    z = float((mean + days.outcome.direction * effect.mean) / np.hypot(sd, effect.sd))
    return (Remark("prior_data_conflict", (("z", z),)),) if abs(z) > CONFLICT else ()


def _prior_warnings(answer: Answer) -> list[Remark]:
    """Return warnings about the prior."""
    remarks = []
    if answer.prior_provisional:
        remarks.append(Remark("provisional_prior", (("prior", answer.prior),)))
    weight = answer.own_data_weight or 0.0
    if weight < MOSTLY_PRIOR:
        remarks.append(Remark("mostly_prior", (("weight", weight),)))
    return remarks


def _design_warnings(answer: Answer, examined: Examined) -> list[Remark]:
    """Return warnings about the design."""
    remarks = []
    posterior = examined.posterior
    if answer.data.pairs <= FEW_PAIRS:
        remarks.append(Remark("few_pairs", (("pairs", answer.data.pairs),)))
    if answer.extrapolated:
        remarks.append(Remark("extrapolated", (("share", examined.reached_share),)))
    late = posterior.nodes.tau > TAU_NEAR_LIMIT * examined.priors.onset.longest
    if posterior.weight.sum(axis=(1, 2))[late].sum() > TAU_MASS:
        remarks.append(Remark("tau_at_limit"))
    length = float(np.median(np.unique(examined.days.slots, return_counts=True)[1]))
    if length < SHORT_PERIODS:
        remarks.append(Remark("short_periods", (("days", length),)))
    return remarks


def _data_warnings(answer: Answer, days: TrialDays) -> list[Remark]:
    """Return warnings about the data."""
    remarks = []
    if days.edge_share >= EDGE_SHARE_CENSORED:
        remarks.append(Remark("edge_scores", (("share", days.edge_share),)))
    on_trial = answer.data.observed + answer.data.missing
    if answer.data.missing > MANY_MISSING * on_trial:
        remarks.append(Remark("many_missing", (("share", answer.data.missing / on_trial),)))
    return remarks


def _diary_warnings(diary: Diary | None) -> list[Remark]:
    """Return warnings about what the diary holds beside the scores."""
    if diary is None:
        return []
    remarks = []
    labels = np.array(diary.treatments)
    before = int(np.count_nonzero(labels == BASELINE))
    if before:
        remarks.append(Remark("baseline_left_out", (("days", before),)))
    chosen = int(np.count_nonzero(diary.left_out & (labels != BASELINE) & (labels != WASHOUT)))
    if chosen:
        remarks.append(Remark("left_out", (("days", chosen),)))
    if not any(diary.guesses):
        remarks.append(Remark("open_label_unknown"))
    return remarks
