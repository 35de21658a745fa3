"""A plan of dose steps as sections of a page, and as a page in one file that prints."""

from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from lowdose.report.blockade.chart import blockade_chart
from lowdose.report.blockade.figures import describe_regimen
from lowdose.report.blockade.scene import build_scene
from lowdose.report.blockade.twins import tabulate_regimen
from lowdose.report.drawing import draw_chart
from lowdose.report.figures import SIZES, Figure
from lowdose.report.page import environment, report_styles
from lowdose.report.texts import Texts, load_texts
from lowdose.report.titration.ics import tell_entry
from lowdose.report.titration.view import tell_time, view_titration
from lowdose.safety.titration_plan import Titration


@dataclass(frozen=True, slots=True)
class TitrationLinks:
    """Addresses that the sections lead to; empty in a file that stands alone.

    Parameters
    ----------
    screen, blockade : str
        Pages of the screening and of the blockade of this plan.
    calendar, calendar_with_dose : str
        The calendar file, with neutral words and with doses.
    """

    screen: str = ""
    blockade: str = ""
    calendar: str = ""
    calendar_with_dose: str = ""


def titration_sections(titration: Titration, texts: Texts, links: TitrationLinks) -> Markup:
    """Return a plan as sections for the main part of a page.

    Parameters
    ----------
    titration : Titration
        What the workflow planned and gathered.
    texts : Texts
        Sentences of the language.
    links : TitrationLinks
        Other pages to lead to.
    """
    template = environment().get_template("titration.html")
    return Markup(
        template.render(
            texts=texts,
            t=texts.say,
            view=view_titration(titration, texts),
            figure=_draw(titration, texts),
            links=links,
            entry=tell_entry(titration.plan, texts),
            time=tell_time(titration.plan),
        )
    )


def _draw(titration: Titration, texts: Texts) -> Figure | None:
    """Return the picture of the blockade along a plan."""
    if titration.blockade is None:
        return None
    scene = build_scene(titration.blockade, texts)
    caption = [texts.say("blockade_page.regimen_caption")]
    for trust, key in (("thin", "caption_thin"), ("extrapolated", "caption_hatch")):
        if any(span.trust == trust for span in scene.spans):
            caption.append(texts.say(f"blockade_page.{key}"))
    return Figure(
        name="blockade",
        title=texts.say("titration.blockade_figure"),
        description=describe_regimen(scene, texts),
        caption=" ".join(caption),
        table=tabulate_regimen(scene, texts),
        drawings=tuple(draw_chart(blockade_chart(scene, texts, size)) for size in SIZES),
    )


def titration_html(titration: Titration, language: str = "en") -> str:
    """Return a plan as a page in one file, without scripts and without links to other pages.

    Parameters
    ----------
    titration : Titration
        What the workflow planned and gathered.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    styles = report_styles() + titration_styles()
    template = environment().get_template("page.html")
    return template.render(
        texts=texts,
        t=texts.say,
        title=texts.say("titration.page_title"),
        styles=Markup(styles),
        body=titration_sections(titration, texts, TitrationLinks()),
    )


def titration_styles() -> str:
    """Return the style sheet of a plan, which adds to that of the report."""
    return (files("lowdose.report") / "static" / "titration.css").read_text("utf-8")
