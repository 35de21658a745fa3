"""The reply to a question: plain passages, a row for each condition, numbered sources."""

from dataclasses import dataclass
from datetime import date

from lowdose.knowledge.collection import Knowledge
from lowdose.question.lexicon import Lexicon
from lowdose.question.repair import Reading
from lowdose.question.select import ReplyKind


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences with their sources.

    Parameters
    ----------
    id : str
        Id of the record it comes from; empty for what the program says of itself.
    title : str
        Heading; empty in the lead.
    text : str
        Plain sentences.
    sources : tuple of int
        Numbers of its sources in the reply.
    """

    id: str
    title: str
    text: str
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionSummary:
    """What trials found in one condition, ready to be shown.

    Parameters
    ----------
    condition, name : str
        Id, and name as it stands in a sentence.
    outcome : str
        What was measured, in words.
    sentence : str
        The pooled effect and what follows, in one or two sentences.
    measure : str or None
        `MD` or `log RR`; None without a pooled effect, and then so is what follows.
    unit : str
        Unit of the effect.
    k, n_people : int
        Trials pooled, and people in them.
    effect, low, high : float or None
        Pooled effect with its 95 % interval; on the log scale for ratios. [unit]
    shown : str
        The same as text.
    people : str
        Trials and people in words.
    certainty : str
        Grade in words.
    verdict : str
        `supported`, `partly`, `mixed` or `unsupported`.
    verdict_words : str
        The same in words.
    citations : tuple of (str, str, datetime.date, str)
        Source, locator, date checked and how it was seen, of every pooled study.
    studies : tuple of str
        Ids of the pooled studies.
    """

    condition: str
    name: str
    outcome: str
    sentence: str
    measure: str | None
    unit: str
    k: int
    n_people: int
    effect: float | None
    low: float | None
    high: float | None
    shown: str
    people: str
    certainty: str
    verdict: str
    verdict_words: str
    citations: tuple[tuple[str, str, date, str], ...]
    studies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a reply draws on.

    Parameters
    ----------
    knowledge : Knowledge
        All facts.
    lexicon : Lexicon
        Words by which they are met.
    summaries : dict of str to ConditionSummary
        What trials found: by condition for its first outcome, and by
        `condition/outcome` for every outcome that a statement claims.
    """

    knowledge: Knowledge
    lexicon: Lexicon
    summaries: dict[str, ConditionSummary]


@dataclass(frozen=True, slots=True)
class Row:
    """A summary in a reply, with the numbers of its sources."""

    summary: ConditionSummary
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as a reply lists it.

    Parameters
    ----------
    number : int
        Counted from 1 in the order of use.
    id, title, url : str
        The source.
    locator : str
        Places in it, joined.
    checked : datetime.date
        The latest day on which one of them was compared.
    seen : str
        How it was seen, in words.
    """

    number: int
    id: str
    title: str
    url: str
    locator: str
    checked: date
    seen: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An honest reply.

    Parameters
    ----------
    question : str
        As asked.
    kind : str
        `answer`, `own-dose`, `emergency`, `other-drug` or `not-understood`.
    readings : tuple of Reading
        Words that were read otherwise than written.
    topics, conditions, medicines : tuple of str
        Ids of what was recognised.
    urgent : tuple of Passage
        What comes before everything else.
    lead : tuple of Passage
        The answer in two or three sentences each.
    rows : tuple of Row
        One for each condition asked about.
    safety : tuple of Passage
        What must be said whenever somebody thinks of taking the drug.
    details : tuple of Passage
        Single facts and studies that the question touches.
    more : tuple of Passage
        What else fits the question.
    conflicts : tuple of Passage
        Where sources disagree about what is shown.
    not_known : tuple of str
        What nobody knows, or what this program can't tell.
    sources : tuple of SourceLine
        Everything cited, numbered.
    """

    question: str
    kind: ReplyKind
    readings: tuple[Reading, ...]
    topics: tuple[str, ...]
    conditions: tuple[str, ...]
    medicines: tuple[str, ...]
    urgent: tuple[Passage, ...]
    lead: tuple[Passage, ...]
    rows: tuple[Row, ...]
    safety: tuple[Passage, ...]
    details: tuple[Passage, ...]
    more: tuple[Passage, ...]
    conflicts: tuple[Passage, ...]
    not_known: tuple[str, ...]
    sources: tuple[SourceLine, ...]
