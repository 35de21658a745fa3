"""The pages as one application."""

from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from lowdose.errors import LowdoseError
from lowdose.web.routes import alerts, answer, ask, blockade, evidence, screen, titration
from lowdose.web.routes.answer import refuse
from lowdose.web.security import guard_response, refuse_foreign_request
from lowdose.web.settings import Settings
from lowdose.web.views import show_error

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the pages as an ASGI application.

    Parameters
    ----------
    settings : Settings, optional
        How they are served; the defaults are for one person on one machine.

    Returns
    -------
    FastAPI
        Keeps nothing between requests but the drawn example.
    """
    settings = settings or Settings()
    # The generated documentation would load its scripts from elsewhere.
    app = FastAPI(title="lowdose", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.example = None
    for routes in (ask, evidence, answer, titration, screen, blockade, alerts):
        app.include_router(routes.pages)
    styles = StaticFiles(directory=STATIC, packages=[("lowdose.report", "static")])
    app.mount("/static", styles, name="static")
    app.add_exception_handler(LowdoseError, refuse)
    app.add_exception_handler(HTTPException, show_http_error)
    # The last one added is the first to see a request.
    app.add_middleware(BaseHTTPMiddleware, dispatch=refuse_foreign_request)
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts), www_redirect=False
    )
    app.add_middleware(BaseHTTPMiddleware, dispatch=guard_response)
    return app


async def show_http_error(request: Request, error: Exception) -> HTMLResponse:
    """Show that a page is missing, or that a request can't be carried out."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    key = "service.missing_page" if status in (404, 405) else "service.bad_form"
    return show_error(request, status, key)
