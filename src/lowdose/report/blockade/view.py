"""What is said about the blockade of a regimen: sentences and tables, for page and terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lowdose.pharmacology.result import MODELS
from lowdose.report.blockade.surgery import tell_surgery
from lowdose.report.blockade.tables import (
    tabulate_above,
    tabulate_after,
    tabulate_below,
    tabulate_parameters,
    tabulate_washout,
)
from lowdose.report.blockade.words import (
    join,
    tell_dose,
    tell_doses,
    tell_note,
    tell_percent,
    tell_plan,
    tell_span,
)
from lowdose.report.tables import Table
from lowdose.report.texts import Texts

if TYPE_CHECKING:
    from lowdose.pharmacology.curve import Model, TimeBelow
    from lowdose.pharmacology.result import Blockade

#: Where the fact stands that is said with every dose ratio, and the idea of the third strip.
WARNING, REBOUND = ("overdose-risk", "overcome"), "endorphin-rebound"
EMERGENCY = "emergency-pain"


@dataclass(frozen=True, slots=True)
class BlockadeView:
    """The blockade of a regimen in words.

    Parameters
    ----------
    title, disclaimer : str
        What it is, and what it is not.
    lead : tuple of str
        What matters first; bold parts are marked.
    about : tuple of str
        What the two models are, and what the bands mean.
    plan, notes : tuple of str
        The regimen as it was read, and what was decided on the way.
    below, above, after, washout, parameters : Table
        The numbers.
    ratio, surgery, trial, tried, plasma, derived : tuple of str
        Sentences of the sections; bold parts are marked.
    emergency : tuple of (str, str)
        What to do about severe pain now: heading and sentences.
    sources : tuple of (str, str, str)
        Id, title and address of each source of the sentences and numbers.
    """

    title: str
    disclaimer: str
    lead: tuple[str, ...]
    about: tuple[str, ...]
    plan: tuple[str, ...]
    notes: tuple[str, ...]
    below: Table
    above: Table
    after: Table
    ratio: tuple[str, ...]
    surgery: tuple[str, ...]
    trial: tuple[str, ...]
    washout: Table
    tried: tuple[str, ...]
    plasma: tuple[str, ...]
    derived: tuple[str, ...]
    parameters: Table
    emergency: tuple[str, str]
    sources: tuple[tuple[str, str, str], ...]


def view_blockade(known: "Blockade", texts: Texts) -> BlockadeView:
    """Return the blockade of a regimen in words and tables.

    Parameters
    ----------
    known : Blockade
        What the workflow computed.
    texts : Texts
        Sentences of the language.
    """
    doses = tell_doses(known.regimen.doses_mg, texts)
    return BlockadeView(
        title=texts.say("blockade.title", doses=doses),
        disclaimer=texts.say("blockade.disclaimer"),
        lead=tuple(_lead(known, texts)),
        about=(*(texts.say(f"blockade.model_is.{m}") for m in MODELS), texts.say("blockade.bands")),
        plan=tell_plan(known.regimen, texts),
        notes=tuple(tell_note(note, texts) for note in known.notes),
        below=tabulate_below(known, texts),
        above=tabulate_above(known, texts),
        after=tabulate_after(known, texts),
        ratio=tuple(_tell_ratio(known, texts)),
        surgery=tuple(tell_surgery(known, texts)),
        trial=tuple(_tell_trial(known, texts)),
        washout=tabulate_washout(known, texts),
        tried=tuple(_tell_tried(known, texts)),
        plasma=tuple(_tell_plasma(known, texts)),
        derived=tuple(_tell_derived(known, texts)),
        parameters=tabulate_parameters(known, texts),
        emergency=(known.topics[EMERGENCY].title, known.topics[EMERGENCY].says),
        sources=tuple(list_sources(known)),
    )


def _lead(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield what matters first: the day after the last dose by both models, and the end."""
    last = next((d for d in reversed(known.regimen.doses) if d.mg > 0.0), None)
    if last is None:
        yield texts.marked("blockade.lead_none")
        return
    first, second = MODELS if known.model != "M0" else MODELS[::-1]
    mine, other = known.models[first], known.models[second]
    yield texts.marked(
        "blockade.lead_day",
        dose=tell_dose(last.mg, texts),
        first=texts.word(f"blockade.model.{first}"),
        second=texts.word(f"blockade.model.{second}"),
        peak=tell_percent(mine.peak.typical, texts),
        trough=tell_percent(mine.after[1].typical, texts),
        other_peak=tell_percent(other.peak.typical, texts),
        other_trough=tell_percent(other.after[1].typical, texts),
    )
    is_high = any(note.code == "above-low-dose" for note in known.notes)
    yield texts.marked("blockade.lead_high" if is_high else "blockade.lead_low")
    yield from (_tell_below(below, first, texts) for below in mine.below)


