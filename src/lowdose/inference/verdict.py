"""The verdict: a fixed rule under several priors; where they differ it says `cannot tell`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from lowdose.inference.answer import Remark
from lowdose.inference.diagnostics import check_reliability
from lowdose.inference.posterior import Posterior, compute_posterior
from lowdose.inference.priors import Priors
from lowdose.inference.quadrature import Rule
from lowdose.inference.trial_days import (
    TrialDays,
    count_pairs,
    drop_first_halves,
    ends_inside_pair,
)
from lowdose.knowledge.records import EffectPrior, PeriodPrior
from lowdose.terms import Verdict

#: Rule E, benefit: probability of any change for the better, and of half an MCID.
#: Error rates of all bars: docs/explanation/verdict.md and calibration.md.
BAR_BETTER, BAR_HALF_MCID = 0.975, 0.80
#: Rule E, stop: probability of half an MCID below which more of the same is idle.
BAR_IDLE = 0.10
#: Rule G: probability of any change for the better without the first half of each period.
BAR_SHAPE = 0.95
#: Rule G is asked for up to this many pairs, or from this length of periods on. [d]
SHAPE_PAIRS, SHAPE_DAYS = 3, 28
#: Fewest complete pairs that can carry a verdict.
LEAST_PAIRS = 2
#: Reasons of a dissenting vote that the verdict takes over; others are a matter of the priors.
OWN_REASONS = ("shape_check_disagrees", "vote_unreliable")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The priors of the answer, and the others it is held against.

    Parameters
    ----------
    priors : Priors
        Priors of the headline.
    effects : dict of str to EffectPrior
        All effect priors by name; `weak`, `evidence`, `sceptical`, `flat` at least.
    periods : dict of str to PeriodPrior
        Priors of the period levels that have to agree, by name.
    """

    priors: Priors
    effects: dict[str, EffectPrior]
    periods: dict[str, PeriodPrior]

    def voters(self) -> Iterator[Priors]:
        """Yield the priors whose verdicts have to agree, the headline's own first."""
        seen = {(self.priors.effect.name, self.priors.period.name)}
        yield self.priors
        for effect in ("weak", "evidence"):
            for period in self.periods.values():
                if (effect, period.name) not in seen:
                    seen.add((effect, period.name))
                    yield replace(self.priors, effect=self.effects[effect], period=period)


@dataclass(frozen=True, slots=True)
class Vote:
    """What the rule says under one set of priors.

    Parameters
    ----------
    verdict : Verdict
        `helps`, `does_not_help_enough` or `cannot_tell`.
    reason : str
        Code of the sentence that says why.
    """

    verdict: Verdict
    reason: str


class Judge:
    """The rule for one treatment of one trial; remembers posteriors already computed."""

    def __init__(self, days: TrialDays, mcid: float, rule: Rule) -> None:
        """Prepare the judgement.

        Parameters
        ----------
        days : TrialDays
            The trial.
        mcid : float
            Smallest change that matters. [points of 0-10]
        rule : Rule
            Quadrature rule.
        """
        self.days = days
        self.mcid = mcid
        self.rule = rule
        self._late = drop_first_halves(days)
        self._posteriors: dict[tuple[Priors, bool], Posterior] = {}

    def posterior(self, priors: Priors, *, late: bool = False) -> Posterior:
        """Return the posterior under some priors, of all days or without first halves."""
        key = (priors, late)
        if key not in self._posteriors:
            days = self._late if late else self.days
            self._posteriors[key] = compute_posterior(days, priors, self.rule)
        return self._posteriors[key]

    def is_reliable(self, priors: Priors, *, late: bool = False) -> bool:
        """Return whether the posterior under some priors passes its own checks."""
        return check_reliability(self.posterior(priors, late=late)) is None

    def probability_better(
        self, priors: Priors, treatment: int, by: float, *, reached: bool, late: bool = False
    ) -> float:
        """Return the probability of a change for the better by more than `by` points."""
        posterior = self.posterior(priors, late=late)
        direction = self.days.outcome.direction
        row = -direction * posterior.effect_row(treatment, reached=reached)
        return float(posterior.summarise_probabilities(row, (-by,))[0])

    def vote(self, priors: Priors, treatment: int) -> Vote:
        """Apply rules E and G under one set of priors.

        A benefit that matters is asked of the change reached, idleness of the
        steady-state effect: in both cases the harder of the two to claim. The
        direction is that of the effect itself. A posterior that fails its own
        checks can't vote for anything.
        """
        if not self.is_reliable(priors):
            return Vote(Verdict.CANNOT_TELL, "vote_unreliable")
        half = 0.5 * self.mcid
        if self.probability_better(priors, treatment, half, reached=False) < BAR_IDLE:
            return Vote(Verdict.DOES_NOT_HELP_ENOUGH, "little_chance_of_meaningful")
        enough = self.probability_better(priors, treatment, half, reached=True)
        if enough < BAR_IDLE:
            return Vote(Verdict.CANNOT_TELL, "too_short_to_tell")
        if self.probability_better(priors, treatment, 0.0, reached=False) <= BAR_BETTER:
            return Vote(Verdict.CANNOT_TELL, "interval_includes_both")
        if enough <= BAR_HALF_MCID:
            return Vote(Verdict.CANNOT_TELL, "better_but_perhaps_too_little")
        if needs_shape_check(self.days, treatment):
            if not self.is_reliable(priors, late=True):
                return Vote(Verdict.CANNOT_TELL, "vote_unreliable")
            late = self.probability_better(priors, treatment, 0.0, reached=False, late=True)
            if late <= BAR_SHAPE:
                return Vote(Verdict.CANNOT_TELL, "shape_check_disagrees")
        return Vote(Verdict.HELPS, "all_checks_passed")

    def decide(self, assumptions: Assumptions, treatment: int) -> tuple[Verdict, Remark]:
        """Return the verdict all priors agree on, or `cannot_tell`, with its reason."""
        voters = assumptions.voters()
        first = self.vote(next(voters), treatment)
        if first.verdict is Verdict.HELPS and ends_inside_pair(self.days, treatment):
            return Verdict.CANNOT_TELL, Remark("needs_later_look")
        if first.verdict is not Verdict.CANNOT_TELL:
            for priors in voters:
                other = self.vote(priors, treatment)
                if other.reason in OWN_REASONS:
                    return other.verdict, Remark(other.reason)
                if other.verdict is not first.verdict:
                    return Verdict.CANNOT_TELL, Remark("priors_disagree")
        return first.verdict, Remark(first.reason)


def needs_shape_check(days: TrialDays, treatment: int) -> bool:
    """Return whether rule G is asked for: few pairs, or long periods."""
    lengths = np.unique(days.slots, return_counts=True)[1]
    return count_pairs(days, treatment) <= SHAPE_PAIRS or float(np.median(lengths)) >= SHAPE_DAYS


def find_obstacle(days: TrialDays, treatment: int) -> Remark | None:
    """Return why this trial can't answer for a treatment, or None if it can."""
    scored = days.observed
    on = scored & (days.indicators[treatment] > 0)
    off = scored & days.on_reference
    if not scored.any():
        outcome = (("outcome", days.outcome.name),)
        return Remark("all_left_out", outcome) if days.n_left_out else Remark("no_scores", outcome)
    if not on.any():
        return Remark("no_scores_on_treatment", (("treatment", days.treatments[treatment]),))
    if not off.any():
        return Remark("no_scores_on_reference", (("reference", days.reference),))
    # One change of treatment can't be told from anything else that changed then, however many
    # periods the days on either side are counted as.
    sides = on[on | off]
    if len(days.treatments) == 1 and np.count_nonzero(sides[1:] != sides[:-1]) == 1:
        return Remark("one_switch_only")
    pairs = count_pairs(days, treatment)
    if pairs < LEAST_PAIRS:
        return Remark("too_few_pairs", (("pairs", pairs),))
    if np.unique(days.scores[on | off]).size == 1:
        return Remark("no_variation")
    return None
