"""How long a regimen blocks opioid receptors, and the forms to try another."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lowdose.errors import RegimenError
from lowdose.pharmacology.nightly import Steps
from lowdose.report.blockade.page import blockade_sections
from lowdose.web.nightly_form import LIMITS, USUAL, Typed, read_typed
from lowdose.web.views import environment, show, texts_of
from lowdose.workflow.blockade import blockade, load_steps, nightly_regimen

pages = APIRouter()


@pages.get("/blockade")
def blockade_page(request: Request) -> HTMLResponse:
    """Show how long a regimen blocks opioid receptors; a bad regimen is shown with its problem."""
    texts, steps = texts_of(request), load_steps()
    typed = read_typed(request.query_params, steps, texts)
    if typed.problems:
        return _show_problem(request, typed, steps)
    line = nightly_regimen(typed.nightly) if typed.nightly is not None else typed.fields["regimen"]
    try:
        result = blockade(line)
    except RegimenError as error:
        return _show_problem(request, typed, steps, error)
    form = _render_form(request, typed, steps, line=line)
    sections = blockade_sections(result, texts, form, typed.days)
    return show(request, "blockade.html", sections=sections)


def _show_problem(
    request: Request, typed: Typed, steps: Steps, error: RegimenError | None = None
) -> HTMLResponse:
    """Show the form with what was typed and what is wrong with it."""
    form = _render_form(request, typed, steps, line=typed.fields["regimen"], error=error)
    return show(request, "blockade.html", 422, sections="", form=form)


def _render_form(
    request: Request, typed: Typed, steps: Steps, line: str, error: RegimenError | None = None
) -> str:
    """Return the two forms: by numbers, and in one line."""
    texts = texts_of(request)
    template = environment().get_template("blockade-form.html")
    return template.render(
        texts=texts,
        t=texts.say,
        fields=typed.fields if not typed.fields["regimen"] else {**USUAL, **_keep(typed)},
        problems=typed.problems,
        limits=LIMITS,
        steps=steps,
        line=line,
        is_line=bool(typed.fields["regimen"]),
        error=error,
        parts=_split(error),
    )


def _keep(typed: Typed) -> dict[str, str]:
    """Return the day that is asked for, which both forms share."""
    return {"days": str(typed.days)}


def _split(error: RegimenError | None) -> tuple[str, str, str] | None:
    """Return the text before, at and after the place of a problem."""
    if error is None or error.place is None:
        return None
    start, end = error.place
    return error.text[:start], error.text[start:end] or " ", error.text[end:]
