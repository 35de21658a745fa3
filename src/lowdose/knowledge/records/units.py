"""Units in which laboratories print the same value."""

from datetime import date
from typing import Annotated

from lowdose.knowledge.records.base import Ref, Seen, record


@record
class UnitPair:
    """Two units of one value.

    Parameters
    ----------
    items : tuple of str
        Ids of the laboratory values that are printed in both.
    unit, other : str
        The two units, as printed.
    factor : float
        One `unit` is so many `other`.
    source, locator : str
        Id of a source, and the place in it.
    checked : datetime.date
        When it was last compared with its source.
    seen : str
        How it was seen.
    verified : bool
        False: nothing is converted with it.
    """

    id: str
    items: tuple[Annotated[str, Ref("Item")], ...]
    unit: str
    other: str
    factor: float
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool
