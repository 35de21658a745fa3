"""Bytes to text: which encoding, and which files are no text at all."""

import re

from lowdose.diary.problems import ProblemList

#: A diary of 10,000 persons over a year has about 100 MB; half of it is ample for one reading.
MOST_BYTES = 64 * 2**20
#: A written note has a few thousand characters; a line of this length is a fault of the file.
LONGEST_LINE = 100_000

#: How files begin that people mistake for CSV.
_SIGNATURES = (
    (b"PK\x03\x04", "a spreadsheet or an archive (XLSX, ODS or ZIP)"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet (XLS)"),
    (b"\x1f\x8b", "a compressed file (GZIP)"),
)
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINE_END = re.compile(r"\r\n|\r|\n")


def decode_text(content: bytes, problems: ProblemList) -> str | None:
    """Return the text of a file, or None where it has none.

    Parameters
    ----------
    content : bytes
        The file.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    str or None
        Text without a byte order mark.
    """
    if len(content) > MOST_BYTES:
        problems.add("too-large", None, limit=f"{MOST_BYTES // 2**20} MB")
        return None
    is_utf_16 = content.startswith(_UTF_16_MARKS)
    if kind := _name_binary_kind(content, is_utf_16):
        problems.add("not-text", None, kind=kind)
        return None
    text = _decode(content, "utf-16" if is_utf_16 else "utf-8-sig", problems)
    if text is not None and "\0" in text:
        problems.add("not-text", None, kind="not text")
        return None
    return text if text is not None and _has_lines(text, problems) else None


def _name_binary_kind(content: bytes, is_utf_16: bool) -> str | None:
    """Say what a file is that is no text."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    return "not text" if b"\0" in content and not is_utf_16 else None


def _decode(content: bytes, encoding: str, problems: ProblemList) -> str | None:
    """Decode, or say where it fails."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = _LINE_END.split(error.object[: error.start].decode(encoding, "ignore"))
        problems.add(
            "wrong-encoding",
            len(before),
            byte=error.object[error.start],
            character=len(before[-1]) + 1,
            encoding="UTF-16" if encoding == "utf-16" else "UTF-8",
        )
        return None


def _has_lines(text: str, problems: ProblemList) -> bool:
    """Check that there is something in lines of bearable length."""
    if not text.strip():
        problems.add("empty-file", None)
        return False
    if all(len(content) <= LONGEST_LINE for content in _LINE_END.split(text)):
        return True
    for line, content in enumerate(_LINE_END.split(text), start=1):
        if len(content) > LONGEST_LINE:
            problems.add("line-too-long", line, length=len(content), limit=LONGEST_LINE)
    return False
