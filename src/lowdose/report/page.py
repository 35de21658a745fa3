"""The answer as a page: one file that opens offline, prints, and holds no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from lowdose.inference.answer import Answer
from lowdose.report.drawing import describe_svg
from lowdose.report.figures import SIZES, Figure, draw_figures
from lowdose.report.names import known_words
from lowdose.report.sentences import Reading, has_numbers, read_answer, tell_line
from lowdose.report.tables import (
    Table,
    explain_priors,
    tabulate_chances,
    tabulate_data,
    tabulate_priors,
    tabulate_secondary,
)
from lowdose.report.texts import BOLD_END, BOLD_START, Texts, load_texts


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the template of one answer shows.

    Parameters
    ----------
    anchor : str
        Id of the answer in the page.
    name : str
        Whose answer, for which treatment.
    eyebrow : str
        What was compared.
    reading : Reading
        Sentences.
    is_stated : bool
        Whether it has numbers.
    figures : tuple of Figure
        Pictures.
    chances, priors, secondary, data : Table
        Numbers.
    prior_notes : str
        What the names of the assumptions mean.
    notices : tuple of str
        What the reader of the file decided.
    """

    anchor: str
    name: str
    eyebrow: str
    reading: Reading
    is_stated: bool
    figures: tuple[Figure, ...]
    chances: Table
    priors: Table
    secondary: Table
    data: Table
    prior_notes: str
    notices: tuple[str, ...]


def answer_html(answers: Sequence[Answer], language: str = "en") -> str:
    """Return answers as a page in one file.

    Parameters
    ----------
    answers : sequence of Answer
        At least one.
    language : str
        Language of the sentences.

    Returns
    -------
    str
        HTML with its styles and pictures inside, without scripts and without links out.
    """
    texts = load_texts(language)
    title = texts.say("page.title")
    if len(answers) > 1:
        title = texts.say("page.title_many", n=len(answers))
    template = environment().get_template("page.html")
    return template.render(
        texts=texts,
        t=texts.say,
        title=title,
        styles=Markup(report_styles()),
        body=answer_sections(answers, texts),
    )


def answer_sections(answers: Sequence[Answer], texts: Texts, most: int | None = None) -> Markup:
    """Return answers as sections to be placed in the main part of a page.

    Parameters
    ----------
    answers : sequence of Answer
        At least one. With a single one its verdict is the `h1` of the page, with several
        a list of them is.
    texts : Texts
        Sentences of the language.
    most : int, optional
        How many are shown in full; the list names all.

    Returns
    -------
    markupsafe.Markup
        HTML.
    """
    shown = list(answers[:most])
    views = [_view(answer, f"answer-{n}", texts) for n, answer in enumerate(shown, start=1)]
    lines = [
        (f"#answer-{n}" if n <= len(shown) else "", tell_line(answer, texts))
        for n, answer in enumerate(answers, start=1)
    ]
    template = environment().get_template("answers.html")
    return Markup(template.render(texts=texts, t=texts.say, views=views, lines=lines))


def report_styles() -> str:
    """Return the style sheet of the report."""
    return (files(__package__) / "static" / "report.css").read_text("utf-8")


@lru_cache
def environment() -> Environment:
    """Return the templates; everything they insert is escaped."""
    made = Environment(
        loader=PackageLoader("lowdose.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["drawings"] = _drawings
    made.filters["bold"] = _bold
    return made


def _bold(sentence: str) -> Markup:
    """Return a sentence as HTML, its marks as bold words."""
    words = str(escape(sentence)).replace(BOLD_START, "<b>").replace(BOLD_END, "</b>")
    return Markup(words)


def _drawings(figure: Figure, anchor: str) -> Markup:
    """Return the drawings of a figure; the style sheet shows the one that fits."""
    drawn = (
        describe_svg(svg, f"{anchor}-{figure.name}-{size}", size, figure.title, figure.description)
        for size, svg in zip(SIZES, figure.drawings, strict=True)
    )
    return Markup("\n").join(Markup(svg) for svg in drawn)


def _view(answer: Answer, anchor: str, texts: Texts) -> AnswerView:
    """Return what the template of one answer shows."""
    words = known_words(answer, texts)
    key = "page.for_person_treatment" if answer.person else "page.for_treatment"
    return AnswerView(
        anchor=anchor,
        name=texts.say(key, person=answer.person, **words),
        eyebrow=texts.say("page.eyebrow", **words) if answer.treatment else "",
        reading=read_answer(answer, texts),
        is_stated=has_numbers(answer),
        figures=draw_figures(answer, texts),
        chances=tabulate_chances(answer, texts),
        priors=tabulate_priors(answer, texts),
        secondary=tabulate_secondary(answer, texts),
        data=tabulate_data(answer, texts),
        prior_notes=explain_priors(answer, texts),
        notices=answer.diary.notices if answer.diary is not None else (),
    )
