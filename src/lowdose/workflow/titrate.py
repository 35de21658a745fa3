"""Titrate: a dated plan of dose steps, with what to look out for and whom to call."""

from datetime import date
from typing import TYPE_CHECKING

from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.load import load_knowledge
from lowdose.knowledge.records import Fact, TitrationLimit, Topic
from lowdose.knowledge.walk import references, walk
from lowdose.safety.titration import plan_titration
from lowdose.safety.titration_plan import (
    StepBlockade,
    Titration,
    TitrationOptions,
    TitrationPlan,
    TitrationRules,
)
from lowdose.workflow.blockade import BlockadeOptions, blockade

if TYPE_CHECKING:
    from lowdose.pharmacology.result import Blockade

#: What is said with every plan, in this order; all of it, always.
TOPICS = (
    "opioids",
    "missed-dose",
    "dreams-and-sleep",
    "time-of-day",
    "overdose-risk",
    "suicidal-thoughts",
    "lung",
    "emergency-pain",
    "allergy",
    "interactions",
    "alcohol",
    "liver-alarm",
    "mood",
    "pregnancy",
    "surgery",
    "too-many-tablets",
    "emergency-card",
    "compounding",
    "home-dilution",
    "monitoring",
    "time-to-effect",
    "stopping",
    "opioid-blockade",
)


def titrate(
    options: TitrationOptions, today: date | None = None, *, has_blockade: bool = True
) -> Titration:
    """Plan the steps of a low dose by date.

    Parameters
    ----------
    options : TitrationOptions
        What a person and their prescriber have chosen; the rest are defaults.
    today : datetime.date, optional
        A first day before it is planned, and said.
    has_blockade : bool
        Whether the blockade along the plan is computed, which takes about a second.

    Returns
    -------
    Titration
        The plan with its sources and with all that is said next to it.

    Raises
    ------
    TitrationError
        If a choice can't be planned.
    """
    knowledge = load_knowledge()
    plan = plan_titration(options, load_rules(), today)
    facts = _find_facts(knowledge, tuple(chosen.limit for chosen in plan.chosen))
    topics = {name: knowledge.topics[name] for name in TOPICS}
    shown = (*topics.values(), *facts.values(), *knowledge.syringes.values())
    cited = dict.fromkeys(
        source
        for record in shown
        for _, part in walk(record)
        for _, kind, source in references(part)
        if kind == "Source"
    )
    known = _compute_blockade(plan) if has_blockade else None
    return Titration(
        plan=plan,
        topics=topics,
        facts=facts,
        sources={source: knowledge.sources[source] for source in cited},
        blockade=known,
        blocked=_summarise(plan, known) if known is not None else (),
    )


def _compute_blockade(plan: TitrationPlan) -> "Blockade":
    """Return what the models of blockade say of a plan."""
    zone = plan.options.zone
    first_day = plan.options.first_day if zone is not None else None
    return blockade(plan.regimen, BlockadeOptions(model="both", start=first_day, timezone=zone))


def _summarise(plan: TitrationPlan, known: "Blockade") -> tuple[StepBlockade, ...]:
    """Return the blockade step by step."""
    from lowdose.safety.titration_blockade import summarise_steps

    return summarise_steps(plan, known.models["M1"].curve, known.models["M0"].curve)


def load_rules() -> TitrationRules:
    """Return the defaults, limits, syringes and checks of a plan."""
    knowledge = load_knowledge()
    return TitrationRules(
        limits={limit.name: limit for limit in knowledge.titration.values()},
        syringes=tuple(sorted(knowledge.syringes.values(), key=lambda s: s.volume_ml)),
        checks=tuple(sorted(knowledge.monitoring.values(), key=lambda check: check.order)),
    )


def _find_facts(knowledge: Knowledge, limits: tuple[TitrationLimit, ...]) -> dict[str, Fact]:
    """Return the facts behind the choices and the checks, by address."""
    holders: dict[str, Topic | TitrationLimit] = {**knowledge.topics, **knowledge.titration}
    wanted = [address for limit in limits for address in limit.basis]
    wanted += [f"{limit.id}#{fact.name}" for limit in limits for fact in limit.facts]
    wanted += [check.basis for check in knowledge.monitoring.values()]
    found = {}
    for address in wanted:
        record, _, name = address.partition("#")
        found[address] = next(fact for fact in holders[record].facts if fact.name == name)
    return found
