"""What every response says to the browser, and which requests are refused."""

import logging
from traceback import extract_tb
from urllib.parse import urlsplit

from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response

from lowdose.web.views import show_error

LOG = logging.getLogger("lowdose.web")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
#: Methods that change nothing and may come from anywhere.
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
#: What a browser says about a request from our own page, or typed by the person.
OWN_SITES = ("same-origin", "none")


async def guard_response(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Set the headers of every response, and turn an unforeseen error into a page.

    The log gets the kind and the place of the error only: its text may hold a score.
    """
    try:
        response = await call_next(request)
    except Exception as error:
        places = ", ".join(f"{step.name}:{step.lineno}" for step in extract_tb(error.__traceback__))
        LOG.error("unforeseen %s in %s", type(error).__name__, places)
        response = show_error(request, 500, "service.unexpected")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response


async def refuse_foreign_request(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Refuse a request that another page has made the browser send."""
    if request.method not in SAFE_METHODS and is_foreign(request):
        return show_error(request, 403, "service.refused")
    return await call_next(request)


def is_foreign(request: Request) -> bool:
    """Return whether a request comes from a page of another site.

    Parameters
    ----------
    request : Request
        A browser says where it comes from in `Sec-Fetch-Site`, an older one in `Origin`;
        a program says neither and has no person's browser to misuse.

    Returns
    -------
    bool
        True where either header names another site. Our own form sends the origin `null`,
        because its page has the referrer policy `no-referrer`.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in OWN_SITES:
        return True
    if origin is None or (origin == "null" and site == "same-origin"):
        return False
    own = request.url.scheme, request.url.netloc
    named = urlsplit(origin)
    return (named.scheme, named.netloc) != own
