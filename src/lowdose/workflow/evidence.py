"""Evidence: what published trials say about one condition, pooled, with every fact sourced."""

from typing import TYPE_CHECKING

from lowdose.errors import UsageError
from lowdose.knowledge.cache import remember
from lowdose.knowledge.load import load_knowledge, load_records
from lowdose.knowledge.records import (
    Condition,
    EffectPrior,
    Instrument,
    Mcid,
    SpreadPrior,
    Study,
)
from lowdose.knowledge.walk import references, walk

if TYPE_CHECKING:
    from lowdose.evidence.known import Evidence
    from lowdose.evidence.synthesis import Synthesis, SynthesisSettings

#: Outcomes in the order in which a person with pain would ask for them.
OUTCOME_ORDER = (
    "pain",
    "pain-response-30",
    "pain-interference",
    "symptoms",
    "depression",
    "disease-activity",
    "remission",
    "function",
    "quality-of-life",
)
#: Starts of outcomes that are harms, or that only count dropouts.
HARMS = ("any-adverse-event", "serious-adverse-event", "stopped-for-adverse-event")


def evidence(condition: str, outcome: str | None = None) -> "Evidence":
    """Gather and pool what published trials say.

    Parameters
    ----------
    condition : str
        Id of a condition, such as `fibromyalgia`, or one of the words people use for it.
    outcome : str, optional
        What was measured; the condition's first outcome if not given, pain where it was
        measured.

    Returns
    -------
    Evidence
        Also where nothing was ever studied: then without numbers.

    Raises
    ------
    UsageError
        If there is no such condition, or no study of it measured the outcome.
    """
    condition = _find_condition(condition)
    outcomes = outcomes_of(condition)
    if outcome is None:
        outcome = outcomes[0] if outcomes else "pain"
    elif outcome not in outcomes and outcome != "pain":
        known = ", ".join(outcomes) or "none was measured"
        raise UsageError(f"outcome is {outcome!r}. For {condition}: {known}. Name one of them.")
    return remember(f"evidence-{condition}-{outcome}", lambda: _gather(condition, outcome))


def _find_condition(name: str) -> str:
    """Return the id of the condition that has a name."""
    conditions = load_knowledge().conditions
    if name in conditions:
        return name
    wanted = name.strip().casefold()
    for condition in conditions.values():
        if wanted in (condition.name.casefold(), *(word.casefold() for word in condition.words)):
            return condition.id
    known = ", ".join(sorted(conditions))
    raise UsageError(f"condition is {name!r}. Known: {known}. Name one of them.")


def list_conditions() -> tuple[Condition, ...]:
    """Return all conditions, those that people with pain ask for first."""
    return tuple(sorted(load_knowledge().conditions.values(), key=lambda c: (c.rank, c.name)))


def outcomes_of(condition: str) -> tuple[str, ...]:
    """Return the outcomes that studies of a condition measured, the first to ask for first.

    Parameters
    ----------
    condition : str
        Id of a condition.
    """
    knowledge = load_knowledge()
    pooled: dict[str, bool] = {}
    for study in knowledge.studies.values():
        if condition in study.conditions:
            for result in study.results:
                name = knowledge.instruments[result.instrument].outcome
                pooled[name] = pooled.get(name, False) or result.pool
    order = {name: place for place, name in enumerate(OUTCOME_ORDER)}
    return tuple(
        sorted(pooled, key=lambda o: (o in HARMS, not pooled[o], order.get(o, len(order)), o))
    )


def evidence_prior(condition: str) -> EffectPrior:
    """Return the effect on pain that is held probable in one person before a trial.

    Parameters
    ----------
    condition : str
        Id of a condition.

    Returns
    -------
    EffectPrior
        Named `evidence:<condition>`.

    Raises
    ------
    UsageError
        If there is no such condition, or no trial of it can be pooled for pain.
    """
    prior = evidence(condition, "pain").prior
    if prior is None:
        usable = [c for c in load_knowledge().conditions if evidence(c, "pain").prior is not None]
        raise UsageError(
            f"prior is 'evidence:{condition}'. No placebo-controlled trial of pain can be pooled "
            f"for it. Possible: {', '.join(f'evidence:{c}' for c in usable)}, or another prior."
        )
    return prior


