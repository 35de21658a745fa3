"""What the screening found."""

from dataclasses import dataclass
from typing import Literal

from lowdose.knowledge.records import Citation
from lowdose.medicines.recognise import Recognised

Level = Literal["stop", "ask", "caution", "info"]
#: The three things a screening can say; none of them is that somebody is safe.
Overall = Literal["stop", "ask", "none_found"]
#: The most serious first.
LEVELS: tuple[Level, ...] = ("stop", "ask", "caution", "info")


@dataclass(frozen=True, slots=True)
class Input:
    """An answer that a finding rests on.

    Parameters
    ----------
    name : str
        Id of the question, or `medicine`.
    as_written : str
        As the person wrote it.
    """

    name: str
    as_written: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    Parameters
    ----------
    level : {'stop', 'ask', 'caution', 'info'}
        `ask` as well where an answer that decides is missing.
    rule : str
        Id of the rule.
    title, text, prescriber_text : str
        What was found; for the person; for the prescriber.
    citations : tuple of Citation
        Where the rule comes from.
    topics : tuple of str
        Ids of topics that say more.
    inputs : tuple of Input
        Answers it rests on.
    missing : tuple of str
        Ids of the questions without an answer that decides.
    would_be : {'stop', 'ask', 'caution', 'info'}
        Level of the rule, which a missing answer or an unsure reading lowers to `ask`.
    """

    level: Level
    rule: str
    title: str
    text: str
    prescriber_text: str
    citations: tuple[Citation, ...]
    topics: tuple[str, ...]
    inputs: tuple[Input, ...]
    missing: tuple[str, ...]
    would_be: Level


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything the screening of one profile found.

    Parameters
    ----------
    overall : {'stop', 'ask', 'none_found'}
        Do not start; talk to your prescriber first; no obstacle found in what was answered.
    findings : tuple of Finding
        The most serious first.
    recognised : tuple of Recognised
        Every reading of every medicine.
    unanswered : tuple of str
        Ids of the questions that were asked and have no answer.
    """

    overall: Overall
    findings: tuple[Finding, ...]
    recognised: tuple[Recognised, ...]
    unanswered: tuple[str, ...]
