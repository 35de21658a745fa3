"""The evidence for one condition, and the reply to a question, as sections of a page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from lowdose.report.drawing import describe_svg, draw_chart
from lowdose.report.efficacy import tell_pooled
from lowdose.report.evidence.forest_chart import forest_chart
from lowdose.report.evidence.view import EvidenceView, view_evidence
from lowdose.report.figures import SIZES, Figure
from lowdose.report.page import environment
from lowdose.report.reply_text import list_readings
from lowdose.report.texts import Texts, load_texts, plain

if TYPE_CHECKING:
    from lowdose.evidence.known import Evidence
    from lowdose.question.reply import Reply


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that the sections lead to.

    Parameters
    ----------
    conditions : tuple of (str, str)
        Id and name of every condition.
    outcomes : tuple of (str, str)
        Id and name of what else was measured in this one.
    """

    conditions: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...] = ()


def evidence_sections(known: "Evidence", texts: Texts, links: Links) -> Markup:
    """Return the evidence as sections for the main part of a page.

    Parameters
    ----------
    known : Evidence
        What the workflow gathered.
    texts : Texts
        Sentences of the language.
    links : Links
        Other pages to lead to.
    """
    view = view_evidence(known, texts)
    figures = (draw_forest(known, view, texts),) if view.has_pool else ()
    template = environment().get_template("evidence.html")
    return Markup(
        template.render(
            texts=texts, t=texts.say, view=view, figures=figures, known=known, links=links
        )
    )


def draw_forest(known: "Evidence", view: EvidenceView, texts: Texts) -> Figure:
    """Return the forest plot in both sizes, with its numbers as a table."""
    synthesis = known.synthesis
    parts = [f"{row[0]}: {row[3]}" for row in view.studies.rows]
    description = " ".join(
        (plain(tell_pooled(synthesis, known.condition, texts)), "; ".join(parts) + ".")
    )
    return Figure(
        name="forest",
        title=texts.say("evidence.figure_title"),
        description=description,
        caption=view.caption,
        table=view.studies,
        drawings=tuple(draw_chart(forest_chart(synthesis, texts, size)) for size in SIZES),
    )


def forest_svg(known: "Evidence", language: str = "en") -> str | None:
    """Return the wide forest plot as one SVG; None where nothing was pooled."""
    texts = load_texts(language)
    view = view_evidence(known, texts)
    if not view.has_pool:
        return None
    figure = draw_forest(known, view, texts)
    return describe_svg(figure.drawings[1], "forest", SIZES[1], figure.title, figure.description)


def reply_sections(reply: "Reply", texts: Texts) -> Markup:
    """Return a reply as sections for the main part of a page.

    Parameters
    ----------
    reply : Reply
        The reply.
    texts : Texts
        Sentences of the language.
    """
    template = environment().get_template("reply.html")
    readings = list_readings(reply, texts)
    return Markup(template.render(texts=texts, t=texts.say, reply=reply, readings=readings))
