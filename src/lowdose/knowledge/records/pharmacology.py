"""Records of the parameters of the blockade model."""

from datetime import date
from typing import Annotated, Literal

from lowdose.knowledge.records.base import Ref, Seen, record


@record
class Parameter:
    """One number of the blockade model, with its spread and where it comes from.

    Parameters
    ----------
    name : str
        What it is, in plain words.
    symbol : str
        Its letter in the formulas of docs/explanation/blockade.md.
    model : tuple of str
        Where it is used: the two models, the blood levels, other receptors, how far doses are
        covered by measurements, days to discard.
    value, low, high : float
        Of the typical person, and the range that sources allow. In `unit`.
    unit : str
        `1` for a plain ratio.
    distribution : str
        `lognormal` if persons differ in it, with `value` as their median; else `fixed`.
    sd_log_persons, sd_log_estimate : float
        Standard deviation of the logarithm: between persons, and of our knowledge of the
        median. They are added in quadrature.
    basis : str
        One plain sentence: how the number came about.
    source, locator : str
        Id of a source, and the place in it.
    checked : datetime.date
        When it was last compared with its source.
    seen : str
        How it was seen.
    verified : bool
        False: it is shown, and nothing is computed from it.
    """

    id: str
    name: str
    symbol: str
    model: tuple[Literal["M0", "M1", "plasma", "receptor", "trust", "washout"], ...]
    value: float
    unit: str
    low: float
    high: float
    distribution: Literal["fixed", "lognormal"]
    sd_log_persons: float = 0.0
    sd_log_estimate: float = 0.0
    basis: str
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool
