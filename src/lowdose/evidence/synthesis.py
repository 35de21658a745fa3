"""All that trials say about one outcome in one condition."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from scipy.special import ndtri

from lowdose.evidence.bayes import (
    DEFAULT_PRIOR,
    BayesPool,
    BayesPrior,
    PersonEffect,
    pool_bayes,
    predict_person,
)
from lowdose.evidence.certainty import (
    APPRECIABLE_RR,
    MOST,
    OIS_EVENTS,
    OIS_PEOPLE,
    RANDOMISED,
    Body,
    Certainty,
    optimal_information_size,
    rate_certainty,
)
from lowdose.evidence.effect_size import (
    Effect,
    Measure,
    RiskDifference,
    risk_difference_of,
)
from lowdose.evidence.heterogeneity import Heterogeneity, describe_heterogeneity
from lowdose.evidence.pooling import (
    DEFAULT,
    METHODS,
    Group,
    Pooled,
    PoolingOptions,
    leave_one_out,
    pool,
    pool_groups,
)
from lowdose.evidence.selection import Candidate, LeftOut, select_results
from lowdose.knowledge.records import EventCounts, Instrument, Result, Study


@dataclass(frozen=True, slots=True)
class SynthesisSettings:
    """What a synthesis needs besides the studies.

    Parameters
    ----------
    options : PoolingOptions
        The method of the headline.
    prior : BayesPrior or None
        Priors of the Bayesian pool; None leaves it out, with the effect in one person, as
        where the width of the scale is not known. [unit of the effects]
    person_sd_scale : float
        Scale of the half-normal prior of the spread between persons. [unit]
    mcid : float or None
        Smallest change that matters on the pooled scale. Events need none: there GRADE's
        risk ratios of 0.75 and 1.25 are the thresholds of certainty. [unit of the effects]
    outcome_sd : float or None
        Standard deviation of the outcome between people, for the optimal
        information size. [unit of the effects]
    comparator : str
        The comparator that counts.
    dose_cut_mg : float
        Doses above are indirect evidence for LDN. [mg]
    short_weeks : float
        Follow-up below is indirect for lasting use, and splits the studies. [weeks]
    indirect : tuple of str
        Further reasons why the evidence is indirect: `condition`, `population`,
        `comparator`, `outcome`.
    """

    options: PoolingOptions = DEFAULT
    prior: BayesPrior | None = DEFAULT_PRIOR
    person_sd_scale: float = 1.0
    mcid: float | None = None
    outcome_sd: float | None = None
    comparator: str = "placebo"
    dose_cut_mg: float = 6.0
    short_weeks: float = 8.0
    indirect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyEffect:
    """A study in the pool.

    Parameters
    ----------
    study, result : str
        Ids; `study#result` is the address.
    name, year, design, risk_of_bias
        As in the record of the study.
    instrument : str
        Id of the instrument.
    weeks : float
        Time of the measurement. [weeks]
    dose_high_mg : float
        Largest daily dose. [mg]
    effect : Effect
        Effect with standard error; `n_people` is the study's own where the estimate
        does not say.
    ci95 : tuple of float
        Normal interval of this study alone. [unit of the effect]
    weight : float
        Share in the headline. [0 to 1]
    risk_difference : RiskDifference or None
        For events: difference of shares and number needed to treat.
    """

    study: str
    result: str
    name: str
    year: int
    design: str
    risk_of_bias: str
    instrument: str
    weeks: float
    dose_high_mg: float
    effect: Effect
    ci95: tuple[float, float]
    weight: float
    risk_difference: RiskDifference | None


@dataclass(frozen=True, slots=True)
class Synthesis:
    """All that trials say about one outcome in one condition.

    Where no study can be pooled, everything from `pooled` to `person` is None or empty.

    Parameters
    ----------
    condition, outcome : str
        Ids.
    measure : str
        `MD` or `log RR`.
    unit : str
        Unit of all effects.
    lower_is_better : bool
        Direction of the outcome: whether effects below 0 speak for LDN.
    n_people : int
        People in the pooled studies.
    studies : tuple of StudyEffect
        By year.
    left_out : tuple of LeftOut
        Results of this outcome that are not pooled.
    pooled : Pooled or None
        The headline.
    methods : tuple of Pooled
        The same by every method of `pooling.METHODS`, for comparison.
    heterogeneity : Heterogeneity or None
        For the headline's model.
    leave_one_out : tuple of Group
        Headline without one study each; empty for fewer than two.
    by_design, by_follow_up : tuple of Group
        Headline by design (`parallel`, `crossover`, …) and by time (`short`, `long`);
        empty where all studies are alike.
    bayes : BayesPool or None
        Bayesian pool; None too where the settings have no prior.
    certainty : Certainty or None
        GRADE by rules.
    person : PersonEffect or None
        What the effect in one person may be; None for `log RR`, and without a prior.
    settings : SynthesisSettings
        As given.
    """

    condition: str
    outcome: str
    measure: Measure | None
    unit: str
    lower_is_better: bool
    n_people: int
    studies: tuple[StudyEffect, ...]
    left_out: tuple[LeftOut, ...]
    pooled: Pooled | None
    methods: tuple[Pooled, ...]
    heterogeneity: Heterogeneity | None
    leave_one_out: tuple[Group, ...]
    by_design: tuple[Group, ...]
    by_follow_up: tuple[Group, ...]
    bayes: BayesPool | None
    certainty: Certainty | None
    person: PersonEffect | None
    settings: SynthesisSettings


def synthesise(
    condition: str,
    outcome: str,
    studies: Sequence[Study],
    instruments: Mapping[str, Instrument],
    settings: SynthesisSettings,
) -> Synthesis:
    """Pool what the trials of a condition say about an outcome.

    Parameters
    ----------
    condition, outcome : str
        Id of the condition; word of `Instrument.outcome`.
    studies : sequence of Study
        All studies; those of other conditions are passed over.
    instruments : mapping of str to Instrument
        Instruments by id.
    settings : SynthesisSettings
        Methods and priors.

    Returns
    -------
    Synthesis
        Without numbers where nothing can be pooled.

    Raises
    ------
    KnowledgeError
        If two results of one study are marked to stand for it.

    Notes
    -----
    The headline is DerSimonian and Laird's with a normal interval: anybody can repeat it
    by hand, and most published reviews use it. With few studies its interval is too
    narrow. So `methods` shows the other answers, and where the Bayesian interval, which
    counts that tau is not known, holds 0 while the headline does not, certainty falls.
    """
    own = [study for study in studies if condition in study.conditions]
    chosen, left_out = select_results(outcome, own, instruments, settings.comparator)
    measured = [c.instrument for c in chosen] or [
        instruments[result.instrument]
        for study in own
        for result in study.results
        if instruments[result.instrument].outcome == outcome
    ]
    found = _pool_all(chosen, own, settings) if chosen else _NOTHING
    return Synthesis(
        condition=condition,
        outcome=outcome,
        measure=chosen[0].effect.measure if chosen else None,
        unit=chosen[0].effect.unit if chosen else "",
        lower_is_better=measured[0].lower_is_better if measured else True,
        n_people=sum(c.n_people for c in chosen),
        left_out=left_out,
        settings=settings,
        **found,
    )


class _Found(TypedDict):
    """What there is only where something can be pooled."""

    studies: tuple[StudyEffect, ...]
    pooled: Pooled | None
    methods: tuple[Pooled, ...]
    heterogeneity: Heterogeneity | None
    leave_one_out: tuple[Group, ...]
    by_design: tuple[Group, ...]
    by_follow_up: tuple[Group, ...]
    bayes: BayesPool | None
    certainty: Certainty | None
    person: PersonEffect | None


_NOTHING = _Found(
    studies=(),
    pooled=None,
    methods=(),
    heterogeneity=None,
    leave_one_out=(),
    by_design=(),
    by_follow_up=(),
    bayes=None,
    certainty=None,
    person=None,
)


def _pool_all(
    chosen: Sequence[Candidate], studies: Sequence[Study], settings: SynthesisSettings
) -> _Found:
    """Pool the chosen results in every way that is shown."""
    y = [c.effect.value for c in chosen]
    v = [c.effect.se**2 for c in chosen]
    names = [c.study.name for c in chosen]
    options = settings.options
    measure = chosen[0].effect.measure
    mcid = settings.mcid if measure == "MD" else None
    pooled = pool(y, v, names, options)
    heterogeneity = describe_heterogeneity(y, v, options)
    bayes = person = None
    if settings.prior is not None:
        bayes = pool_bayes(y, v, names, settings.prior, mcid)
        if measure == "MD":
            person = predict_person(y, v, settings.prior, settings.person_sd_scale, mcid)
    body = replace(
        _body(chosen, pooled, settings),
        i2=heterogeneity.i2,
        prediction=heterogeneity.pi95,
        cautious=None if bayes is None else bayes.mu.cri95,
        unreported=_unreported(studies),
    )
    is_long = [_weeks(c.result) >= settings.short_weeks for c in chosen]
    return _Found(
        studies=tuple(
            _study_effect(c, weight, options.level)
            for c, weight in zip(chosen, pooled.weights, strict=True)
        ),
        pooled=pooled,
        methods=tuple(
            pool(y, v, names, replace(method, level=options.level)) for method in METHODS
        ),
        heterogeneity=heterogeneity,
        leave_one_out=leave_one_out(y, v, names, options),
        by_design=_groups(y, v, names, [c.study.design for c in chosen], options),
        by_follow_up=_groups(y, v, names, ["long" if x else "short" for x in is_long], options),
        bayes=bayes,
        certainty=rate_certainty(body),
        person=person,
    )


def _groups(
    effects: list[float],
    variances: list[float],
    names: list[str],
    groups: list[str],
    options: PoolingOptions,
) -> tuple[Group, ...]:
    """Pool each group apart, unless all studies are of one."""
    if len(set(groups)) < 2:
        return ()
    return pool_groups(effects, variances, names, groups, options)


def _study_effect(candidate: Candidate, weight: float, level: float) -> StudyEffect:
    """Return one row of the forest plot."""
    study, result, effect = candidate.study, candidate.result, candidate.effect
    half = float(ndtri(0.5 + level / 2.0)) * effect.se
    events = result.estimate if isinstance(result.estimate, EventCounts) else None
    return StudyEffect(
        study=study.id,
        result=result.name,
        name=study.name,
        year=study.year,
        design=study.design,
        risk_of_bias=study.risk_of_bias,
        instrument=result.instrument,
        weeks=_weeks(result),
        dose_high_mg=_dose(study),
        effect=replace(effect, n_people=candidate.n_people or None),
        ci95=(effect.value - half, effect.value + half),
        weight=weight,
        risk_difference=None if events is None else risk_difference_of(events, level),
    )


def _body(chosen: Sequence[Candidate], pooled: Pooled, settings: SynthesisSettings) -> Body:
    """Gather what certainty depends on, but for the spread between studies."""
    counts = [c.result.estimate for c in chosen if isinstance(c.result.estimate, EventCounts)]
    is_ratio = chosen[0].effect.measure == "log RR"
    thresholds = None
    if is_ratio:
        thresholds = (math.log(APPRECIABLE_RR[0]), math.log(APPRECIABLE_RR[1]))
    elif settings.mcid is not None:
        thresholds = (-settings.mcid, settings.mcid)
    size = float(OIS_EVENTS if is_ratio else OIS_PEOPLE)
    if not is_ratio and settings.mcid is not None and settings.outcome_sd is not None:
        size = optimal_information_size(settings.outcome_sd, settings.mcid)
    return Body(
        effects=pooled.effects,
        ses=pooled.ses,
        weights=pooled.weights,
        designs=tuple(c.study.design for c in chosen),
        risks=tuple(c.study.risk_of_bias for c in chosen),
        interval=pooled.ci95,
        cautious=None,
        prediction=None,
        i2=None,
        thresholds=thresholds,
        n_people=sum(c.n_people for c in chosen),
        optimal_size=size,
        n_events=sum(e.ldn_events + e.control_events for e in counts) if is_ratio else None,
        indirect=_indirect(chosen, pooled.weights, settings),
    )


def _indirect(
    chosen: Sequence[Candidate], weights: Sequence[float], settings: SynthesisSettings
) -> tuple[str, ...]:
    """Add to the given reasons those that the studies show themselves."""
    rows = list(zip(chosen, weights, strict=True))
    high_dose = sum(w for c, w in rows if _dose(c.study) > settings.dose_cut_mg)
    short = sum(w for c, w in rows if _weeks(c.result) < settings.short_weeks)
    shown = (("dose", high_dose), ("short-follow-up", short))
    return tuple(
        dict.fromkeys((*settings.indirect, *(flag for flag, share in shown if share > MOST)))
    )


def _unreported(studies: Sequence[Study]) -> tuple[str, ...]:
    """Name the randomised studies that ended without a public result."""
    return tuple(
        study.name
        for study in studies
        if study.status in ("terminated", "no-result") and study.design in RANDOMISED
    )


def _weeks(result: Result) -> float:
    """Return the time of a pooled result, which the check of the facts asks for. [weeks]"""
    if result.weeks is None:
        raise ValueError(f"result {result.name!r} is pooled, so it needs weeks.")
    return result.weeks


def _dose(study: Study) -> float:
    """Return the largest daily dose of a pooled study, which the check asks for. [mg]"""
    if study.dose_high_mg is None:
        raise ValueError(f"study {study.id!r} is pooled, so it needs dose_high_mg.")
    return study.dose_high_mg
