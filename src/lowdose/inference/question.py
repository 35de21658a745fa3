"""The question that is put to a diary, fixed before the diary is looked at."""

from dataclasses import dataclass

from lowdose.diary.entries import Diary
from lowdose.errors import UsageError
from lowdose.inference.comparison import InertDrug
from lowdose.inference.quadrature import STANDARD, Rule
from lowdose.inference.trial_days import COMMON_WIDTH, list_treatments
from lowdose.knowledge.records import Mcid
from lowdose.terms import USUAL_REFERENCES, Outcome

#: Beginnings of labels that say the treatment is not given.
WITHOUT = ("no ", "without ")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a diary.

    Parameters
    ----------
    outcome : Outcome
        Main outcome.
    reference : str
        Treatment the others are compared with.
    mcid : float
        Smallest change that matters. [outcome units]
    much_better_share : float
        Share of the score off treatment that is much better. [0 to 1]
    rule : Rule
        Quadrature rule: `STANDARD` for one person, `FAST` for many.
    inert : InertDrug or None
        How to count false alarms of the plain comparison; None leaves them out.
    in_full : bool
        Whether other priors, pictures and other outcomes are wanted; a batch of
        many persons goes without.
    """

    outcome: Outcome
    reference: str
    mcid: float
    much_better_share: float
    rule: Rule = STANDARD
    inert: InertDrug | None = None
    in_full: bool = True


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asked for; None stands for the usual.

    Parameters
    ----------
    outcome, reference : str or None
        Names as the person wrote them.
    mcid : float or None
        Smallest change that matters. [outcome units]
    """

    outcome: str | None = None
    reference: str | None = None
    mcid: float | None = None


def frame_question(
    diary: Diary, wishes: Wishes, usual: dict[str, Mcid], *, among_many: bool = False
) -> Question:
    """Frame a question so that it fits a diary.

    Parameters
    ----------
    diary : Diary
        The diary the question is about.
    wishes : Wishes
        What the person asked for.
    usual : dict of str to Mcid
        Sizes of change on a scale of 0 to 10, by name: `pain` and `much-better`.
    among_many : bool
        True where the diary is one of many: a reference it lacks is then no error
        but a comparison that it can't make.

    Raises
    ------
    UsageError
        If a name is not in the diary, or the MCID does not fit the scale.
    """
    chosen = choose_outcome(diary, wishes.outcome)
    points = wishes.mcid
    if points is None:
        points = usual["pain"].points * chosen.width / COMMON_WIDTH
    if not 0.0 < points <= chosen.width:
        raise UsageError(
            f"mcid is {points:g}. It must be above 0 and at most {chosen.width:g}, the length of "
            "the scale. Name the smallest change that would matter to you."
        )
    try:
        reference = choose_reference(diary, wishes.reference)
    except UsageError:
        if not among_many:
            raise
        reference = wishes.reference or ""
    return Question(chosen, reference, points, usual["much-better"].share)


def check_reference(diaries: tuple[Diary, ...], wanted: str | None) -> None:
    """Raise `UsageError` if a wanted reference is in none of the diaries."""
    labels = dict.fromkeys(label for diary in diaries for label in list_treatments(diary))
    if wanted is not None and wanted.casefold() not in {label.casefold() for label in labels}:
        raise UsageError(
            f"reference is {wanted!r}. The file has {', '.join(labels) or 'no treatment'}. "
            "Name the one the others are compared with."
        )


def choose_outcome(diary: Diary, wanted: str | None) -> Outcome:
    """Return the wanted outcome, also by part of its name; else pain, else the first there is."""
    if wanted is None:
        return diary.outcomes.get("pain") or next(iter(diary.outcomes.values()))
    for name, outcome in diary.outcomes.items():
        if name.casefold() == wanted.casefold():
            return outcome
    parts = [o for name, o in diary.outcomes.items() if wanted.casefold() in name.casefold()]
    if parts:
        return parts[0]
    raise UsageError(
        f"outcome is {wanted!r}. The diary has {', '.join(diary.outcomes)}. Name one of them."
    )


def choose_reference(diary: Diary, wanted: str | None) -> str:
    """Return the wanted reference, else a usual one; empty where there is nothing to compare."""
    labels = {label.casefold(): label for label in list_treatments(diary)}
    if wanted is not None:
        if wanted.casefold() in labels:
            return labels[wanted.casefold()]
        raise UsageError(
            f"reference is {wanted!r}. The diary has "
            f"{', '.join(labels.values()) or 'no treatment'}. "
            "Name the one the others are compared with."
        )
    for usual in USUAL_REFERENCES:
        if usual in labels:
            return labels[usual]
    without = [label for key, label in labels.items() if key.startswith(WITHOUT)]
    if len(without) == 1:
        return without[0]
    if len(labels) < 2:
        return ""
    raise UsageError(
        f"The diary compares {', '.join(labels.values())}. None of them is called "
        f"{', '.join(USUAL_REFERENCES[:3])} or the like. Name the reference with --reference."
    )
