"""The blockade of a regimen as text for a terminal."""

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from lowdose.report.blockade.surgery import list_guidelines
from lowdose.report.blockade.view import BlockadeView, view_blockade
from lowdose.report.terminal import WIDTH, plain_list, plain_table
from lowdose.report.texts import Texts, load_texts, plain

if TYPE_CHECKING:
    from lowdose.pharmacology.result import Blockade


def blockade_text(known: "Blockade", language: str = "en") -> str:
    """Return the blockade of a regimen as text of at most 80 columns.

    Parameters
    ----------
    known : Blockade
        What the workflow computed.
    language : str
        Language of the sentences.

    Returns
    -------
    str
        Sentences first, then tables; the disclaimer stands first and last.
    """
    texts = load_texts(language)
    view = view_blockade(known, texts)
    return "\n\n".join(block for block in _blocks(known, view, texts) if block) + "\n"


def _blocks(known: "Blockade", view: BlockadeView, texts: Texts) -> Iterator[str]:
    """Yield the parts in the order in which they matter."""
    title = fill(view.title, WIDTH)
    yield f"{title}\n{'=' * max(map(len, title.splitlines()))}"
    yield fill(view.disclaimer, WIDTH)
    yield fill(texts.say("blockade.limit"), WIDTH)
    yield from (fill(plain(sentence), WIDTH) for sentence in view.lead)
    yield plain_list(texts.say("blockade.plan.heading"), view.plan)
    yield plain_list(texts.say("blockade.note.heading"), view.notes)
    yield plain_list(
        texts.say("blockade.surgery.heading"),
        (*map(plain, view.surgery), *list_guidelines(known, texts)),
    )
    yield plain_list(view.emergency[0], view.emergency[1:])
    yield plain_list(texts.say("blockade.about"), view.about)
    yield plain_table(view.below)
    yield plain_table(view.above)
    yield plain_table(view.after)
    yield plain_list(texts.say("blockade.ratio.heading"), view.ratio)
    yield plain_list(texts.say("blockade.derived.heading"), view.derived)
    yield plain_list(texts.say("blockade.tried.heading"), view.tried)
    yield plain_list(texts.say("blockade.trial.heading"), map(plain, view.trial))
    yield plain_table(view.washout)
    yield plain_list(texts.say("blockade.plasma.heading"), view.plasma)
    yield plain_list(
        view.parameters.caption, (f"{row[0]}: {row[1]} [{row[2]}]" for row in view.parameters.rows)
    )
    lines = (texts.say("blockade.source.line", id=i, title=f"{t} {u}") for i, t, u in view.sources)
    yield plain_list(texts.say("blockade.source.heading"), lines)
    yield fill(f"{view.disclaimer} {texts.say('disclaimer.short')}", WIDTH)
