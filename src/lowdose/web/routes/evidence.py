"""What trials say for one condition."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lowdose.errors import UsageError
from lowdose.report.efficacy import measured_name
from lowdose.report.evidence.page import Links, evidence_sections
from lowdose.web.views import show, texts_of
from lowdose.workflow.evidence import evidence, list_conditions

pages = APIRouter()


@pages.get("/evidence/{condition}")
def evidence_page(request: Request, condition: str, outcome: str | None = None) -> HTMLResponse:
    """Show the evidence; an unknown condition or outcome is a missing page."""
    texts = texts_of(request)
    try:
        known = evidence(condition, outcome)
    except UsageError as error:
        raise HTTPException(404) from error
    others = tuple(o for o in known.outcomes if o != known.synthesis.outcome)
    links = Links(
        conditions=tuple((c.id, c.name) for c in list_conditions() if c.id != known.condition.id),
        outcomes=tuple((o, measured_name(o, texts)) for o in others),
    )
    sections = evidence_sections(known, texts, links)
    return show(request, "evidence.html", sections=sections, name=known.condition.name)
