"""The form of the safety check, read in memory: nothing of it ever reaches a disk or an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from lowdose.errors import AnswerError, HealthLogError, KeyProblem
from lowdose.safety.days import read_day
from lowdose.web.upload import parse_form, tidy_name
from lowdose.workflow.watch import File

#: Fields and files of the form; more come from something else than our page.
MOST_FIELDS, MOST_FILES = 120, 2
#: Longest answer that is read.
LONGEST = 2000
#: The two short questions whose sum is the PHQ-2, and from where on it is high.
PHQ_HIGH = 3
PHQ_PARTS, PHQ_SUM = ("phq-2-a", "phq-2-b"), "phq-2-score"
MEDICINES = "new-medicine"


@dataclass(frozen=True, slots=True)
class Check:
    """What was entered.

    Parameters
    ----------
    typed : mapping of str to str
        Fields as typed, to be shown again.
    answers : mapping of str to object
        Raw answers by id of the question, with their `date`; empty where none was given.
    start : datetime.date or None
        Day of the first dose.
    diary, log : File or None
        Files.
    """

    typed: Mapping[str, str]
    answers: Mapping[str, object] = field(default_factory=dict)
    start: date | None = None
    diary: File | None = None
    log: File | None = None


async def read_check(request: Request) -> Check:
    """Read the form of a request.

    Parameters
    ----------
    request : Request
        With a body of the type `multipart/form-data`.

    Raises
    ------
    UploadTooLargeError
        If the body is larger than the settings allow.
    UploadRefusedError
        If it is no form.
    """
    form = await parse_form(request, MOST_FILES, MOST_FIELDS)
    files = {name: await _read_file(form, name) for name in ("diary", "log")}
    typed = {
        name: value.strip()[:LONGEST]
        for name, value in form.items()
        if isinstance(value, str) and value.strip()
    }
    await form.close()
    return Check(typed=typed, diary=files["diary"], log=files["log"])


def read_typed(check: Check, today: date) -> Check:
    """Read what was typed beside the files.

    Parameters
    ----------
    check : Check
        As the form gave it.
    today : datetime.date
        Day of answers without one.

    Raises
    ------
    HealthLogError
        If the day of the first dose can't be read.
    """
    answers: dict[str, object] = {
        name: value for name, value in check.typed.items() if name not in ("date", "start")
    }
    parts = [str(answers.pop(name, "")) for name in PHQ_PARTS]
    if any(parts):
        answers[PHQ_SUM] = _add_phq(parts)
    if MEDICINES in answers:
        answers[MEDICINES] = str(answers[MEDICINES]).splitlines()
    if answers:
        answers["date"] = check.typed.get("date", today.isoformat())
    start = check.typed.get("start")
    try:
        first = read_day(start, today) if start else None
    except AnswerError as error:
        raise HealthLogError((KeyProblem("", "start", str(error)),)) from error
    return Check(check.typed, answers, first, check.diary, check.log)


def _add_phq(parts: Sequence[str]) -> object:
    """Return the PHQ-2; one high answer decides, though the other is missing."""
    given = [int(part) for part in parts if part in ("0", "1", "2", "3")]
    is_decided = len(given) == len(parts) or sum(given) >= PHQ_HIGH
    return sum(given) if is_decided else "unknown"


async def _read_file(form: FormData, name: str) -> File | None:
    """Return one file of the form, None where none was chosen."""
    file = form.get(name)
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return File(await file.read(), tidy_name(file.filename))
