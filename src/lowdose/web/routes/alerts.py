"""Alerts while naltrexone is taken: a short check for today, with diary and log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lowdose.errors import DiaryError, HealthLogError, KeyProblem, LowdoseError
from lowdose.knowledge.records import Item
from lowdose.report.watch.page import watch_sections
from lowdose.web.check_form import Check, read_check, read_typed
from lowdose.web.views import settings_of, show, texts_of
from lowdose.workflow.watch import load_questions, watch_files

pages = APIRouter()

#: Parts of the form, each with the sections of its questions; the first two stand open.
PARTS = (
    ("danger", ("symptoms",)),
    ("mood", ("mood",)),
    ("opioids", ("opioids", "medicines")),
    ("medicine", ("the-medicine",)),
    ("plans", ("procedures", "pregnancy", "about-you")),
    ("tests", ("liver-kidney", "tests")),
)
N_OPEN = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form.

    Parameters
    ----------
    name : str
        Names its heading.
    items : tuple of Item
        Its questions.
    is_open : bool
        Whether it can be seen at once.
    """

    name: str
    items: tuple[Item, ...]
    is_open: bool


@pages.get("/alerts")
def alerts_page(request: Request) -> HTMLResponse:
    """Show the form."""
    return _show(request, Check({}))


@pages.post("/alerts")
def check_page(request: Request, check: Annotated[Check, Depends(read_check)]) -> HTMLResponse:
    """Show the alerts, or what of the form can't be read."""
    today = date.today()
    try:
        read = read_typed(check, today)
        entries = [read.answers] if read.answers else []
        found = watch_files(read.diary, read.log, entries, read.start, today)
    except (DiaryError, HealthLogError) as error:
        sections = _show_emergencies(request, check, error, today)
        return _show(request, check, error.http_status, sections, tell_problems(error))
    except LowdoseError as error:
        return _show(request, check, error.http_status, problems=[("", str(error))])
    return _show(request, check, sections=watch_sections(found, texts_of(request)))


def _show_emergencies(
    request: Request, check: Check, error: DiaryError | HealthLogError, today: date
) -> str:
    """Return the alerts of what can be read, if there is an emergency: it waits for no slip."""
    wrong = {p.key for p in error.problems} if isinstance(error, HealthLogError) else set()
    try:
        read = read_typed(Check({n: t for n, t in check.typed.items() if n not in wrong}), today)
        rest = {name: value for name, value in read.answers.items() if name not in wrong}
        found = watch_files(entries=[{**rest, "date": today}] if rest else [], today=today)
    except LowdoseError:
        return ""
    is_urgent = any(a.is_current and a.urgency == "emergency" for a in found.alerts)
    return watch_sections(found, texts_of(request)) if is_urgent else ""


def tell_problems(error: DiaryError | HealthLogError) -> list[tuple[str, str]]:
    """Return the question or the place of each problem, and what is wrong."""
    if isinstance(error, DiaryError):
        lines = [(f"line {p.line}" if p.line is not None else "", p.text) for p in error.problems]
        return [(" ".join(part for part in (error.where, line) if part), t) for line, t in lines]
    return [(_place(problem), problem.text) for problem in error.problems]


def list_parts(items: Iterable[Item], typed: Iterable[str] = ()) -> tuple[Part, ...]:
    """Return the parts of the form with their questions; those with an answer stand open.

    Parameters
    ----------
    items : iterable of Item
        The questions in their order.
    typed : iterable of str
        Fields that were filled in.
    """
    asked, filled = tuple(items), set(typed)
    parts = []
    for number, (name, sections) in enumerate(PARTS):
        mine = tuple(item for item in asked if item.section in sections)
        is_open = number < N_OPEN or any(item.id in filled for item in mine)
        parts.append(Part(name, mine, is_open))
    return tuple(parts)


def _place(problem: KeyProblem) -> str:
    """Return where a problem is, the question in words where it was asked."""
    item = load_questions().get(problem.key)
    asked = item.ask if item is not None else problem.key
    return ": ".join(part for part in (problem.where, asked) if part)


def _show(
    request: Request,
    check: Check,
    status: int = 200,
    sections: str = "",
    problems: Iterable[tuple[str, str]] = (),
) -> HTMLResponse:
    """Show the page with what was found, and the form with what was typed."""
    listed = list(problems)
    most = settings_of(request).most_problems
    return show(
        request,
        "alerts.html",
        status,
        parts=list_parts(load_questions().values(), check.typed),
        typed=check.typed,
        sections=sections,
        n_problems=len(listed),
        problems=listed[:most],
        today=date.today().isoformat(),
    )