def _tell_below(below: "TimeBelow", model: "Model", texts: Texts) -> str:
    """Return how long the block lasts after the last dose, in the slowest people first."""
    key = "below" if below.typical_h > 0.0 else "seldom" if below.p975_h > 0.0 else "never"
    return texts.marked(
        f"blockade.lead_{key}",
        first=texts.word(f"blockade.model.{model}"),
        share=tell_percent(below.threshold, texts),
        typical=tell_span(below.typical_h, texts),
        high=tell_span(below.p975_h, texts),
    )


def _tell_ratio(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield what a dose ratio is, and the warning that goes with it."""
    yield texts.say("blockade.ratio.is")
    yield texts.say("blockade.ratio.not")
    topic, name = WARNING
    yield from (fact.says for fact in known.topics[topic].facts if fact.name == name)


def _tell_trial(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield what a trial can take from it."""
    days = (known.washout.default.value, known.washout.strict.value)
    default, strict = (texts.word("blockade.days", n=texts.number(n)) for n in days)
    yield texts.marked("blockade.trial.suggested", default=default, strict=strict)
    yield texts.say("blockade.trial.not_benefit")
    share = known.exposure.share
    yield texts.say(
        "blockade.trial.exposure",
        first=tell_percent(float(share[0]), texts),
        last=tell_percent(float(share[-1]), texts),
    )


def _tell_tried(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield the doses that a study found, and what one of each blocks; no cause is claimed."""
    yield from (dose.fact.says for dose in known.tried)
    doses = join([tell_dose(dose.fact.value or 0.0, texts) for dose in known.tried], texts)
    shares = join([tell_percent(dose.peak, texts) for dose in known.tried], texts)
    yield texts.say("blockade.tried.peak", doses=doses, shares=shares)
    yield texts.say("blockade.tried.no_link")


def _tell_plasma(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield the highest levels in the blood, with one digit: they are no better known."""
    levels = (known.plasma.naltrexone_ng_ml, known.plasma.naltrexol_ng_ml)
    shown = [f"{float(f'{level.max():.1g}'):g}" for level in levels]
    yield texts.say("blockade.plasma.is", naltrexone=shown[0], naltrexol=shown[1])


def _tell_derived(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield what is derived and what is a hypothesis."""
    yield texts.say("blockade.derived.curves")
    yield texts.say("blockade.rebound.badge", says=known.topics[REBOUND].says)


def list_sources(known: "Blockade") -> Iterator[tuple[str, str, str]]:
    """Yield id, title and address of the sources of all numbers, and of what guidelines say."""
    surgery = known.surgery
    facts = (*(guideline.fact for guideline in surgery.guidelines), *surgery.remarks)
    topic, name = WARNING
    warnings = (fact for fact in known.topics[topic].facts if fact.name == name)
    rebound = known.topics[REBOUND].facts
    used = [parameter.source for parameter in known.parameters.values()]
    tried = (dose.fact for dose in known.tried)
    used += [fact.source for fact in (*facts, *warnings, *rebound, *tried)]
    for identity in dict.fromkeys(used):
        source = known.sources[identity]
        yield source.id, source.title, source.url
