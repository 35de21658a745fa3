"""The numbers of the pictures of a blockade as tables."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from lowdose.report.blockade.scene import DAY_H, Intake, Scene
from lowdose.report.blockade.stopping_chart import count_days, shares_after
from lowdose.report.blockade.words import (
    tell_clock,
    tell_hours,
    tell_percent,
    tell_percent_range,
)
from lowdose.report.tables import Table
from lowdose.report.texts import Texts

#: Rows that the table of a whole regimen has at most; of more nights only some are listed.
MOST_ROWS = 60
#: Hours between two rows of the table of one day. [h]
TABLE_STEP_H = 3


def tabulate_regimen(scene: Scene, texts: Texts) -> Table:
    """Return the block just before and after each dose, or of every so many doses."""
    rows = [
        (_day_of(scene, start.time_h), *_night_cells(scene, start, end_h, texts))
        for start, end_h in _list_nights(scene)
    ]
    step = -(-len(rows) // MOST_ROWS)
    kept = [row for place, row in enumerate(rows) if place % step == 0 or place == len(rows) - 1]
    heads = ("day", "dose", "slow_peak", "slow_least", "blood_peak", "blood_least")
    return Table(
        texts.say("blockade_page.regimen_table"),
        tuple(texts.say(f"blockade_page.head_{head}") for head in heads),
        tuple(kept),
    )


def _list_nights(scene: Scene) -> Iterator[tuple[Intake, float]]:
    """Yield each planned dose with the time of the next; the last has a day."""
    end = Intake(scene.intakes[-1].time_h + DAY_H, 0.0)
    for intake, following in pairwise((*scene.intakes, end)):
        yield intake, following.time_h


def _night_cells(
    scene: Scene, intake: Intake, end_h: float, texts: Texts
) -> tuple[str, str, str, str, str]:
    """Return the dose, and highest and lowest values until the next."""
    key = "blockade_page.mg" if intake.is_taken else "blockade_page.mg_missed"
    cells = [texts.word(key, n=texts.number(intake.dose_mg))]
    for curve in (scene.slow, scene.blood):
        inside = (curve.times_h >= intake.time_h) & (curve.times_h <= end_h)
        line = curve.typical[inside]
        cells.append(tell_percent(float(np.max(line)), texts) if line.size else "–")
        cells.append(tell_percent(float(line[-1]), texts) if line.size else "–")
    return cells[0], cells[1], cells[2], cells[3], cells[4]


def _day_of(scene: Scene, time_h: float) -> str:
    """Return the day that a time lies in."""
    return [day.label for day in scene.days if day.time_h <= time_h + 1e-9][-1]


def tabulate_day(scene: Scene, texts: Texts) -> Table:
    """Return one day hour by hour, and the hours above each share below it."""
    rows = []
    for hours in range(0, int(DAY_H) + 1, TABLE_STEP_H):
        at_h = scene.day_h + hours
        rows.append((tell_clock(scene.clock_h + hours, texts), *tell_levels(scene, at_h, texts)))
    for slow, blood in zip(*scene.above, strict=True):
        share = tell_percent(slow.threshold, texts)
        label = texts.say("blockade_page.hours_above", share=share)
        interval = texts.word(
            "blockade_page.with_interval",
            typical=tell_hours(slow.typical_h, texts),
            low=tell_hours(slow.low_h, texts),
            high=tell_hours(slow.high_h, texts),
        )
        rows.append((label, interval, tell_hours(blood.typical_h, texts)))
    return Table(
        texts.say("blockade_page.day_table"),
        tuple(texts.say(f"blockade_page.head_{head}") for head in ("clock", "slow", "blood")),
        tuple(rows),
    )


def tell_levels(scene: Scene, at_h: float, texts: Texts) -> tuple[str, str]:
    """Return the block at one time since the first dose, by the slow and the blood model."""
    after = shares_after(scene, np.array([(at_h - scene.last_h) / DAY_H]))
    value = {name: float(line[0]) for name, line in after.items()}
    slow = tell_percent_range(value["typical"], value["low95"], value["high95"], texts)
    return slow, tell_percent(value["blood"], texts)


def tabulate_after(scene: Scene, texts: Texts) -> Table:
    """Return the block day by day after the last dose."""
    rows = tuple(
        (
            texts.counted("blockade_page.days_since", day, n=day),
            *tell_levels(scene, scene.last_h + DAY_H * day, texts),
        )
        for day in range(count_days(scene) + 1)
    )
    return Table(
        texts.say("blockade_page.after_table"),
        tuple(texts.say(f"blockade_page.head_{head}") for head in ("since", "slow", "blood")),
        rows,
    )
