"""The form with a diary, read in memory: nothing of it ever reaches a disk."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from lowdose.diary.options import ReadOptions, parse_scale
from lowdose.errors import LowdoseError, UsageError
from lowdose.terms import OUTCOMES, WORST_SUFFIX
from lowdose.web.views import settings_of, texts_of
from lowdose.workflow.analyse import AnalyseOptions

MEGABYTE = 1_000_000
#: Fields and files of the form; more come from something else than our page.
MOST_FIELDS, MOST_FILES = 20, 1
#: A request this many times the limit is read to its end and thrown away, so that the browser
#: shows our sentence and not a broken connection.
DRAINED_LIMITS = 20
#: Longest name of a file that is shown.
LONGEST_NAME = 80


class UploadTooLargeError(LowdoseError):
    """A request above the limit."""

    http_status = 413


class UploadRefusedError(LowdoseError):
    """A request that is no form of ours, or has no file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A diary file and what was said about it.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, fit to be shown.
    reading : ReadOptions
        How to read it.
    options : AnalyseOptions
        What is asked.
    """

    content: bytes
    name: str
    reading: ReadOptions
    options: AnalyseOptions


async def read_upload(request: Request) -> Upload:
    """Read the form of a request.

    Parameters
    ----------
    request : Request
        With a body of the type `multipart/form-data`.

    Returns
    -------
    Upload
        File and options.

    Raises
    ------
    UploadTooLargeError
        If the body is larger than the settings allow.
    UploadRefusedError
        If it is no form, or has no file in it.
    UsageError
        If a field has a value that can't be carried out.
    """
    texts = texts_of(request)
    form = await parse_form(request, MOST_FILES, MOST_FIELDS)
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise UploadRefusedError(texts.say("service.no_file"))
    content = await file.read()
    await form.close()
    return Upload(
        content=content,
        name=tidy_name(file.filename),
        reading=_reading(form),
        options=_options(form, texts.say),
    )


async def parse_form(request: Request, most_files: int, most_fields: int) -> FormData:
    """Read a form with files in memory; nothing of it is written anywhere.

    Parameters
    ----------
    request : Request
        With a body of the type `multipart/form-data`.
    most_files, most_fields : int
        More come from something else than our page.

    Raises
    ------
    UploadTooLargeError
        If the body is larger than the settings allow.
    UploadRefusedError
        If it is no form.
    """
    texts, limit = texts_of(request), settings_of(request).upload_limit_bytes
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UploadRefusedError(texts.say("service.bad_form"))
    parser = MultiPartParser(
        request.headers,
        read_within(request, limit),
        max_files=most_files,
        max_fields=most_fields,
        max_part_size=limit,
    )
    # Above this size the parser would go on in a temporary file.
    parser.spool_max_size = limit
    try:
        return await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise UploadRefusedError(texts.say("service.bad_form")) from error


def tidy_name(name: str) -> str:
    """Return the name of a file fit to be shown: without folders and control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in last if c.isprintable()).strip()
    return shown[:LONGEST_NAME] or "diary.csv"


async def read_within(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """Yield a body piece by piece as long as it is within a limit."""
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size <= limit:
            yield piece
        elif size > DRAINED_LIMITS * limit:
            break
    if size > limit:
        say = texts_of(request).say
        raise UploadTooLargeError(say("service.too_large", limit=f"{limit / MEGABYTE:g}"))


def _field(form: FormData, name: str) -> str | None:
    """Return the text of a field; None where it is empty."""
    value = form.get(name)
    return (value.strip() or None) if isinstance(value, str) else None


def _reading(form: FormData) -> ReadOptions:
    """Return how the person wants the file to be read."""
    outcome, scale, better = (_field(form, name) for name in ("outcome", "scale", "better"))
    ignore = _field(form, "ignore") or ""
    # A known outcome on its usual scale needs no naming: the other columns stay readable.
    known = outcome is None or outcome.casefold().removesuffix(WORST_SUFFIX) in OUTCOMES
    is_named = outcome is not None and (not known or scale is not None or better is not None)
    return ReadOptions(
        outcomes=(outcome,) if is_named and outcome is not None else (),
        scale=parse_scale(scale) if scale is not None else None,
        better=better,
        ignore=tuple(name.strip() for name in ignore.split(",") if name.strip()),
        date_format=_field(form, "date_format"),
    )


def _options(form: FormData, say: Callable[..., str]) -> AnalyseOptions:
    """Return what the person asks."""
    return AnalyseOptions(
        outcome=_field(form, "outcome"),
        reference=_field(form, "reference"),
        mcid=_number(_field(form, "mcid"), say),
    )


def _number(text: str | None, say: Callable[..., str]) -> float | None:
    """Return a number; the mark before its decimals may be a comma."""
    if text is None:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise UsageError(say("service.not_a_number", value=text)) from None
