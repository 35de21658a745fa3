"""What speaks against a first dose: the form, and the result above it."""

from typing import Annotated

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lowdose.errors import ProfileError
from lowdose.report.screening.page import screening_sections
from lowdose.web.screen_form import (
    FormData,
    build_form,
    find_amounts,
    name_fields,
    place_problems,
    read_form,
    to_table,
)
from lowdose.web.views import show, texts_of
from lowdose.workflow.screen import list_questions, screen

pages = APIRouter()


@pages.get("/screen")
def form_page(request: Request) -> HTMLResponse:
    """Show the questions."""
    return _show(request, FormData({}))


@pages.post("/screen")
def result_page(request: Request, form: Annotated[FormData, Depends(read_form)]) -> HTMLResponse:
    """Show what was found, with the answers below to be corrected; nothing is stored."""
    if form.wants_row:
        return _show(request, form)
    texts = texts_of(request)
    try:
        result = screen(to_table(form, list_questions(), texts))
    except ProfileError as error:
        return _show(
            request, form, problems=place_problems(form, error.problems, texts), status=422
        )
    sections = screening_sections(result, texts, has_form=True)
    return _show(request, form, sections=sections, asks_amount=find_amounts(result))


def _show(
    request: Request,
    form: FormData,
    *,
    sections: Markup | None = None,
    problems: dict[str, str] | None = None,
    asks_amount: frozenset[str] = frozenset(),
    status: int = 200,
) -> HTMLResponse:
    """Return the page with what was typed."""
    problems = problems or {}
    texts = texts_of(request)
    parts = build_form(list_questions(), problems, texts)
    return show(
        request,
        "screen.html",
        status,
        parts=parts,
        form=form,
        problems=problems,
        names=name_fields(problems, list_questions(), texts),
        sections=sections,
        asks_amount=asks_amount,
    )
