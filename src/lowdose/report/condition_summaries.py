"""From pooled evidence to what a reply or a table shows of it."""

from datetime import date
from typing import TYPE_CHECKING

from lowdose.question.reply import ConditionSummary
from lowdose.report.efficacy import (
    count_trials,
    measured_name,
    tell_effect,
    tell_judgement,
    tell_pooled,
    tell_unit,
)
from lowdose.report.texts import Texts, plain

if TYPE_CHECKING:
    from lowdose.evidence.synthesis import Synthesis
    from lowdose.evidence.verdict import EfficacyVerdict
    from lowdose.knowledge.records import Condition, Fact, Study


def summarise_condition(
    condition: "Condition",
    synthesis: "Synthesis",
    verdict: "EfficacyVerdict",
    studies: "tuple[Study, ...]",
    texts: Texts,
) -> ConditionSummary:
    """Return what is shown of a synthesis.

    Parameters
    ----------
    condition : Condition
        The condition.
    synthesis : Synthesis
        Pooled effect, also where nothing could be pooled.
    verdict : EfficacyVerdict
        What follows.
    studies : tuple of Study
        All studies of the condition, for their sources; without any, those of the
        condition's own facts are named.
    texts : Texts
        Sentences of the language.
    """
    pooled = synthesis.pooled
    sentence = plain(tell_pooled(synthesis, condition, texts))
    word = verdict.key if texts.has(f"verdict_word.{verdict.key}") else verdict.verdict
    used = {study.study for study in synthesis.studies} or {s.id for s in studies[-2:]}
    facts = [fact for fact in condition.facts if fact.verified]
    return ConditionSummary(
        condition=condition.id,
        name=condition.name,
        outcome=measured_name(synthesis.outcome, texts),
        sentence=f"{sentence} {tell_judgement(verdict, synthesis, texts)}",
        measure=synthesis.measure if pooled is not None else None,
        unit=tell_unit(synthesis, texts) if pooled is not None else "",
        k=pooled.k if pooled is not None else 0,
        n_people=synthesis.n_people if pooled is not None else 0,
        effect=pooled.mean if pooled is not None else None,
        low=pooled.ci95[0] if pooled is not None else None,
        high=pooled.ci95[1] if pooled is not None else None,
        shown=tell_effect(synthesis, pooled, texts) if pooled is not None else "–",
        people=_tell_people(synthesis, texts),
        certainty=texts.word(
            f"grade.{synthesis.certainty.grade if synthesis.certainty else 'none'}"
        ),
        verdict=verdict.verdict,
        verdict_words=texts.word(f"verdict_word.{word}"),
        studies=tuple(study.study for study in synthesis.studies),
        citations=tuple(_cite(part) for part in [s for s in studies if s.id in used] or facts),
    )


def _tell_people(synthesis: "Synthesis", texts: Texts) -> str:
    """Return trials and people in words; empty where nothing was pooled."""
    if synthesis.pooled is None:
        return ""
    trials = count_trials(synthesis.pooled.k, texts)
    return texts.word("ask.people", trials=trials, n=synthesis.n_people)


def _cite(part: "Study | Fact") -> tuple[str, str, date, str]:
    return part.source, part.locator, part.checked, part.seen
