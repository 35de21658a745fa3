"""Records of published studies and of what they measured."""

from datetime import date
from typing import Annotated, Literal

from lowdose.knowledge.records.base import Code, Ref, Seen, record
from lowdose.knowledge.records.estimates import Estimate
from lowdose.knowledge.records.facts import Citation, Fact


@record
class Instrument:
    """Something that is measured, with its scale.

    Parameters
    ----------
    outcome : str
        What it measures: `pain`, `sleep`, `any-adverse-event`, …
    low, high : float or None
        Ends of the scale.
    unit : str
        Unit of its numbers.
    lower_is_better : bool
        Direction.
    licence : str
        Who may use it.
    """

    id: str
    name: str
    outcome: str
    low: float | None = None
    high: float | None = None
    unit: str
    lower_is_better: bool
    licence: str = ""
    codes: tuple[Code, ...] = ()
    facts: tuple[Fact, ...] = ()


@record
class Condition:
    """A disease or state that people ask about.

    Parameters
    ----------
    name : str
        As it stands in a sentence: `fibromyalgia`.
    words : tuple of str
        Names, abbreviations and misspellings people use.
    rank : int
        Place in lists; small numbers first.
    is_pain : bool
        True where pain is the main complaint.
    says : str
        One plain sentence on what was studied, without a verdict.
    never : tuple of str
        What was never studied or never shown, one plain sentence each.
    codes : tuple of Code
        ICD-10-CM and ICD-10.
    facts : tuple of Fact
        What else is known: searches without a result, running trials.
    """

    id: str
    name: str
    words: tuple[str, ...]
    rank: int
    is_pain: bool
    says: str
    never: tuple[str, ...]
    codes: tuple[Code, ...] = ()
    facts: tuple[Fact, ...] = ()


@record
class Result:
    """One published result of a study.

    Parameters
    ----------
    name : str
        Kebab-case; with the study's id it is the result's address, `study#name`.
    instrument : str
        Id of an instrument; its outcome and direction are the result's.
    weeks : float or None
        Time since the start of the treatment; None where it varied or was not seen. [weeks]
    unit : str
        Unit of the numbers as published.
    per_point : float
        Published units per unit of the instrument: 10 where a 0-100 scale is pooled as 0-10.
    is_primary : bool
        True for the registered main outcome.
    population : str
        `all randomised`, `completers`, …
    pool : bool
        Whether it stands for its study in the pooled answer of its outcome.
    why : str
        Why it is not pooled, or why this one of several is.
    estimate : Estimate
        The numbers; negative means less of it on LDN.
    """

    name: str
    instrument: Annotated[str, Ref("Instrument")]
    weeks: float | None = None
    unit: str
    per_point: float = 1.0
    is_primary: bool
    population: str
    pool: bool
    why: str
    estimate: Estimate
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class BiasDomain:
    """One domain of the risk of bias (Cochrane RoB 2 and its crossover supplement)."""

    domain: Literal[
        "randomisation", "carryover", "deviations", "missing", "measurement", "selection"
    ]
    judgement: Literal["low", "some", "high", "unclear"]
    reason: str


@record
class Study:
    """One published or registered study.

    Parameters
    ----------
    name : str
        Short name in tables: `FINAL 2024`.
    conditions : tuple of str
        Ids of conditions; results are shown under each.
    registry : tuple of str
        Registry numbers.
    design, blinding, comparator : str
        Standard terms.
    control : str
        The comparator in words.
    randomised, analysed : int or None
        People; for studies without randomisation those who entered.
    dose_low_mg, dose_high_mg : float or None
        Smallest and largest dose of a day; None where it was not seen. [mg]
    weeks : float or None
        Length of the treatment period. [weeks]
    washout_days : float or None
        Between the periods of a crossover. [d]
    status : str
        Whether results are public.
    says : str
        One plain sentence: what was done and what came out.
    bias : tuple of BiasDomain
        With reasons; empty only where there is no control group or no result.
    facts : tuple of Fact
        Whatever else was read: biomarkers, posts of the registry, dropouts.
    """

    id: str
    name: str
    year: int
    conditions: tuple[Annotated[str, Ref("Condition")], ...]
    registry: tuple[str, ...] = ()
    design: Literal[
        "parallel",
        "crossover",
        "factorial",
        "fixed-order",
        "dose-finding",
        "before-after",
        "cohort",
        "registry-linkage",
        "case-series",
        "survey",
        "laboratory",
    ]
    blinding: Literal["double", "single", "open", "not-applicable"]
    comparator: Literal["placebo", "active", "dose", "none"]
    control: str = ""
    randomised: int | None = None
    analysed: int | None = None
    dose_low_mg: float | None = None
    dose_high_mg: float | None = None
    weeks: float | None = None
    washout_days: float | None = None
    people: str
    status: Literal["published", "terminated", "running", "no-result"]
    says: str
    source: Annotated[str, Ref("Source")]
    more_sources: tuple[Annotated[str, Ref("Source")], ...] = ()
    locator: str
    checked: date
    seen: Seen
    verified: bool
    risk_of_bias: Literal["low", "some", "high", "not-assessed"]
    bias: tuple[BiasDomain, ...] = ()
    results: tuple[Result, ...] = ()
    facts: tuple[Fact, ...] = ()


