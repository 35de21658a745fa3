"""A screening as sections of a page, and as a page in one file."""

from importlib.resources import files

from markupsafe import Markup

from lowdose.report.page import environment, report_styles
from lowdose.report.screening.view import view_screening
from lowdose.report.texts import Texts, load_texts
from lowdose.safety.screened import ScreeningResult


def screening_sections(result: ScreeningResult, texts: Texts, *, has_form: bool = False) -> Markup:
    """Return a screening as sections for the main part of a page.

    Parameters
    ----------
    result : ScreeningResult
        What the workflow found.
    texts : Texts
        Sentences of the language.
    has_form : bool
        Whether the form stands below, so that what is missing can lead to its question.
    """
    view = view_screening(result, texts)
    template = environment().get_template("screening.html")
    return Markup(template.render(texts=texts, t=texts.say, view=view, has_form=has_form))


def screening_html(result: ScreeningResult, language: str = "en") -> str:
    """Return a screening as a page in one file, without scripts.

    Parameters
    ----------
    result : ScreeningResult
        What the workflow found.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    own = (files("lowdose.report") / "static" / "screening.css").read_text("utf-8")
    return (
        environment()
        .get_template("page.html")
        .render(
            texts=texts,
            t=texts.say,
            title=texts.say(f"screening.overall.{result.screening.overall}"),
            styles=Markup(report_styles() + own),
            body=screening_sections(result, texts),
        )
    )
