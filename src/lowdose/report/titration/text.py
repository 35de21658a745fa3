"""A plan of dose steps as text for a terminal."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from lowdose.errors import harmless
from lowdose.report.tables import Table
from lowdose.report.terminal import WIDTH, plain_list, plain_table
from lowdose.report.texts import Texts, load_texts
from lowdose.report.titration.view import Passage, TitrationView, view_titration
from lowdose.safety.titration_plan import Titration


def titration_text(titration: Titration, language: str = "en") -> str:
    """Return a plan as text of at most 80 columns.

    Parameters
    ----------
    titration : Titration
        What the workflow planned and gathered.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    view = view_titration(titration, texts)
    return "\n\n".join(block for block in _blocks(view, texts) if block) + "\n"


def _blocks(view: TitrationView, texts: Texts) -> Iterator[str]:
    """Yield the parts in the order in which they matter."""
    yield f"{view.title}\n{'=' * min(len(view.title), WIDTH)}"
    yield fill(view.span, WIDTH)
    yield fill(harmless(view.planned_with), WIDTH)
    yield plain_list(texts.say("titration.whose_heading"), texts.lines("titration.whose"))
    screen = (
        f"{texts.say('titration.before_screen')} {texts.say('titration.before_screen_command')}"
    )
    yield plain_list(texts.say("titration.before_heading"), (screen, _tell(view.opioids)))
    yield plain_list(texts.say("titration.notices_heading"), view.notices)
    yield plain_list(texts.say("titration.steps_heading"), _rows(view.steps))
    yield plain_table(view.supply)
    missed = (texts.say("titration.missed_none"), *map(_tell, view.missed))
    yield plain_list(texts.say("titration.missed_heading"), missed)
    sleep = (*view.sleep_questions, *map(_tell, view.sleep))
    yield plain_list(texts.say("titration.sleep_heading"), sleep)
    checks = (texts.say("titration.checks_intro"), *_rows(view.checks), *map(_tell, view.checking))
    yield plain_list(texts.say("titration.checks_heading"), checks)
    yield texts.say("titration.calls_heading")
    for heading, passages in view.calls:
        yield plain_list(heading, map(_tell, passages))
    yield plain_list(texts.say("titration.making_heading"), map(_tell, view.making))
    command = texts.word("titration.blockade_command", regimen=view.regimen)
    yield plain_list(
        texts.say("titration.blockade_heading"),
        (command, texts.say("blockade.disclaimer"), *map(_tell, view.blocking)),
    )
    yield plain_table(view.blocked)
    yield plain_list(texts.say("titration.choices_heading"), _choices(view, texts))
    yield plain_list(texts.say("titration.sources_heading"), _sources(view))
    yield fill(texts.say("disclaimer.short"), WIDTH)


def _tell(passage: Passage) -> str:
    """Return a passage with the numbers of its sources."""
    return f"{passage.title}. {passage.text} {_mark(passage.sources)}".strip()


def _mark(numbers: Iterable[int]) -> str:
    """Return the numbers of sources."""
    return " ".join(f"[{number}]" for number in numbers)


def _rows(table: Table) -> Iterable[str]:
    """Return the rows of a table as lines, which 80 columns hold better."""
    return (" · ".join(filter(None, row)) for row in table.rows)


def _choices(view: TitrationView, texts: Texts) -> Iterable[str]:
    """Return every choice as a line that names its cells."""
    for choice in view.choices:
        line = f"{choice.name}: {choice.value}"
        if choice.usual:
            heads = texts.word("titration.choice_usual"), texts.word("titration.choice_limit")
            line += f" ({heads[0].lower()}: {choice.usual}; {heads[1].lower()}: {choice.confirmed})"
        yield f"{line}. {choice.why} {_mark(choice.sources)}"


def _sources(view: TitrationView) -> Iterable[str]:
    """Return every source as a line."""
    return (
        f"[{line.number}] {line.title} {line.url} ({line.locator}; {line.seen})"
        for line in view.sources
    )
