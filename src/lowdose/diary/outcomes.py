"""Which columns are outcomes, and on which scale."""

from collections.abc import Collection, Iterable
from itertools import pairwise

from lowdose.diary.options import ReadOptions
from lowdose.terms import OUTCOMES, WORST_SUFFIX, Outcome


def find_base(name: str) -> str:
    """Return the outcome behind a name: `pain` for `pain_worst`."""
    return name.removesuffix(WORST_SUFFIX)


def is_worst(name: str) -> bool:
    """Say whether a name is that of a daily worst."""
    return name.endswith(WORST_SUFFIX) and name != WORST_SUFFIX


def list_outcome_names(options: ReadOptions) -> dict[str, str]:
    """Return the outcomes that may be read: name as compared, name as kept."""
    names = [_known_name(name.strip()) for name in options.outcomes] or list(OUTCOMES)
    with_worst = [*names, *(name + WORST_SUFFIX for name in names if not is_worst(name))]
    return {" ".join(name.split()).casefold(): name for name in with_worst}


def _known_name(name: str) -> str:
    """Return the usual spelling of an outcome that needs no scale."""
    return name.casefold() if find_base(name.casefold()) in OUTCOMES else name


def find_scale(name: str, values: Collection[float], options: ReadOptions) -> Outcome | None:
    """Return the scale of an outcome.

    Parameters
    ----------
    name : str
        Name of the outcome.
    values : collection of float
        Scores as written, which show the step of a scale that has none. [outcome units]
    options : ReadOptions
        Scale, step and direction where they are said.

    Returns
    -------
    Outcome or None
        None where nobody has said the scale.
    """
    known = OUTCOMES.get(find_base(name))
    if known is None and options.scale is None:
        return None
    usual = known or Outcome(name)
    low, high = options.scale or (usual.low, usual.high)
    step = options.step
    if step is None:
        is_usual = (low, high) == (usual.low, usual.high)
        step = usual.step if is_usual else _find_step(values, high - low)
    higher_is_worse = options.better == "lower" if options.better else usual.higher_is_worse
    return Outcome(name, float(low), float(high), float(step), higher_is_worse)


def _find_step(values: Iterable[float], width: float) -> float:
    """Return the smallest difference between two scores, 1 if there are none to compare."""
    ordered = sorted(set(values))
    # Decimal fractions leave traces far behind the point.
    gaps = [round(b - a, 9) for a, b in pairwise(ordered)]
    return min([gap for gap in gaps if gap > 0], default=min(1.0, width))
