"""Records about the drug and about other medicines."""

from datetime import date
from typing import Annotated, Literal

from lowdose.knowledge.records.base import Code, Ref, Seen, record
from lowdose.knowledge.records.facts import Fact


@record
class Label:
    """One edition of a product label.

    Parameters
    ----------
    set_id : str
        Set id of the edition; empty where the product has none.
    edition : str
        Date or version by which this edition is told from others.
    region : str
        `US`, `EU`, `Canada`, …
    approvals, doses, contraindications, warnings, interactions, pharmacology, other : tuple of Fact
        What the edition says, by section.
    """

    id: str
    product: str
    holder: str
    set_id: str
    edition: str
    region: str
    source: Annotated[str, Ref("Source")]
    approvals: tuple[Fact, ...] = ()
    doses: tuple[Fact, ...] = ()
    contraindications: tuple[Fact, ...] = ()
    warnings: tuple[Fact, ...] = ()
    interactions: tuple[Fact, ...] = ()
    pharmacology: tuple[Fact, ...] = ()
    other: tuple[Fact, ...] = ()


@record
class Topic:
    """One subject people ask about: what is known, said once.

    Parameters
    ----------
    title : str
        As a person would name it.
    words : tuple of str
        Words and phrases that people use for it.
    says : str
        Two or three plain sentences for a patient.
    prescriber : str
        One or two sentences for a prescriber or pharmacist.
    safety : str
        `emergency` (shown first, before anything else), `always` (said with every answer
        about taking the drug), `when-named` (said where the subject is named), or `none`.
    """

    id: str
    title: str
    group: Literal[
        "identity", "approval", "dose", "mechanism", "safety", "side-effects", "practice", "trial"
    ]
    words: tuple[str, ...]
    says: str
    prescriber: str
    safety: Literal["emergency", "always", "when-named", "none"]
    codes: tuple[Code, ...] = ()
    facts: tuple[Fact, ...]


@record
class Rate:
    """How often an unwanted effect was counted.

    Parameters
    ----------
    event : str
        Kebab-case name, the same in every data set.
    drug, control : float or None
        Share of people, per cent.
    drug_events, drug_n, control_events, control_n : int or None
        Counts, where they are known.
    ratio, ratio_low, ratio_high : float or None
        Risk ratio with its 95 % interval, where only that is published.
    """

    event: str
    drug: float | None = None
    control: float | None = None
    drug_events: int | None = None
    drug_n: int | None = None
    control_events: int | None = None
    control_n: int | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class AdverseSet:
    """Rates of unwanted effects in one data set.

    Parameters
    ----------
    people : str
        Who was counted.
    dose : str
        Doses in words.
    is_low_dose : bool
        True for 6 mg a day or less.
    control : str
        `placebo`, `none` or the active drug.
    """

    id: str
    title: str
    people: str
    dose: str
    is_low_dose: bool
    control: str
    source: Annotated[str, Ref("Source")]
    rates: tuple[Rate, ...]


@record
class Name:
    """A name by which a medicine is met.

    Parameters
    ----------
    text : str
        As written on a package or by people.
    sort : str
        What sort of name it is.
    language : str
        Two-letter code; empty for brands and codes.
    holds_naltrexone : bool
        True for products that hold an opioid next to naltrexone.
    only_in_lists : bool
        True where it stands for the medicine in a list of medicines only: in a question
        `opioids` is a subject.
    """

    text: str
    sort: Literal["generic", "brand", "abbreviation", "misspelling", "street"]
    language: str = ""
    holds_naltrexone: bool = False
    only_in_lists: bool = False
    seen: Seen
    verified: bool


@record
class Medicine:
    """Another medicine or substance, and what it means next to naltrexone.

    Parameters
    ----------
    name : str
        Generic name in English.
    role : str
        `opioid`, `opioid-like` (kratom, tianeptine), `antidiarrhoeal` (opioids of the gut),
        `antagonist` (the same class as naltrexone), `peripheral-antagonist`, `withdrawal-aid`,
        `interacting`, or `harmless` (must stay silent).
    group : str
        For opioids, how long they act: `short`, `short-or-er`, `long`, `patch`, `partial-long`,
        `depot`, `mixed`, `peripheral`; empty otherwise.
    says : str
        One plain sentence: what it means next to naltrexone.
    names : tuple of Name
        Every other name it is met by.
    codes : tuple of Code
        RxNorm and ATC.
    form_of : tuple of str
        Ids of the medicines it is a form of: a code of theirs agrees with its name.
    product_codes : tuple of str
        RxNorm codes of products that hold it: with strength, form or brand.
    facts : tuple of Fact
        Half-life, interaction and the like.
    """

    id: str
    name: str
    role: Literal[
        "drug",
        "opioid",
        "opioid-like",
        "antidiarrhoeal",
        "antagonist",
        "peripheral-antagonist",
        "withdrawal-aid",
        "interacting",
        "harmless",
    ]
    group: Literal[
        "", "short", "short-or-er", "long", "patch", "partial-long", "depot", "mixed", "peripheral"
    ]
    says: str
    names: tuple[Name, ...] = ()
    codes: tuple[Code, ...] = ()
    form_of: tuple[Annotated[str, Ref("Medicine")], ...] = ()
    product_codes: tuple[str, ...] = ()
    facts: tuple[Fact, ...]


@record
class NameList:
    """Names that must stay silent: of other medicines, or ordinary words beside them.

    Parameters
    ----------
    title : str
        What the names are.
    sort : str
        `medicine` (other medicines), `word` (words people write beside a name), `count`
        (words that make the number before them a count: `3 times`), `connector` (words
        between two medicines), `negation` (words that deny what follows) or `vague` (what
        stands for a medicine without telling which: `cough syrup`).
    names : tuple of str
        As printed in the source; names only.
    """

    id: str
    title: str
    sort: Literal["medicine", "word", "count", "connector", "negation", "vague"]
    names: tuple[str, ...]
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class Intent:
    """A kind of question that is answered in a way of its own, before anything else.

    Parameters
    ----------
    kind : str
        `emergency` (somebody may be in danger now), `own-dose` (somebody asks what they
        themselves should take), `warning` (an answer that begins with this topic) or
        `outside` (nothing here is about it: animals).
    topic : str
        Id of the topic that is shown first.
    needs : tuple of tuple of str
        Groups of phrases; a question has to hold one phrase of each group. `@drug`,
        `@opioid`, `@medicine`, `@dose`, `@number` and `@pills` (five or more of them) stand
        for anything recognised as such.
    unless : tuple of str
        Phrases that rule it out. In an emergency only their own words count for nothing:
        any other sign of danger still makes it one.
    """

    id: str
    kind: Literal["emergency", "own-dose", "warning", "outside"]
    topic: Annotated[str, Ref("Topic")]
    needs: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
