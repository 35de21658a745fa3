"""The wide export of StudyU: surveys in numbered columns, days counted from the start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lowdose.diary.cells import Fault, fold, read_number
from lowdose.diary.forms import Entries, choose_person, read_persons
from lowdose.diary.options import TREATMENT, ReadOptions
from lowdose.diary.problems import ProblemList, listing, shown
from lowdose.diary.study_days import STARTED, STUDY_DAY, TIME, read_study_days
from lowdose.diary.table import Table

PERSON = "participant_id"
LABEL = "current_intervention_name"
#: Columns without which there is no day and no treatment.
NEEDED = (TIME, PERSON, STARTED, STUDY_DAY, LABEL)

_RESPONSE = re.compile(r"(survey(\d{1,4}))_question(\d{1,4})_response", re.A)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey.

    Parameters
    ----------
    name : str
        Its columns without their endings, such as `survey1_question2`.
    text : str
        What was asked; the name where nothing is written.
    cells : sequence of str, length n_rows
        Answers, empty where none was given.
    is_numeric : bool
        True if there are answers and all are numbers.
    """

    name: str
    text: str
    cells: Sequence[str]
    is_numeric: bool


def is_studyu(table: Table) -> bool:
    """Say whether a file is an export of StudyU."""
    return {PERSON, LABEL} <= {fold(name) for name in table.header}


def read_studyu(table: Table, options: ReadOptions, problems: ProblemList) -> Entries | None:
    """Read the entries of a StudyU export.

    Parameters
    ----------
    table : Table
        Cells of the file.
    options : ReadOptions
        Among others which questions are outcomes.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    Entries or None
        None where a column is missing without which there are no entries.
    """
    columns = {fold(name): number for number, name in enumerate(table.header)}
    for name in NEEDED:
        if name not in columns:
            line, column = table.header_line, shown(name)
            problems.add("missing-column", line, column=column, hint="", way_out="")
    if not set(NEEDED) <= set(columns):
        return None
    # All persons decide on the outcome, so that each of them has the same one.
    questions = find_questions(table, options)
    chosen = choose_questions(questions, options, problems)
    whole, table = table, choose_person(table, columns[PERSON], options, problems)
    persons = read_persons(table, columns[PERSON], problems)
    days, clocks, notices = read_study_days(table, persons, options, problems)
    own = questions if table is whole else find_questions(table, options)
    answers = {question.name: question.cells for question in own}
    scores = {name: answers[question.name] for name, question in _name_scores(chosen).items()}
    items = {TREATMENT: table.columns[columns[LABEL]], **scores}
    if not options.outcomes and chosen:
        notices.append(_tell_choice(chosen[0], questions))
    return Entries(table.lines, persons, days, clocks, items, tuple(scores), tuple(notices))


def find_questions(table: Table, options: ReadOptions) -> list[Question]:
    """Return the questions of all surveys in their order."""
    columns = {fold(name): table.columns[number] for number, name in enumerate(table.header)}
    matches = [match for match in map(_RESPONSE.fullmatch, columns) if match]
    matches.sort(key=lambda match: (int(match[2]), int(match[3])))
    asked = {one: _find_asked(columns.get(f"is_{one}")) for one in {match[1] for match in matches}}
    questions = []
    for match in matches:
        name = match[0].removesuffix("_response")
        cells = columns[match[0]]
        if (is_asked := asked[match[1]]) is not None:
            cells = [cell if is_now else "" for cell, is_now in zip(cells, is_asked, strict=True)]
        text = " ".join(next(filter(None, columns.get(f"{name}_text", ())), name).split())
        numbers = [read_number(cell, options.decimal_comma) for cell in set(cells) - {""}]
        is_numeric = bool(numbers) and not any(isinstance(number, Fault) for number in numbers)
        questions.append(Question(name, text, cells, is_numeric))
    return questions


def _find_asked(cells: Sequence[str] | None) -> list[bool] | None:
    """Return in which rows a survey was asked; None where the file does not say."""
    if cells is None:
        return None
    yes = {cell for cell in set(cells) if cell.casefold() == "true"}
    return [cell in yes for cell in cells]


def choose_questions(
    questions: Sequence[Question], options: ReadOptions, problems: ProblemList
) -> list[Question]:
    """Return the questions that are outcomes: those asked for, else the first with numbers."""
    numeric = [question for question in questions if question.is_numeric]
    known = listing([question.text for question in numeric], most=20) or "none"
    if not options.outcomes:
        if not numeric:
            problems.add("no-outcome", None, outcomes="a survey question with numbers")
        return numeric[:1]
    chosen = []
    for piece in options.outcomes:
        matches = _match_questions(questions, piece)
        if not matches:
            problems.add("question-unknown", None, value=shown(piece), known=known)
        elif len(matches) > 1:
            names = listing([f"{match.name}: {match.text}" for match in matches], most=20)
            problems.add("question-unclear", None, value=shown(piece), known=names)
        elif not matches[0].is_numeric:
            text = shown(matches[0].text, most=80)
            problems.add("question-not-numeric", None, value=text, known=known)
        else:
            chosen.append(matches[0])
    return chosen


def _match_questions(questions: Sequence[Question], piece: str) -> list[Question]:
    """Return the questions with this name, else this text, else this piece of text."""
    wanted = fold(piece)
    by_name = [question for question in questions if question.name == wanted]
    by_text = [question for question in questions if fold(question.text) == wanted]
    return by_name or by_text or [one for one in questions if wanted in fold(one.text)]


def _name_scores(chosen: Sequence[Question]) -> dict[str, Question]:
    """Return the questions by their texts, by their names where texts repeat."""
    texts = [question.text for question in chosen]
    return {one.text if texts.count(one.text) == 1 else one.name: one for one in chosen}


def _tell_choice(chosen: Question, questions: Sequence[Question]) -> str:
    """Say which question became the outcome, and which could."""
    others = [one.text for one in questions if one.is_numeric and one is not chosen]
    return f"The outcome is the survey question {chosen.text!r}." + (
        f" Others can be chosen with `--outcome`: {listing(others, most=20)}." if others else ""
    )
