"""What the watch found as sections of a page, and as a page in one file that prints."""

from importlib.resources import files

from markupsafe import Markup

from lowdose.report.page import environment, report_styles
from lowdose.report.texts import Texts, load_texts
from lowdose.report.watch.effects import view_effects
from lowdose.report.watch.view import view_watch
from lowdose.safety.watch_result import Watch


def watch_sections(watch: Watch, texts: Texts) -> Markup:
    """Return what the watch found as sections for the main part of a page.

    Parameters
    ----------
    watch : Watch
        What the workflow found.
    texts : Texts
        Sentences of the language.
    """
    template = environment().get_template("watch.html")
    return Markup(
        template.render(
            texts=texts,
            t=texts.say,
            view=view_watch(watch, texts),
            effects=view_effects(watch.side_effects, texts),
            notices=watch.notices,
        )
    )


def watch_html(watch: Watch, language: str = "en") -> str:
    """Return what the watch found as a page in one file, without scripts.

    Parameters
    ----------
    watch : Watch
        What the workflow found.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    template = environment().get_template("page.html")
    return template.render(
        texts=texts,
        t=texts.say,
        title=texts.say("watch.page_title"),
        styles=Markup(report_styles() + watch_styles()),
        body=watch_sections(watch, texts),
    )


def watch_styles() -> str:
    """Return the style sheet of the watch, which adds to that of the report."""
    return (files("lowdose.report") / "static" / "watch.css").read_text("utf-8")
