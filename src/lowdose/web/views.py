"""From a template to a response."""

import re
from functools import lru_cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lowdose.report.texts import Texts, load_texts
from lowdose.web.settings import Settings

CODE = re.compile(r"`([^`]+)`")


def settings_of(request: Request) -> Settings:
    """Return the settings of the application that serves a request."""
    return cast(Settings, request.app.state.settings)


def texts_of(request: Request) -> Texts:
    """Return the sentences for a request."""
    return load_texts(settings_of(request).language)


def show(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page.

    Parameters
    ----------
    request : Request
        Whose settings and language count.
    template : str
        File of the folder `templates`.
    status : int
        HTTP status.
    **values : object
        What the template shows; escaped there.

    Returns
    -------
    HTMLResponse
        The page.
    """
    texts = texts_of(request)
    page = environment().get_template(template)
    return HTMLResponse(page.render(texts=texts, t=texts.say, **values), status_code=status)


def show_error(request: Request, status: int, key: str, **values: object) -> HTMLResponse:
    """Return a page with one sentence about what went wrong.

    Parameters
    ----------
    request : Request
        Whose language counts.
    status : int
        HTTP status.
    key : str
        Key of the sentence.
    **values : object
        What its placeholders stand for.
    """
    return show(request, "error.html", status, message=texts_of(request).say(key, **values))


@lru_cache
def environment() -> Environment:
    """Return the templates; everything they insert is escaped."""
    made = Environment(
        loader=PackageLoader("lowdose.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["code"] = mark_code
    return made


def mark_code(sentence: str) -> Markup:
    """Return a sentence as HTML, with what stands between backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(sentence))))
