"""The numbers of the model, as its formulas take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from lowdose.errors import KnowledgeError
from lowdose.knowledge.records import Parameter


@dataclass(frozen=True, slots=True)
class Spread:
    """A number in which persons differ: log-normal.

    Parameters
    ----------
    median : float
        Of all persons, and of the typical one.
    sd_log : float
        Standard deviation of the logarithm, doubt about the median included.
    """

    median: float
    sd_log: float


@dataclass(frozen=True, slots=True)
class ModelParameters:
    """All numbers of both models.

    Parameters
    ----------
    ed50_mg : Spread
        Single dose whose peak blocks half of the receptors. [mg]
    half_life_h, tmax_h : Spread
        Of blockade (M1): half-life of the biophase, time of the peak after one dose. [h]
    hill : float
        Slope of blockade over dose. [unitless]
    clearance_l_h, clearance_6bn_l_h : Spread
        Of naltrexone and 6-beta-naltrexol by mouth, each over its share of the dose. [L/h]
    half_life_naltrexone_h, half_life_6bn_h, tmax_naltrexone_h : Spread
        Of the levels in the blood. [h]
    first_pass_share : float
        Of the 6-beta-naltrexol that is made before the drug reaches the body. [0 to 1]
    potency_6bn : float
        Of 6-beta-naltrexol next to naltrexone, by level in the blood. [unitless]
    """

    ed50_mg: Spread
    half_life_h: Spread
    tmax_h: Spread
    hill: float
    clearance_l_h: Spread
    half_life_naltrexone_h: Spread
    tmax_naltrexone_h: Spread
    clearance_6bn_l_h: Spread
    half_life_6bn_h: Spread
    first_pass_share: float
    potency_6bn: float


def build_parameters(records: Mapping[str, Parameter]) -> ModelParameters:
    """Return the numbers of both models.

    Parameters
    ----------
    records : mapping of str to Parameter
        By id.

    Raises
    ------
    KnowledgeError
        If a number is missing or unverified: nothing is computed from such a number.
    """
    return ModelParameters(
        ed50_mg=_spread(records, "ed50"),
        half_life_h=_spread(records, "half-life-blockade"),
        tmax_h=_spread(records, "tmax-blockade"),
        hill=find_parameter(records, "hill").value,
        clearance_l_h=_spread(records, "clearance-naltrexone"),
        half_life_naltrexone_h=_spread(records, "half-life-naltrexone"),
        tmax_naltrexone_h=_spread(records, "tmax-naltrexone"),
        clearance_6bn_l_h=_spread(records, "clearance-6bn"),
        half_life_6bn_h=_spread(records, "half-life-6bn"),
        first_pass_share=find_parameter(records, "first-pass-share").value,
        potency_6bn=find_parameter(records, "potency-6bn").value,
    )


def find_parameter(records: Mapping[str, Parameter], name: str) -> Parameter:
    """Return a parameter that must be there and verified.

    Raises
    ------
    KnowledgeError
        If it is not.
    """
    found = records.get(name)
    if found is None:
        raise KnowledgeError(
            f"pharmacology: {name!r} is missing. The model needs it. Add {name}.toml."
        )
    if not found.verified:
        raise KnowledgeError(
            f"pharmacology: {name!r} is not verified. Nothing is computed from such a number. "
            "Verify it, or choose another."
        )
    return found


def _spread(records: Mapping[str, Parameter], name: str) -> Spread:
    """Return median and spread; the two standard deviations are independent."""
    found = find_parameter(records, name)
    return Spread(found.value, hypot(found.sd_log_persons, found.sd_log_estimate))
