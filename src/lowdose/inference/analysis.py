"""From one diary and one question to an answer per treatment."""

from dataclasses import dataclass, replace

import numpy as np

from lowdose.diary.entries import Diary
from lowdose.inference.answer import (
    Answer,
    DataSummary,
    Remark,
    SecondaryOutcome,
    Sensitivity,
)
from lowdose.inference.comparison import compare_means, list_pair_differences
from lowdose.inference.diagnostics import (
    Examined,
    check_reliability,
    find_conflict,
    list_warnings,
    tell_failed,
)
from lowdose.inference.fit import fit_pictures
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.question import Question
from lowdose.inference.summary import (
    Sizes,
    own_data_weight,
    summarise_data,
    summarise_effect,
    summarise_hyper,
    summarise_levels,
)
from lowdose.inference.trial_days import (
    COMMON_WIDTH,
    TrialDays,
    build_trial_days,
    list_treatments,
)
from lowdose.inference.verdict import Assumptions, Judge, find_obstacle
from lowdose.terms import Verdict

#: Most treatments compared with one reference at once.
MOST_TREATMENTS = 4
#: Share of the steady-state effect below which the latter counts as extrapolated.
EXTRAPOLATED_BELOW = 0.8


def answer_diary(diary: Diary, question: Question, assumptions: Assumptions) -> tuple[Answer, ...]:
    """Answer a question from one diary.

    Parameters
    ----------
    diary : Diary
        One person's diary.
    question : Question
        Outcome, reference, MCID.
    assumptions : Assumptions
        Priors of the headline and those it is held against.

    Returns
    -------
    tuple of Answer
        One per treatment, in order of appearance; a single one when there is
        nothing to compare.
    """
    labels = list_treatments(diary)
    treatments = tuple(label for label in labels if label != question.reference)
    blank = _Blank(diary, question, assumptions)
    if question.reference not in labels or not treatments:
        return (blank.refuse(treatments[0] if treatments else "", Remark("no_comparison")),)
    if len(treatments) > MOST_TREATMENTS:
        reason = Remark("too_many_treatments", (("count", len(treatments)),))
        return tuple(blank.refuse(treatment, reason) for treatment in treatments)
    days = build_trial_days(diary, question.outcome, question.reference, treatments)
    obstacles = [find_obstacle(days, k) for k in range(len(treatments))]
    judge = Judge(days, question.mcid / days.points, question.rule)
    return tuple(
        blank.refuse(treatment, obstacle, days, k)
        if obstacle is not None
        else _answer_treatment(blank, judge, k)
        for k, (treatment, obstacle) in enumerate(zip(treatments, obstacles, strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Blank:
    """What every answer to one question on one diary has in common."""

    diary: Diary
    question: Question
    assumptions: Assumptions

    def start(self, treatment: str, data: DataSummary) -> Answer:
        """Return an answer without a verdict of its own yet."""
        priors = self.assumptions.priors
        return Answer(
            person=self.diary.person,
            outcome=self.question.outcome,
            treatment=treatment,
            reference=self.question.reference,
            mcid=self.question.mcid,
            prior=priors.effect.name,
            prior_provisional=priors.effect.provisional,
            period_prior=priors.period.name,
            verdict=Verdict.NOT_VALID,
            reasons=(),
            warnings=(),
            data=data,
            reliable=False,
            diary=self.diary,
        )

    def refuse(
        self, treatment: str, reason: Remark, days: TrialDays | None = None, k: int = 0
    ) -> Answer:
        """Return the answer that this trial can't answer."""
        data = summarise_data(days, k) if days is not None else self._count_days()
        return replace(self.start(treatment, data), reasons=(reason,))

    def _count_days(self) -> DataSummary:
        """Count days and scores where no trial could be cut out."""
        scores = self.diary.scores[self.question.outcome.name]
        observed = int(np.count_nonzero(~np.isnan(scores)))
        return DataSummary(self.diary.n_days, observed, self.diary.n_days - observed, 0, 0, 0.0)


def _answer_treatment(blank: _Blank, judge: Judge, k: int) -> Answer:
    """Answer for one treatment of a trial that can answer."""
    question, assumptions, days = blank.question, blank.assumptions, judge.days
    priors = assumptions.priors
    posterior = judge.posterior(priors)
    answer = blank.start(days.treatments[k], summarise_data(days, k))
    if (failure := check_reliability(posterior)) is not None:
        return replace(answer, reasons=(failure,))
    verdict, reason = judge.decide(assumptions, k)
    sizes = Sizes(judge.mcid, question.much_better_share)
    rows, n_failed = (
        _list_sensitivity(judge, assumptions, k, sizes) if question.in_full else ((), 0)
    )
    reached_share = float(np.sum(posterior.weight * posterior.reach[k][:, None, None]))
    hyper = summarise_hyper(posterior, days)
    level, level_on = summarise_levels(posterior, days, k)
    answer = replace(
        answer,
        verdict=verdict,
        reasons=(reason,),
        reliable=True,
        reached=summarise_effect(posterior, days, k, sizes, reached=True),
        steady=summarise_effect(posterior, days, k, sizes, reached=False),
        extrapolated=reached_share < EXTRAPOLATED_BELOW,
        level_reference=level,
        level_treatment=level_on,
        own_data_weight=own_data_weight(posterior, days, priors, k),
        hyper=hyper,
        sensitivity=rows,
        simple=compare_means(days, k, hyper, level.mean, question.inert),
        pair_differences=list_pair_differences(days, k),
    )
    examined = Examined(days, posterior, priors, reached_share, k)
    answer = replace(answer, warnings=list_warnings(answer, examined))
    if not question.in_full:
        return answer
    secondary, n_failed_too = _list_secondary(blank, k, days.treatments)
    others = tell_failed(n_failed + n_failed_too)
    return replace(
        answer,
        warnings=(*answer.warnings, *_find_conflict(judge, assumptions, examined), *others),
        fit=fit_pictures(days, posterior, priors, k),
        secondary=secondary,
    )


def _find_conflict(
    judge: Judge, assumptions: Assumptions, examined: Examined
) -> tuple[Remark, ...]:
    """Return the warning about prior and data, if the posterior that shows it can be trusted."""
    flat = replace(assumptions.priors, effect=assumptions.effects["flat"])
    return find_conflict(examined, judge.posterior(flat)) if judge.is_reliable(flat) else ()


def _list_sensitivity(
    judge: Judge, assumptions: Assumptions, k: int, sizes: Sizes
) -> tuple[tuple[Sensitivity, ...], int]:
    """Return the reached change under every effect prior, and under all that have a vote.

    The number beside it is that of the priors whose posterior failed its own checks.
    """
    main = assumptions.priors
    sets = [main, *(replace(main, effect=effect) for effect in assumptions.effects.values())]
    sets = list(dict.fromkeys([*sets, *assumptions.voters()]))
    rows = []
    for priors in filter(judge.is_reliable, sets):
        posterior = judge.posterior(priors)
        rows.append(
            Sensitivity(
                prior=priors.effect.name,
                period_prior=priors.period.name,
                provisional=priors.effect.provisional,
                reached=summarise_effect(posterior, judge.days, k, sizes, reached=True),
                own_data_weight=own_data_weight(posterior, judge.days, priors, k),
            )
        )
    return tuple(rows), len(sets) - len(rows)


def _list_secondary(
    blank: _Blank, k: int, treatments: tuple[str, ...]
) -> tuple[tuple[SecondaryOutcome, ...], int]:
    """Return the reached change of the other outcomes, without verdicts.

    The number beside it is that of the outcomes whose posterior failed its own checks.
    """
    question, priors = blank.question, blank.assumptions.priors
    results = []
    n_failed = 0
    for name, outcome in blank.diary.outcomes.items():
        if name == question.outcome.name:
            continue
        days = build_trial_days(blank.diary, outcome, question.reference, treatments)
        if find_obstacle(days, k) is not None:
            continue
        posterior = compute_posterior(days, priors, question.rule)
        if check_reliability(posterior) is not None:
            n_failed += 1
            continue
        mcid = question.mcid / question.outcome.width * COMMON_WIDTH
        sizes = Sizes(mcid, question.much_better_share)
        reached = summarise_effect(posterior, days, k, sizes, reached=True)
        results.append(SecondaryOutcome(outcome, reached))
    return tuple(results), n_failed
