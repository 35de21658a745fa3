"""Which published results stand for their studies in a pool, and why the others do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lowdose.errors import KnowledgeError
from lowdose.evidence.effect_size import Effect, NoEffect, effect_of
from lowdose.knowledge.records import Instrument, Result, Study


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A result of this outcome that is not in the pool.

    Parameters
    ----------
    study, result, name : str
        Ids, and the study's short name.
    why : str
        Key: `not-pooled` (the record says why), `other-comparator`, `other-measure`,
        `other-scale`, or a key of `NoEffect`.
    says : str
        Reason in the record, where `why` is `not-pooled`.
    value, se : float or None
        The effect, where one follows. [unit of its instrument]
    unit : str
        Its unit.
    """

    study: str
    result: str
    name: str
    why: str
    says: str
    value: float | None
    se: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A result that can be pooled, with what belongs to it.

    Parameters
    ----------
    study, result, instrument
        The records.
    effect : Effect
        Effect with standard error.
    """

    study: Study
    result: Result
    instrument: Instrument
    effect: Effect

    @property
    def n_people(self) -> int:
        """People behind the effect, else those analysed or randomised; 0 if unknown."""
        return self.effect.n_people or self.study.analysed or self.study.randomised or 0

    @property
    def scale(self) -> tuple[object, ...]:
        """What two results must share to be pooled: measure, ends, direction, and unit."""
        if self.effect.measure == "log RR":
            return ("log RR", self.instrument.lower_is_better)
        ends = (self.instrument.low, self.instrument.high)
        unit = self.instrument.unit if None in ends else ""
        return ("MD", self.instrument.lower_is_better, ends, unit)


def select_results(
    outcome: str,
    studies: Sequence[Study],
    instruments: Mapping[str, Instrument],
    comparator: str,
) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """Select the results of an outcome that can be pooled.

    Parameters
    ----------
    outcome : str
        Word of `Instrument.outcome`.
    studies : sequence of Study
        Studies of one condition.
    instruments : mapping of str to Instrument
        Instruments by id.
    comparator : str
        The comparator that counts, such as `placebo`.

    Returns
    -------
    chosen : tuple of Candidate
        One for each study, by year, all of one measure and one scale: the scale with
        the most people behind it.
    left_out : tuple of LeftOut
        All other results of the outcome, by year.

    Raises
    ------
    KnowledgeError
        If two results of one study are marked to stand for it.
    """
    able: list[Candidate] = []
    left_out: list[LeftOut] = []
    for study in sorted(studies, key=lambda study: (study.year, study.id)):
        for result in study.results:
            instrument = instruments[result.instrument]
            if instrument.outcome != outcome:
                continue
            effect = effect_of(result, instrument)
            if not result.pool:
                left_out.append(_leave_out(study, result, effect, "not-pooled"))
            elif study.comparator != comparator:
                left_out.append(_leave_out(study, result, effect, "other-comparator"))
            elif isinstance(effect, NoEffect):
                left_out.append(_leave_out(study, result, effect, effect.why))
            else:
                able.append(Candidate(study, result, instrument, effect))
    _refuse_twins(able)
    main = _main_scale(able)
    chosen = tuple(candidate for candidate in able if candidate.scale == main)
    for candidate in able:
        if candidate.scale != main:
            why = "other-measure" if candidate.scale[0] != main[0] else "other-scale"
            left_out.append(_leave_out(candidate.study, candidate.result, candidate.effect, why))
    return chosen, tuple(left_out)


def _main_scale(candidates: Sequence[Candidate]) -> tuple[object, ...]:
    """Return the scale with the most people, the earliest of equals."""
    people: dict[tuple[object, ...], int] = {}
    for candidate in candidates:
        people[candidate.scale] = people.get(candidate.scale, 0) + candidate.n_people
    return max(people, key=lambda scale: people[scale]) if people else ()


def _refuse_twins(candidates: Sequence[Candidate]) -> None:
    """Refuse two results that both stand for one study."""
    first: dict[str, str] = {}
    for candidate in candidates:
        study, result = candidate.study.id, candidate.result.name
        if study in first:
            raise KnowledgeError(
                f"{study}: results {first[study]!r} and {result!r} both have pool = true for "
                f"{candidate.instrument.outcome!r}. One may. Set the other to false and say why."
            )
        first[study] = result


def _leave_out(study: Study, result: Result, effect: Effect | NoEffect, why: str) -> LeftOut:
    """Return a result that is not pooled, with its reason."""
    return LeftOut(
        study=study.id,
        result=result.name,
        name=study.name,
        why=why,
        says=result.why if why == "not-pooled" else "",
        value=effect.value,
        se=effect.se if isinstance(effect, Effect) else None,
        unit=effect.unit,
    )
