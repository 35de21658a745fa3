"""The evidence for one condition as text for a terminal."""

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from lowdose.report.evidence.view import EvidenceView, view_evidence
from lowdose.report.tables import Table
from lowdose.report.terminal import WIDTH, plain_list, plain_table
from lowdose.report.texts import Texts, load_texts, plain

if TYPE_CHECKING:
    from lowdose.evidence.known import Evidence


def evidence_text(known: "Evidence", language: str = "en") -> str:
    """Return the evidence as text of at most 80 columns.

    Parameters
    ----------
    known : Evidence
        What the workflow gathered.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    view = view_evidence(known, texts)
    return "\n\n".join(block for block in _blocks(view, texts) if block) + "\n"


def _blocks(view: EvidenceView, texts: Texts) -> Iterator[str]:
    """Yield the parts in the order in which they matter."""
    yield f"{view.title}\n{'=' * min(len(view.title), WIDTH)}"
    yield fill(plain(" ".join(view.lead)), WIDTH)
    yield fill(" ".join(view.person), WIDTH)
    yield plain_table(view.studies)
    yield plain_table(view.shares)
    yield plain_list(view.certainty, (f"{row[0]}: {row[1]}" for row in view.reasons.rows))
    yield plain_table(view.methods)
    yield plain_table(view.robust)
    yield plain_table(view.groups)
    yield _wordy(view.left_out)
    yield plain_list(texts.say("evidence.never_heading"), view.never)
    yield plain_list(texts.say("evidence.running_heading"), view.known)
    yield plain_list(texts.say("evidence.reviews_heading"), (f"{t}: {x}" for t, x in view.reviews))
    yield plain_list(
        texts.say("evidence.conflicts_heading"), (f"{t}: {x}" for t, x in view.conflicts)
    )
    yield _wordy(view.all_studies)
    lines = (
        f"{title} {url} ({where})" if where else f"{title} {url}"
        for title, url, where in view.sources
    )
    yield plain_list(texts.say("evidence.sources_heading"), lines)
    yield fill(texts.say("disclaimer.short"), WIDTH)


def _wordy(table: Table) -> str:
    """Return a table of sentences as a list, which 80 columns hold better."""
    return plain_list(table.caption, (f"{row[0]}: {' · '.join(row[1:])}" for row in table.rows))
