"""Analyse: diaries in, one answer per person and treatment out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.diary.text import MOST_BYTES
from lowdose.errors import UsageError
from lowdose.inference.analysis import answer_diary
from lowdose.inference.answer import Answer
from lowdose.inference.comparison import InertDrug
from lowdose.inference.priors import Priors
from lowdose.inference.quadrature import FAST
from lowdose.inference.question import Wishes, check_reference, frame_question
from lowdose.inference.verdict import Assumptions
from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import BackgroundPrior, EffectPrior, Mcid, OnsetPrior, PeriodPrior
from lowdose.workflow.evidence import evidence_prior

#: Seed of the inert-drug simulation behind the false-alarm rate; fixed, so that the same diary
#: gives the same answer.
INERT_SEED = 20260101

#: Start of the names of priors that come from the pooled trials of a condition, and the name
#: of the placeholder they replace.
OF_CONDITION, PROVISIONAL = "evidence:", "evidence"

Progress = Callable[[int, int], None]
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class AnalyseOptions:
    """How diaries are analysed; every default is fixed before a diary is seen.

    Parameters
    ----------
    outcome : str or None
        Main outcome; None for pain, or the only outcome there is.
    reference : str or None
        Treatment the others are compared with; None for a usual one, such as placebo.
    mcid : float or None
        Smallest change that matters; None for a tenth of the scale. [outcome units]
    prior : str
        Name of the effect prior of the headline, or `evidence:<condition>`.
    onset : str
        Name of the onset prior.
    period_prior : str
        Name of the prior of the period levels.
    """

    outcome: str | None = None
    reference: str | None = None
    mcid: float | None = None
    prior: str = "weak"
    onset: str = "ldn"
    period_prior: str = "half-normal-0.7"


def analyse(
    diary: Diary, options: AnalyseOptions | None = None, treatment: str | None = None
) -> Answer:
    """Answer whether a treatment helps the person who kept this diary.

    Parameters
    ----------
    diary : Diary
        One person's diary.
    options : AnalyseOptions, optional
        Outcome, reference, MCID and priors.
    treatment : str, optional
        Which treatment, where the diary compares several with the reference.

    Returns
    -------
    Answer
        Verdict, effects, probabilities, and what they rest on.

    Raises
    ------
    UsageError
        If the question does not fit the diary.
    """
    answers = analyse_diaries((diary,), options or AnalyseOptions())
    if treatment is None and len(answers) == 1:
        return answers[0]
    for answer in answers:
        if answer.treatment == treatment:
            return answer
    names = ", ".join(answer.treatment for answer in answers)
    raise UsageError(
        f"analyse: treatment is {treatment!r}. The diary compares {names} with "
        f"{answers[0].reference}. Name one of them as treatment=."
    )


def analyse_bytes(
    content: bytes,
    name: str,
    reading: ReadOptions | None = None,
    options: AnalyseOptions | None = None,
    progress: Progress | None = None,
) -> tuple[Answer, ...]:
    """Read the diaries of a file and answer for every person and treatment.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, for messages.
    reading : ReadOptions, optional
        How to read it.
    options : AnalyseOptions, optional
        How to analyse it.
    progress : callable, optional
        Called with the number of persons done and their total.

    Raises
    ------
    DiaryError
        If the file can't be read; it carries every problem.
    UsageError
        If the question does not fit the diary.
    """
    diaries = read_diaries(content, name, reading or ReadOptions())
    return analyse_diaries(diaries, options or AnalyseOptions(), progress)


def analyse_file(
    path: Path,
    reading: ReadOptions | None = None,
    options: AnalyseOptions | None = None,
    progress: Progress | None = None,
) -> tuple[Answer, ...]:
    """Read a file and answer as `analyse_bytes` does.

    Raises
    ------
    UsageError
        If there is no such file, or it can't be opened.
    """
    try:
        with path.open("rb") as file:
            # One byte more than is allowed is enough for the reader to refuse it.
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "it can't be read").lower()
        raise UsageError(
            f"{path}: {reason}. A diary is one readable CSV file. Check the name and the folder."
        ) from error
    return analyse_bytes(content, path.name, reading, options, progress)


def analyse_diaries(
    diaries: tuple[Diary, ...], options: AnalyseOptions, progress: Progress | None = None
) -> tuple[Answer, ...]:
    """Answer for every person and treatment; many persons are answered as a batch.

    One person gets the standard quadrature, other priors and pictures; a batch
    the fast quadrature and the headline. Raises `UsageError` as `analyse` does.
    """
    assumptions = load_assumptions(options)
    sizes = load_records(Mcid)
    wishes = Wishes(options.outcome, options.reference, options.mcid)
    alone = len(diaries) == 1
    check_reference(diaries, options.reference)
    answers: list[Answer] = []
    for done, diary in enumerate(diaries, start=1):
        question = frame_question(diary, wishes, sizes, among_many=not alone)
        if alone:
            inert = InertDrug(np.random.default_rng(INERT_SEED))
            question = replace(question, inert=inert)
        else:
            question = replace(question, rule=FAST, in_full=False)
        answers.extend(answer_diary(diary, question, assumptions))
        if progress is not None:
            progress(done, len(diaries))
    return tuple(answers)


def load_assumptions(options: AnalyseOptions) -> Assumptions:
    """Load the priors that the options name.

    Raises
    ------
    UsageError
        If a name is not that of a record.
    """
    effects = load_records(EffectPrior)
    periods = load_records(PeriodPrior)
    name = options.prior
    if name.startswith(OF_CONDITION):
        of_condition = evidence_prior(name.removeprefix(OF_CONDITION))
        name = of_condition.name
        # It stands in for the provisional one wherever the verdict is held against evidence.
        effects = {**effects, PROVISIONAL: of_condition, of_condition.name: of_condition}
    onset = _pick("onset", options.onset, load_records(OnsetPrior))
    priors = Priors(
        effect=_pick("prior", name, effects),
        onset=onset,
        period=_pick("period-prior", options.period_prior, periods),
        background=load_records(BackgroundPrior)["nrs"],
    )
    return Assumptions(priors, effects, periods)


def _pick(what: str, name: str, records: dict[str, Record]) -> Record:
    """Return the record of a name."""
    if name not in records:
        raise UsageError(f"{what} is {name!r}. Known: {', '.join(records)}. Name one of them.")
    return records[name]
