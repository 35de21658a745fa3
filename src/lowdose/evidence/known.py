"""Everything that is known about one outcome in one condition."""

from dataclasses import dataclass

from lowdose.evidence.synthesis import Synthesis
from lowdose.evidence.verdict import EfficacyVerdict
from lowdose.knowledge.records import Condition, Conflict, EffectPrior, Review, Source, Study


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one outcome in one condition.

    Parameters
    ----------
    condition : Condition
        With what was never studied.
    synthesis : Synthesis
        Studies, pooled effect, certainty, effect in one person.
    verdict : EfficacyVerdict
        What it says about "it helps".
    studies : tuple of Study
        Every study of the condition, pooled or not, by year.
    reviews : tuple of Review
        Published reviews of the condition.
    conflicts : tuple of Conflict
        Disagreements about one of these records.
    sources : dict of str to Source
        Everything cited, by id.
    outcomes : tuple of str
        Outcomes of the condition that can be asked for.
    prior : EffectPrior or None
        Effect in one person before their own trial, for `analyse`; None where no study
        can be pooled, or the outcome has no scale from 0 to 10.
    """

    condition: Condition
    synthesis: Synthesis
    verdict: EfficacyVerdict
    studies: tuple[Study, ...]
    reviews: tuple[Review, ...]
    conflicts: tuple[Conflict, ...]
    sources: dict[str, Source]
    outcomes: tuple[str, ...]
    prior: EffectPrior | None
