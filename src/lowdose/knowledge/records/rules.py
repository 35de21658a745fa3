"""Questions of the safety checks, and the rules over their answers."""

from typing import Annotated, Literal

from lowdose.knowledge.records.base import Code, Ref, record
from lowdose.knowledge.records.facts import Citation

#: Alternatives, of which one is enough; in each all lines must hold. See `knowledge.criteria`.
When = tuple[tuple[str, ...], ...]


@record
class Choice:
    """One possible answer to a question.

    Parameters
    ----------
    value : str
        Kebab-case, as rules and files name it.
    label : str
        As a person reads it.
    """

    value: str
    label: str


@record
class Item:
    """One question of a safety check; `unknown` is always an answer.

    Parameters
    ----------
    id : str
        Kebab-case; rules name the answer by it.
    checks : tuple of str
        `screen` (before the first dose), `watch` (while the drug is taken).
    section : str
        Page of the form it stands on.
    order : int
        Place in the form, lowest first.
    ask : str
        The question, in plain words.
    why : str
        Why it is asked.
    kind : str
        `yes-no`; `choice` (one of `choices`); `number` (in `unit`, between `low` and `high`);
        `date` (rules see `days-since-<id>` and `days-to-<id>`); `lab` (a value with its upper
        limit of normal; rules see `<id>-times-limit`); `medicines` (a list, looked at one by
        one).
    choices : tuple of Choice
        For `choice` only.
    unit : str
        Unit of a number, or units of a lab value as laboratories print them.
    low, high : float or None
        What is plausible; anything else is refused as a slip.
    limit_low, limit_high : float or None
        For `lab`: what is plausible for the upper limit of normal, in the first unit.
    asked_if : tuple of tuple of str
        Criteria over earlier answers; always asked where empty.
    codes : tuple of Code
        LOINC and the like.
    holds_days : int
        In the watch: for how many days after its own an answer still counts, unless a newer
        one replaces it; a plain `no` counts on its own day only, a lab value always until
        the next. [d]
    """

    id: str
    checks: tuple[Literal["screen", "watch"], ...]
    section: Literal[
        "medicines",
        "opioids",
        "liver-kidney",
        "pregnancy",
        "allergies",
        "procedures",
        "mood",
        "about-you",
        "the-medicine",
        "symptoms",
        "tests",
    ]
    order: int
    ask: str
    why: str
    kind: Literal["yes-no", "choice", "number", "date", "lab", "medicines"]
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    limit_low: float | None = None
    limit_high: float | None = None
    asked_if: When = ()
    codes: tuple[Code, ...] = ()
    holds_days: int = 0


@record
class Rule:
    """One rule of the screening before the first dose.

    Parameters
    ----------
    id : str
        Kebab-case, stable for ever.
    title : str
        What was found, in a few words.
    level : str
        `stop` (do not start), `ask` (talk to the prescriber first), `caution` or `info`.
    each : str
        `medicine` where every medicine is looked at on its own; else empty.
    when : tuple of tuple of str
        Alternatives of criteria; see `knowledge.criteria`.
    text : str
        One plain sentence for the person; `{medicine}` is what they wrote.
    prescriber_text : str
        One sentence for the prescriber.
    if_unknown : str
        What the person reads where an answer is missing that decides; the finding is then
        an `ask`. Empty only for rules of level `info`, which then stay silent.
    if_unsure : str
        What the person reads where a medicine may be another one; needed where a rule about
        a medicine would stop, which is then an `ask`.
    topics : tuple of str
        Ids of the topics that say more.
    citations : tuple of Citation
        Where it comes from.
    """

    id: str
    title: str
    level: Literal["stop", "ask", "caution", "info"]
    each: Literal["", "medicine"] = ""
    when: When
    text: str
    prescriber_text: str
    if_unknown: str = ""
    if_unsure: str = ""
    topics: tuple[Annotated[str, Ref("Topic")], ...] = ()
    citations: tuple[Citation, ...]


@record
class AlertRule:
    """One rule of the watch while the drug is taken.

    Parameters
    ----------
    id, title, when, text, prescriber_text, topics, citations
        As in `Rule`; criteria are over what is known on one day.
    urgency : str
        `emergency` (call emergency services now), `today` (call the prescriber today) or
        `next-visit` (mention it at the next visit).
    trial : str
        What it means for a running trial: `goes-on`, `pauses` or `ends`.
    if_unknown : str
        What is asked where the sign, the first line of an alternative, is there, and what
        else would decide is not known. Empty: the rule then stays silent.
    """

    id: str
    title: str
    urgency: Literal["emergency", "today", "next-visit"]
    trial: Literal["goes-on", "pauses", "ends"]
    when: When
    text: str
    prescriber_text: str
    if_unknown: str = ""
    topics: tuple[Annotated[str, Ref("Topic")], ...] = ()
    citations: tuple[Citation, ...]
