"""The pictures of a blockade with what it takes to read them without seeing them."""

import numpy as np

from lowdose.report.blockade.chart import blockade_chart
from lowdose.report.blockade.scene import DAY_H, Scene
from lowdose.report.blockade.stopping_chart import stopping_chart
from lowdose.report.blockade.strips_chart import strips_chart
from lowdose.report.blockade.twins import tabulate_after, tabulate_day, tabulate_regimen
from lowdose.report.blockade.words import tell_hours, tell_percent
from lowdose.report.drawing import draw_chart
from lowdose.report.figures import SIZES, Figure
from lowdose.report.texts import Texts


def draw_blockade(scene: Scene, texts: Texts) -> tuple[Figure, ...]:
    """Return the three pictures in both sizes, with their numbers as tables.

    Parameters
    ----------
    scene : Scene
        What they share.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    tuple of Figure
        `regimen`, `day` and `after`.
    """
    return (
        _draw_regimen(scene, texts),
        _draw_day(scene, texts),
        _draw_after(scene, texts),
    )


def _draw_regimen(scene: Scene, texts: Texts) -> Figure:
    """Draw the blockade over the whole regimen."""
    is_missed = any(not intake.is_taken for intake in scene.intakes)
    return Figure(
        name="regimen",
        title=texts.say("blockade_page.regimen_title"),
        description=describe_regimen(scene, texts),
        caption=_caption("regimen", scene, texts, missed=is_missed),
        table=tabulate_regimen(scene, texts),
        drawings=tuple(draw_chart(blockade_chart(scene, texts, size)) for size in SIZES),
    )


def describe_regimen(scene: Scene, texts: Texts) -> str:
    """Return what the picture of the whole regimen shows, for who can't see it."""
    missed = sum(not intake.is_taken for intake in scene.intakes)
    return texts.say(
        "blockade_page.regimen_description",
        taken=len(scene.intakes) - missed,
        missed=missed,
        **_extremes(scene, texts),
    )


def _draw_day(scene: Scene, texts: Texts) -> Figure:
    """Draw one day in three strips."""
    return Figure(
        name="day",
        title=texts.say("blockade_page.day_title"),
        description=texts.say(
            "blockade_page.day_description",
            hours="; ".join(
                texts.word(
                    "blockade_page.day_hours",
                    share=tell_percent(slow.threshold, texts),
                    slow=tell_hours(slow.typical_h, texts),
                    blood=tell_hours(blood.typical_h, texts),
                )
                for slow, blood in zip(*scene.above, strict=True)
            ),
            **_extremes(scene, texts),
        ),
        caption=_caption("day", scene, texts),
        table=tabulate_day(scene, texts),
        drawings=tuple(draw_chart(strips_chart(scene, texts, size)) for size in SIZES),
    )


def _draw_after(scene: Scene, texts: Texts) -> Figure:
    """Draw the days after the last dose."""
    table = tabulate_after(scene, texts)
    description = "; ".join(
        texts.word("blockade_page.after_item", day=row[0], slow=row[1], blood=row[2])
        for row in table.rows
    )
    return Figure(
        name="after",
        title=texts.say("blockade_page.after_title"),
        description=texts.say("blockade_page.after_description", list=description),
        caption=_caption("after", scene, texts),
        table=table,
        drawings=tuple(draw_chart(stopping_chart(scene, texts, size)) for size in SIZES),
    )


def _caption(name: str, scene: Scene, texts: Texts, missed: bool = False) -> str:
    """Return how to read a picture, without what it does not show."""
    spans = scene.spans if name == "regimen" else scene.spans[-1:]
    shown = {
        f"{name}_caption": True,
        "caption_missed": missed,
        "caption_thin": any(span.trust == "thin" for span in spans),
        "caption_hatch": any(span.trust == "extrapolated" for span in spans),
    }
    return " ".join(texts.say(f"blockade_page.{key}") for key, is_on in shown.items() if is_on)


def _extremes(scene: Scene, texts: Texts) -> dict[str, str]:
    """Return lowest and highest values of one day, by both models."""
    inside = (scene.slow.times_h >= scene.day_h) & (scene.slow.times_h <= scene.day_h + DAY_H)
    found = {}
    for name, curve in (("slow", scene.slow), ("blood", scene.blood)):
        found[f"{name}_low"] = tell_percent(float(np.min(curve.typical[inside])), texts)
        found[f"{name}_high"] = tell_percent(float(np.max(curve.typical[inside])), texts)
    return found