def _gather(condition: str, outcome: str) -> "Evidence":
    """Pool, and collect what belongs to it."""
    from lowdose.evidence.known import Evidence
    from lowdose.evidence.synthesis import synthesise
    from lowdose.evidence.verdict import judge_efficacy

    knowledge = load_knowledge()
    studies = tuple(
        sorted(
            (s for s in knowledge.studies.values() if condition in s.conditions),
            key=lambda study: (study.year, study.id),
        )
    )
    settings = _settings(outcome, studies, knowledge.instruments)
    synthesis = synthesise(condition, outcome, studies, knowledge.instruments, settings)
    reviews = tuple(r for r in knowledge.reviews.values() if condition in r.conditions)
    ids = {condition, *(s.id for s in studies), *(r.id for r in reviews)}
    conflicts = tuple(
        c
        for c in knowledge.conflicts.values()
        if any(a.partition("#")[0] in ids for side in c.sides for a in side.about)
    )
    records = (knowledge.conditions[condition], *studies, *reviews, *conflicts)
    cited = dict.fromkeys(
        source
        for record in records
        for _, part in walk(record)
        for _, kind, source in references(part)
        if kind == "Source"
    )
    return Evidence(
        condition=knowledge.conditions[condition],
        synthesis=synthesis,
        verdict=judge_efficacy(synthesis, studies),
        studies=studies,
        reviews=tuple(sorted(reviews, key=lambda r: (r.year, r.id))),
        conflicts=conflicts,
        sources={source: knowledge.sources[source] for source in cited},
        outcomes=outcomes_of(condition),
        prior=_prior(synthesis),
    )


def _settings(
    outcome: str, studies: tuple[Study, ...], instruments: dict[str, Instrument]
) -> "SynthesisSettings":
    """Bring the assumptions, made for a scale of 0 to 10, to the outcome's scale."""
    from lowdose.evidence.bayes import BayesPrior
    from lowdose.evidence.synthesis import SynthesisSettings

    spread = load_records(SpreadPrior)
    used = [
        instruments[result.instrument]
        for study in studies
        for result in study.results
        if result.pool and instruments[result.instrument].outcome == outcome
    ]
    per_point, has_scale = 1.0, False
    if used and used[0].low is not None and used[0].high is not None:
        per_point, has_scale = (used[0].high - used[0].low) / 10.0, True
    is_event = bool(used) and used[0].unit == "people"
    prior = BayesPrior(
        mu_sd=10.0 * per_point, tau_scale=spread["between-studies"].scale * per_point
    )
    mixes = any(
        len(study.conditions) > 1
        and any(r.pool and instruments[r.instrument].outcome == outcome for r in study.results)
        for study in studies
    )
    sds = [f.value for i in used for f in i.facts if f.name == "sd-between-people" and f.verified]
    return SynthesisSettings(
        # On an unknown unit no scale of the spread means anything.
        prior=prior if has_scale or is_event else None,
        person_sd_scale=spread["between-persons"].scale * per_point,
        mcid=load_records(Mcid)["pain"].points * per_point if has_scale else None,
        outcome_sd=sds[0] if sds else None,
        # A trial that mixed conditions speaks of none of them alone.
        indirect=("population",) if mixes else (),
    )


def _prior(synthesis: "Synthesis") -> EffectPrior | None:
    """Return the effect in one person as a prior for `analyse`."""
    person = synthesis.person
    is_0_to_10 = "0-10" in synthesis.unit
    is_direct = not synthesis.settings.indirect
    if person is None or not (is_0_to_10 and is_direct) or synthesis.outcome != "pain":
        return None
    assumed = load_records(SpreadPrior)["between-persons"]
    return EffectPrior(
        id=f"effect-evidence-{synthesis.condition}",
        name=f"evidence:{synthesis.condition}",
        mean=person.mean,
        sd=person.sd,
        unit=synthesis.unit,
        provisional=False,
        basis="study",
        source=assumed.source,
        locator="section Evidence of a condition",
        checked=assumed.checked,
    )
