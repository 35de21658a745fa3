"""Certainty of evidence by stated rules after GRADE, each step down with its reason."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri, stdtr

Grade = Literal["high", "moderate", "low", "very-low"]
Domain = Literal[
    "design", "risk-of-bias", "inconsistency", "indirectness", "imprecision", "publication-bias"
]

GRADES: tuple[Grade, ...] = ("high", "moderate", "low", "very-low")
#: Designs in which chance decided who got what; the others start low (Guyatt 2011, GRADE
#: guidelines 3; GRADE handbook, section 5).
RANDOMISED = frozenset({"parallel", "crossover", "factorial"})
#: Steps down for studies without randomisation (the same).
NOT_RANDOMISED_STEPS = 2
#: "Most information": share of weight above which a body is judged by these studies (GRADE
#: handbook, section 5.2.1; the word is theirs, the number is this project's reading).
MOST = 0.5
#: Share of weight at high risk of bias that is "sufficient to affect the interpretation"
#: (GRADE handbook, section 5.2.1; the number is this project's own).
ENOUGH_TO_MATTER = 0.25
#: I² from which heterogeneity may be substantial (from 50 %) or considerable (from 75 %)
#: (Cochrane Handbook, section 10.10.2).
SUBSTANTIAL_I2, CONSIDERABLE_I2 = 0.5, 0.75
#: Studies from which a prediction interval lowers certainty; with fewer its length says more
#: about t quantiles than about the studies (Partlett and Riley 2017; the number is our own).
PREDICTION_STUDIES = 5
#: Most steps a domain may take (GRADE handbook, section 5.2).
MOST_STEPS = 2
#: Relative risks that count as appreciable benefit or harm (Guyatt 2011, GRADE guidelines 6).
APPRECIABLE_RR = (0.75, 1.25)
#: Size and power of the one trial whose size is the optimal information size (Guyatt 2011,
#: GRADE guidelines 6: conventional sample size, alpha .05 and beta .20).
OIS_ALPHA, OIS_POWER = 0.05, 0.8
#: People that stand for the optimal information size where no SD is known, and events for
#: a share of people (Guyatt 2011, GRADE guidelines 6: thresholds of 400 and 300).
OIS_PEOPLE, OIS_EVENTS = 400, 300
#: Studies from which a funnel plot can be read (Cochrane Handbook, section 13.3.5.4).
FUNNEL_STUDIES = 10
#: P below which a funnel plot counts as lopsided (Egger 1997).
FUNNEL_P = 0.1


@dataclass(frozen=True, slots=True)
class Body:
    """A body of evidence, as far as its certainty depends on it.

    Parameters
    ----------
    effects, ses, weights : tuple of float, length k
        Effects, standard errors [unit] and shares in the pooled effect [sum is 1].
    designs, risks : tuple of str, length k
        `Study.design` and `Study.risk_of_bias`.
    interval : tuple of float
        Of the pooled effect. [unit]
    cautious : tuple of float or None
        The same by a method that counts that the spread between studies is not known. [unit]
    prediction : tuple of float or None
        Prediction interval of the effect in a new study. [unit]
    i2 : float or None
        Share of variance between studies; None for one study. [0 to 1]
    thresholds : tuple of float or None
        Ends of the range of effects too small to matter, such as -MCID and MCID. [unit]
    n_people : int
        People in all studies.
    optimal_size : float
        People, or events, that one good trial would need.
    n_events : int or None
        People with an event; None where the outcome is no event.
    indirect : tuple of str
        Why the evidence is indirect: `condition`, `population`, `comparator`, `outcome`,
        `dose`, `short-follow-up`.
    unreported : tuple of str
        Randomised studies that ended, or should have, without a public result.
    """

    effects: tuple[float, ...]
    ses: tuple[float, ...]
    weights: tuple[float, ...]
    designs: tuple[str, ...]
    risks: tuple[str, ...]
    interval: tuple[float, float]
    cautious: tuple[float, float] | None
    prediction: tuple[float, float] | None
    i2: float | None
    thresholds: tuple[float, float] | None
    n_people: int
    optimal_size: float = OIS_PEOPLE
    n_events: int | None = None
    indirect: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why certainty was lowered in a domain, or why not (steps 0).

    Parameters
    ----------
    domain : str
        GRADE domain; `design` sets the start.
    steps : int
        Steps down. [0 to 2; for `design` 0 or 2]
    key : str
        Stable name of the sentence; see `rate_certainty` for all keys.
    numbers : tuple of (str, float or str)
        Values that the sentence may show, by name.
    """

    domain: Domain
    steps: int
    key: str
    numbers: tuple[tuple[str, float | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Certainty:
    """Grade of a body of evidence.

    Parameters
    ----------
    grade : str
        `high`, `moderate`, `low` or `very-low`.
    reasons : tuple of Reason
        At least one for every domain, in the order of `Domain`.
    """

    grade: Grade
    reasons: tuple[Reason, ...]


def rate_certainty(body: Body) -> Certainty:
    """Grade a body of evidence by stated rules.

    Parameters
    ----------
    body : Body
        What the grade depends on.

    Returns
    -------
    Certainty
        Start high (low without randomisation), less all steps, never below very low.

    Notes
    -----
    Keys of reasons, with the numbers each carries:

    ============================ ===== ==================================================
    key                          steps numbers
    ============================ ===== ==================================================
    randomised                   0     studies
    not-randomised               2     studies, share (weight without randomisation)
    bias-low                     0     some, high (shares of weight)
    bias-some                    1     some, high
    bias-high                    2     some, high
    single-study                 0     (none)
    consistent                   0     i2
    sizes-differ                 1     i2 (all effects on one side of 0)
    directions-differ            1     i2, below, above (studies on each side of 0)
    directions-differ-widely     2     i2, below, above
    next-study-open              1     i2, low, high (prediction interval)
    direct                       0     (none)
    indirect-<flag>              0, 1  (none); a third flag takes no further step
    imprecise-both-ways          2     low, high, benefit, harm (thresholds)
    imprecise-one-way            1     low, high, benefit, harm
    imprecise-crosses-zero       1     low, high (no threshold is known)
    imprecise-by-method          1     low, high (of the cautious interval, which holds 0
                                       while the pooled interval does not)
    too-few-people               1     people, needed; not beside imprecise-both-ways
    too-few-events               1     events, needed; the same
    precise-small                0     low, high, people, benefit, harm
    precise                      0     low, high, people, and benefit, harm if known
    funnel-not-readable          0     studies
    funnel-even                  0     studies, p
    funnel-lopsided              1     studies, p
    unreported-trials            0     trials (a count), names
    ============================ ===== ==================================================

    `benefit` and `harm` are the lower and upper threshold whatever the direction of the
    outcome. `imprecise-one-way` means that the interval holds one of them.

    References
    ----------
    Schünemann H and others (2013), GRADE handbook.
    Guyatt GH and others (2011), J Clin Epidemiol 64:383-394 and 401-406 (GRADE
    guidelines 1 and 3), 407-415 (4, risk of bias), 1277-1282 (5, publication bias),
    1283-1293 (6, imprecision), 1294-1302 (7, inconsistency), 1303-1310 (8, indirectness).
    Zeng L and others (2022), J Clin Epidemiol 150:216-224 (GRADE guidance 34).
    """
    reasons = (
        _design(body),
        _risk_of_bias(body),
        _inconsistency(body),
        *_indirectness(body),
        *_imprecision(body),
        *_publication_bias(body),
    )
    steps = sum(reason.steps for reason in reasons)
    return Certainty(GRADES[min(steps, len(GRADES) - 1)], reasons)


def optimal_information_size(sd: float, difference: float) -> float:
    """Return the people of one two-arm trial that could see a difference of means.

    Parameters
    ----------
    sd : float
        Standard deviation of the outcome between people. [unit]
    difference : float
        Smallest difference that matters. [unit]

    Returns
    -------
    float
        4 (z(1 - alpha/2) + z(power))² (sd / difference)², in both arms together.
    """
    z = float(ndtri(1.0 - OIS_ALPHA / 2.0) + ndtri(OIS_POWER))
    return 4.0 * (z * sd / difference) ** 2


def funnel_p(effects: Sequence[float], ses: Sequence[float]) -> float:
    """Return the P of Egger's regression of effects on their standard errors.

    Parameters
    ----------
    effects, ses : sequence of float, length k
        At least three studies with different errors. [unit]

    Returns
    -------
    float
        Two-sided P, t with k - 2 degrees. [0 to 1]

    References
    ----------
    Egger M and others (1997), BMJ 315:629-634.
    """
    error = np.asarray(ses, dtype=float)
    scaled = np.asarray(effects, dtype=float) / error
    # Dividing by the error turns the slope into an intercept and weights by 1 / error².
    design = np.column_stack([np.ones_like(error), 1.0 / error])
    (bias, _), squares, _, _ = np.linalg.lstsq(design, scaled, rcond=None)
    degrees = error.size - 2
    covariance = np.linalg.inv(design.T @ design) * float(squares[0]) / degrees
    return float(2.0 * stdtr(degrees, -abs(bias) / math.sqrt(covariance[0, 0])))


def _share(body: Body, marks: Sequence[bool]) -> float:
    """Return the share of weight of the marked studies."""
    weights = (weight for weight, mark in zip(body.weights, marks, strict=True) if mark)
    return sum(weights, start=0.0)


def _design(body: Body) -> Reason:
    share = _share(body, [design not in RANDOMISED for design in body.designs])
    studies = ("studies", float(len(body.designs)))
    if share > 0.0:
        return Reason("design", NOT_RANDOMISED_STEPS, "not-randomised", (studies, ("share", share)))
    return Reason("design", 0, "randomised", (studies,))


def _risk_of_bias(body: Body) -> Reason:
    """Judge by what share of the weight is at risk; a study nobody assessed counts as `some`."""
    high = _share(body, [risk == "high" for risk in body.risks])
    some = _share(body, [risk in ("some", "not-assessed") for risk in body.risks])
    numbers = (("some", some), ("high", high))
    if high > MOST:
        return Reason("risk-of-bias", 2, "bias-high", numbers)
    if high >= ENOUGH_TO_MATTER or high + some > MOST:
        return Reason("risk-of-bias", 1, "bias-some", numbers)
    return Reason("risk-of-bias", 0, "bias-low", numbers)


def _inconsistency(body: Body) -> Reason:
    if body.i2 is None:
        return Reason("inconsistency", 0, "single-study")
    i2 = ("i2", body.i2)
    below = sum(effect < 0.0 for effect in body.effects)
    above = sum(effect > 0.0 for effect in body.effects)
    if body.i2 >= SUBSTANTIAL_I2:
        if not (below and above):
            return Reason("inconsistency", 1, "sizes-differ", (i2,))
        is_wide = body.i2 >= CONSIDERABLE_I2
        key = "directions-differ-widely" if is_wide else "directions-differ"
        sides = (("below", float(below)), ("above", float(above)))
        return Reason("inconsistency", 2 if is_wide else 1, key, (i2, *sides))
    if _is_next_study_open(body) and body.prediction is not None:
        low, high = body.prediction
        return Reason("inconsistency", 1, "next-study-open", (i2, ("low", low), ("high", high)))
    return Reason("inconsistency", 0, "consistent", (i2,))


def _is_next_study_open(body: Body) -> bool:
    """Tell whether a new study may matter either way although the pooled effect does not."""
    if body.prediction is None or len(body.effects) < PREDICTION_STUDIES:
        return False
    return _n_held(body.prediction, body.thresholds) == 2 > _n_held(body.interval, body.thresholds)


def _indirectness(body: Body) -> tuple[Reason, ...]:
    if not body.indirect:
        return (Reason("indirectness", 0, "direct"),)
    return tuple(
        Reason("indirectness", int(place < MOST_STEPS), f"indirect-{flag}")
        for place, flag in enumerate(body.indirect)
    )


def _imprecision(body: Body) -> tuple[Reason, ...]:
    """Judge the interval, then the number of people, with two steps at most."""
    low, high = body.interval
    doubts = [reason for reason in (_width(body), _size(body)) if reason is not None]
    if not doubts:
        numbers = (("low", low), ("high", high), ("people", float(body.n_people)))
        small = (
            body.thresholds is not None and body.thresholds[0] < low <= high < body.thresholds[1]
        )
        key = "precise-small" if small else "precise"
        return (Reason("imprecision", 0, key, (*numbers, *_thresholds(body))),)
    # An interval open both ways takes both steps; too few people are then its cause, no more.
    return tuple(doubts[:1] if doubts[0].steps == MOST_STEPS else doubts)


def _width(body: Body) -> Reason | None:
    """Return what the interval leaves open, None where it leaves nothing open."""
    low, high = body.interval
    ends = (("low", low), ("high", high))
    held = _n_held(body.interval, body.thresholds)
    if held:
        key = "imprecise-both-ways" if held == 2 else "imprecise-one-way"
        return Reason("imprecision", held, key, (*ends, *_thresholds(body)))
    if low <= 0.0 <= high:
        if body.thresholds is None:
            return Reason("imprecision", 1, "imprecise-crosses-zero", ends)
        return None
    if body.cautious is not None and body.cautious[0] < 0.0 < body.cautious[1]:
        numbers = (("low", body.cautious[0]), ("high", body.cautious[1]))
        return Reason("imprecision", 1, "imprecise-by-method", numbers)
    return None


def _size(body: Body) -> Reason | None:
    """Return how far people, or events, are too few, None where there are enough."""
    word, n = ("people", body.n_people) if body.n_events is None else ("events", body.n_events)
    if n >= body.optimal_size:
        return None
    needed = float(math.ceil(body.optimal_size))
    return Reason("imprecision", 1, f"too-few-{word}", ((word, float(n)), ("needed", needed)))


def _thresholds(body: Body) -> tuple[tuple[str, float], ...]:
    """Return the thresholds by name."""
    if body.thresholds is None:
        return ()
    return (("benefit", body.thresholds[0]), ("harm", body.thresholds[1]))


def _n_held(interval: tuple[float, float], thresholds: tuple[float, float] | None) -> int:
    """Count the thresholds inside an interval."""
    if thresholds is None:
        return 0
    return sum(interval[0] < threshold < interval[1] for threshold in thresholds)


def _publication_bias(body: Body) -> tuple[Reason, ...]:
    """Read the funnel from ten studies on; trials without a result are named, not counted."""
    studies = ("studies", float(len(body.effects)))
    if len(body.effects) < FUNNEL_STUDIES:
        funnel = Reason("publication-bias", 0, "funnel-not-readable", (studies,))
    else:
        p = funnel_p(body.effects, body.ses)
        is_lopsided = p < FUNNEL_P
        key = "funnel-lopsided" if is_lopsided else "funnel-even"
        funnel = Reason("publication-bias", int(is_lopsided), key, (studies, ("p", p)))
    if not body.unreported:
        return (funnel,)
    names = ", ".join(body.unreported)
    trials = ("trials", float(len(body.unreported)))
    return (
        funnel,
        Reason("publication-bias", 0, "unreported-trials", (trials, ("names", names))),
    )
