"""The answer as plain text for a terminal, at most 80 columns wide."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from textwrap import fill

from lowdose.errors import harmless
from lowdose.inference.answer import Answer, Effect
from lowdose.report.change_chart import find_domain
from lowdose.report.names import known_words, side_of
from lowdose.report.sentences import (
    Reading,
    has_numbers,
    read_answer,
    tell_line,
    tell_range,
)
from lowdose.report.tables import (
    Table,
    explain_priors,
    tabulate_chances,
    tabulate_data,
    tabulate_pairs,
    tabulate_priors,
    tabulate_secondary,
)
from lowdose.report.texts import Texts, load_texts, plain

#: Columns of the text.
WIDTH = 80
#: Most answers that are shown in full; more become a list with a line for each.
MOST_IN_FULL = 12
#: Columns of the text picture, and what its column stands for in the rules of the page: so few
#: that the words beside the two lines have the room here that they have there.
PICTURE_WIDTH, COLUMN_PX = 64, 3.5


def answer_text(answers: Sequence[Answer], language: str = "en") -> str:
    """Return answers as plain text: sentences first, then a picture, then tables.

    Parameters
    ----------
    answers : sequence of Answer
        At least one.
    language : str
        Language of the sentences.

    Returns
    -------
    str
        Lines of at most 80 columns, without colours, ending in a newline.
    """
    texts = load_texts(language)
    blocks = []
    if len(answers) > MOST_IN_FULL:
        blocks.append(_list_answers(answers, texts))
        answers = ()
    for answer in answers:
        if len(answers) > 1:
            blocks.append(_heading(answer_title(answer, texts), "="))
        blocks.extend(_blocks(answer, texts))
    blocks.append(_paragraph(texts.say("disclaimer.short")))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _list_answers(answers: Sequence[Answer], texts: Texts) -> str:
    """Return a heading and a line for every answer."""
    lines = [_heading(texts.say("page.list_heading", n=len(answers)), "=")]
    for answer in answers:
        line = tell_line(answer, texts)
        if answer.reached is not None and has_numbers(answer):
            line += f" · {tell_range(answer.reached, answer.outcome, texts)}"
        lines.append(fill(harmless(line), WIDTH, subsequent_indent="    "))
    return "\n".join(lines)


def answer_title(answer: Answer, texts: Texts) -> str:
    """Return whose answer it is, and for which treatment."""
    key = "page.for_person_treatment" if answer.person else "page.for_treatment"
    return texts.say(key, person=answer.person, **known_words(answer, texts))


def _blocks(answer: Answer, texts: Texts) -> Iterator[str]:
    """Yield the parts of one answer."""
    reading = read_answer(answer, texts)
    yield _paragraph(reading.headline)
    if not has_numbers(answer) or answer.reached is None:
        yield plain_list(texts.say("section.reasons_not_valid"), reading.reasons)
        yield plain_list(texts.say("section.help"), reading.advice)
        yield plain_list(texts.say("section.doubts"), reading.doubts)
        yield plain_table(tabulate_data(answer, texts))
        yield from _notices(answer, texts)
        return
    yield _paragraph(plain(" ".join(reading.lead)))
    yield _picture(answer, answer.reached, texts)
    yield plain_list(texts.say("section.reasons"), (*reading.reasons, reading.weight))
    yield plain_list(texts.say("section.doubts"), reading.doubts)
    yield plain_table(tabulate_chances(answer, texts))
    yield _paragraph(reading.level)
    yield from _lists_and_tables(answer, reading, texts)
    yield from _notices(answer, texts)


def _lists_and_tables(answer: Answer, reading: Reading, texts: Texts) -> Iterator[str]:
    """Yield what stands behind the answer."""
    yield plain_list(texts.say("section.steady"), reading.steady)
    tables = (
        tabulate_priors(answer, texts),
        tabulate_pairs(answer, texts),
        tabulate_secondary(answer, texts),
    )
    yield plain_table(tables[0])
    yield _paragraph(explain_priors(answer, texts))
    yield plain_list(texts.say("section.simple"), reading.simple)
    yield from (plain_table(table) for table in tables[1:])
    yield plain_list(texts.say("section.help"), reading.advice)
    yield plain_table(tabulate_data(answer, texts))


def _notices(answer: Answer, texts: Texts) -> Iterator[str]:
    """Yield what the reader of the file decided."""
    if answer.diary is not None:
        yield plain_list(texts.say("section.notices"), answer.diary.notices)


def _paragraph(text: str) -> str:
    """Return a paragraph."""
    return fill(harmless(text), WIDTH)


def _heading(text: str, line: str) -> str:
    """Return a heading over a line."""
    heading = _paragraph(text)
    return f"{heading}\n{line * max(map(len, heading.splitlines()))}"


def plain_list(title: str, sentences: Iterable[str]) -> str:
    """Return a list with its title; nothing where the list is empty."""
    items = [
        fill(harmless(s), WIDTH, initial_indent="  - ", subsequent_indent="    ")
        for s in sentences
        if s
    ]
    return "\n".join((title, *items)) if items else ""


def plain_table(table: Table) -> str:
    """Return a table with its title; nothing where it has no rows."""
    if not table.rows:
        return ""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    heads, *rows = (tuple(map(harmless, row)) for row in (table.head, *table.rows))
    for place, head in enumerate(heads):
        words = " ".join((head, *(row[place] for row in rows))).split()
        grid.add_column(Text(head), min_width=max(map(len, words)))
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    out = StringIO()
    Console(file=out, width=WIDTH - 2, color_system=None, legacy_windows=False).print(grid)
    lines = (f"  {line}".rstrip() for line in out.getvalue().splitlines())
    return "\n".join((harmless(table.caption), *(line for line in lines if line)))


def _picture(answer: Answer, reached: Effect, texts: Texts) -> str:
    """Return the plausible range as a bar over an axis with the two lines that count."""
    low, high = find_domain(answer, reached.cri95, PICTURE_WIDTH * COLUMN_PX)
    matters = answer.outcome.direction * answer.mcid

    def column(change: float) -> int:
        return round((change - low) / (high - low) * (PICTURE_WIDTH - 1))

    bar = [" "] * PICTURE_WIDTH
    first, last = (column(end) for end in reached.cri95)
    bar[first : last + 1] = "━" * (last + 1 - first)
    bar[column(0.0)], bar[column(matters)] = "│", "┆"
    bar[column(reached.mean)] = "●"
    at_zero, at_matters = texts.word("picture.none"), texts.word("picture.matters")
    ends = sorted(((0.0, at_zero), (matters, at_matters)))
    left = f"{ends[0][1]} ".rjust(column(ends[0][0]))
    heads = f"{left}{'┆│' if matters < 0 else '│┆'}"
    gap = column(ends[1][0]) - column(ends[0][0]) - 1
    heads = f"{left}{heads[-2]}{' ' * gap}{heads[-1]} {ends[1][1]}"
    outcome = harmless(known_words(answer, texts)["outcome"])
    kinds = ("better", "worse") if answer.outcome.higher_is_worse else ("worse", "better")
    words = [texts.word(f"more_less.{side_of(answer.outcome)}.{k}", outcome=outcome) for k in kinds]
    foot = f"← {words[0]}".ljust(PICTURE_WIDTH - len(words[1]) - 2) + f"{words[1]} →"
    return "\n".join(f"  {line}".rstrip() for line in (heads, "".join(bar), foot))
