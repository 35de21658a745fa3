"""The answer: an example to look at, and the answer from one's own diary."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse

from lowdose.diary.options import ReadOptions
from lowdose.errors import DiaryError, LowdoseError, Problem
from lowdose.inference.answer import Answer
from lowdose.report.page import answer_sections
from lowdose.web.fields import name_fields
from lowdose.web.upload import Upload, read_upload
from lowdose.web.views import settings_of, show, texts_of
from lowdose.workflow.analyse import AnalyseOptions, analyse_bytes
from lowdose.workflow.demo import demo

Analyse = Callable[[bytes, str, ReadOptions, AnalyseOptions], tuple[Answer, ...]]
pages = APIRouter()


def show_example(request: Request) -> Markup:
    """Return the answer of the example, worked out and drawn once."""
    state = request.app.state
    if state.example is None:
        state.example = answer_sections(demo(), texts_of(request))
    return Markup(state.example)


def choose_analysis() -> Analyse:
    """Return what answers a file."""
    return analyse_bytes


@pages.get("/healthz")
def health() -> PlainTextResponse:
    """Say that the pages are there."""
    return PlainTextResponse("ok")


@pages.get("/answer")
def example_page(
    request: Request, example: Annotated[Markup, Depends(show_example)]
) -> HTMLResponse:
    """Show the example, and the form for one's own diary."""
    return show(request, "example.html", example=example)


@pages.post("/answer")
def answer_page(
    request: Request,
    upload: Annotated[Upload, Depends(read_upload)],
    analyse: Annotated[Analyse, Depends(choose_analysis)],
) -> HTMLResponse:
    """Show the answer from a diary."""
    answers = analyse(upload.content, upload.name, upload.reading, upload.options)
    sections = answer_sections(answers, texts_of(request), settings_of(request).most_answers)
    return show(request, "answer.html", sections=sections, name=upload.name)


async def refuse(request: Request, error: Exception) -> HTMLResponse:
    """Show an expected error, with the form to try again.

    Parameters
    ----------
    request : Request
        The request that led to it.
    error : Exception
        A `LowdoseError`; one of a diary file is shown problem by problem.

    Returns
    -------
    HTMLResponse
        Page with the status of the error.
    """
    status = error.http_status if isinstance(error, LowdoseError) else 500
    if isinstance(error, DiaryError):
        rows = [split_problem(problem) for problem in error.problems]
        texts = texts_of(request)
        most = settings_of(request).most_problems
        return show(
            request,
            "problems.html",
            status,
            name=error.where,
            n_problems=len(rows),
            rows=[(line, what, name_fields(to_do, texts)) for line, what, to_do in rows[:most]],
        )
    return show(request, "error.html", status, message=name_fields(str(error), texts_of(request)))


def split_problem(problem: Problem) -> tuple[int | None, str, str]:
    """Return line, what is wrong, and what to do: the last sentence of a problem.

    Parameters
    ----------
    problem : Problem
        Its text says what is wrong, what is allowed, what to do.

    Returns
    -------
    tuple
        Line or None, the first sentences, the last one; the last is empty where
        there is only one.
    """
    what, stop, to_do = problem.text.rpartition(". ")
    return (problem.line, f"{what}.", to_do) if stop else (problem.line, to_do, "")
