"""Sources, and facts that name theirs."""

from datetime import date
from typing import Annotated, Literal

from lowdose.knowledge.records.base import Ref, Seen, record


@record
class Source:
    """Where facts were read.

    Parameters
    ----------
    id : str
        Kebab-case, stable for ever.
    kind : str
        What sort of publication it is.
    title : str
        Title with authors, journal and year, as short as it stays findable.
    url : str
        Where a reader opens it; a page of `docs/` for the project's own.
    ids : tuple of str
        Identifiers with their scheme: `doi:…`, `pmid:…`, `pmc:…`, `nct:…`, `setid:…`.
    """

    id: str
    kind: Literal[
        "label", "article", "review", "registry", "guideline", "terminology", "web", "project"
    ]
    title: str
    url: str
    ids: tuple[str, ...] = ()


@record
class Citation:
    """A place in a source, and how surely it was seen.

    Parameters
    ----------
    source : str
        Id of a source.
    locator : str
        Page, table or section.
    checked : datetime.date
        When it was last compared with the source.
    seen : str
        How it was seen.
    verified : bool
        False: shown as unverified, and nothing is computed from it.
    """

    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class Fact:
    """One fact in one plain sentence, with its numbers and its source.

    Parameters
    ----------
    name : str
        Kebab-case; with the record's id it is the fact's address, `record#name`.
    says : str
        One plain sentence of our own that holds the numbers.
    value, low, high : float or None
        A number, or a range or interval.
    unit : str
        Unit of the numbers; `1` for a plain ratio. Empty only without numbers.
    how : str
        How a computed number was computed.
    """

    name: str
    says: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    how: str = ""
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class Side:
    """What one source says in a conflict.

    Parameters
    ----------
    about : tuple of str
        Addresses of records (`id`) or facts (`id#name`) that hold this side.
    """

    says: str
    about: tuple[Annotated[str, Ref("Address")], ...] = ()
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class Conflict:
    """Sources that disagree; shown wherever one of their sides is shown.

    Parameters
    ----------
    title : str
        What they disagree on.
    used : str
        What this project uses, and why.
    """

    id: str
    title: str
    used: str
    sides: tuple[Side, ...]