@record
class ReviewResult:
    """One pooled result of a published review.

    Parameters
    ----------
    measure : str
        `MD`, `SMD`, `RR`, `IRR`, …
    reproduced : str
        `reproducible` where all its inputs stand in `studies/`, else why not.
    inputs : tuple of str
        Addresses of the results it pools, where they are known.
    """

    name: str
    outcome: str
    measure: Literal["MD", "SMD", "RR", "RD", "IRR", "g", "d", "narrative"]
    comparison: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    i2: float | None = None
    says: str
    inputs: tuple[Annotated[str, Ref("Address")], ...] = ()
    reproduced: str
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class Review:
    """A published meta-analysis or review.

    Parameters
    ----------
    trials : int or None
        Number of trials it pooled.
    people : int or None
        Number of people in them.
    did_differently : str
        What sets it apart from other reviews: trials, estimates, follow-up.
    lacks : tuple of str
        Ids of studies that were published later or left out.
    """

    id: str
    name: str
    year: int
    conditions: tuple[Annotated[str, Ref("Condition")], ...]
    trials: int | None = None
    people: int | None = None
    includes: tuple[Annotated[str, Ref("Study")], ...] = ()
    lacks: tuple[Annotated[str, Ref("Study")], ...] = ()
    did_differently: str
    source: Annotated[str, Ref("Source")]
    results: tuple[ReviewResult, ...]


@record
class Ruling:
    """What is said when a page or person makes a statement in one of its forms.

    Parameters
    ----------
    polarity : str
        `asserts` (it is so), `hedges` (it may be so), `denies` (it is not so).
    danger : bool
        True where acting upon it could hurt.
    """

    polarity: Literal["asserts", "hedges", "denies"]
    verdict: Literal["supported", "partly", "mixed", "unsupported", "wrong"]
    danger: bool = False
    says: str


@record
class Computed:
    """A verdict that follows from the pooled evidence and is not written down."""

    condition: Annotated[str, Ref("Condition")]
    outcome: str


@record
class Statement:
    """A checkable sentence that people meet about the drug.

    Parameters
    ----------
    sort, about : str
        Type and object, in the vocabulary of the claim check.
    sentence : str
        The statement itself, in our words.
    says : str
        One plain sentence that answers it.
    rulings : tuple of Ruling
        Verdict by polarity; empty where `computed` is given.
    computed : Computed or None
        Where the verdict comes from the evidence.
    topics, conditions, medicines : tuple of str
        Ids of records it belongs to.
    words : tuple of str
        Further words by which people search for it.
    said, not_said : tuple of str
        Sentences that make this statement, and sentences near it that don't.
    citations : tuple of Citation
        At least one, unless it is computed.
    """

    id: str
    sort: Literal[
        "efficacy",
        "mechanism",
        "approval",
        "dose",
        "adverse_effect",
        "contraindication",
        "interaction",
        "monitoring",
        "availability",
        "background",
        "advice",
    ]
    about: str
    sentence: str
    says: str
    rulings: tuple[Ruling, ...] = ()
    computed: Computed | None = None
    topics: tuple[Annotated[str, Ref("Topic")], ...] = ()
    conditions: tuple[Annotated[str, Ref("Condition")], ...] = ()
    medicines: tuple[Annotated[str, Ref("Medicine")], ...] = ()
    words: tuple[str, ...] = ()
    said: tuple[str, ...]
    not_said: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
