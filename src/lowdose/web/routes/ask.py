"""The first page: a question with its honest answer, and the way to ask another."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lowdose.errors import harmless
from lowdose.report.evidence.page import reply_sections
from lowdose.web.views import settings_of, show, texts_of
from lowdose.workflow.ask import FIRST_QUESTION, LONGEST_QUESTION, ask

pages = APIRouter()


@pages.get("/")
def ask_page(request: Request, q: str = "") -> HTMLResponse:
    """Answer a question, up to the length that is read; the first one while none is asked."""
    question = harmless(" ".join(q.split()))[:LONGEST_QUESTION] or FIRST_QUESTION
    texts = texts_of(request)
    reply = ask(question, settings_of(request).language)
    return show(
        request,
        "ask.html",
        reply=reply_sections(reply, texts),
        question=question if q.strip() else "",
        title=question,
    )
