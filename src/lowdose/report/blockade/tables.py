"""The numbers of a blockade as tables, the same for page and terminal."""

from typing import TYPE_CHECKING

from lowdose.pharmacology.result import MODELS
from lowdose.report.blockade.words import (
    tell_after,
    tell_percent,
    tell_percent_range,
    tell_span,
    tell_spans,
)
from lowdose.report.tables import Table
from lowdose.report.texts import Texts

if TYPE_CHECKING:
    from lowdose.knowledge.records import Parameter
    from lowdose.pharmacology.curve import HoursAbove
    from lowdose.pharmacology.result import Blockade, Level


def tabulate_below(known: "Blockade", texts: Texts) -> Table:
    """Return the time after the last dose until the block is over, by both models."""
    rows = []
    for of_models in zip(*(known.models[model].below for model in MODELS), strict=True):
        row = [tell_percent(of_models[0].threshold, texts)]
        for below in of_models:
            never = texts.word("blockade.never")
            row += [
                tell_span(below.typical_h, texts) if below.typical_h > 0.0 else never,
                tell_spans(below.p025_h, below.p975_h, texts) if below.p975_h > 0.0 else never,
            ]
        rows.append(tuple(row))
    return Table(texts.say("blockade.table.below"), _head("share", texts), tuple(rows))


def tabulate_above(known: "Blockade", texts: Texts) -> Table:
    """Return the hours of one day above a share, by both models."""
    rows = []
    for of_models in zip(*(known.models[model].above for model in MODELS), strict=True):
        row = [tell_percent(of_models[0].threshold, texts)]
        for above in of_models:
            row += [_hours(above.typical_h, texts), _hour_range(above, texts)]
        rows.append(tuple(row))
    return Table(texts.say("blockade.table.above"), _head("over", texts), tuple(rows))


def tabulate_after(known: "Blockade", texts: Texts) -> Table:
    """Return blockade on the days after the last dose, and the dose ratio of the slow model."""
    slow, blood = (known.models[model].after for model in MODELS)
    head = (
        texts.say("blockade.table.since"),
        *(texts.say(f"blockade.model.{model}") for model in MODELS),
        texts.say("blockade.table.ratio"),
    )
    rows = tuple(
        (tell_after(s.hours, texts), _level(s, texts), _level(b, texts), _ratio(s, texts))
        for s, b in zip(slow, blood, strict=True)
    )
    return Table(texts.say("blockade.table.after"), head, rows)


def tabulate_washout(known: "Blockade", texts: Texts) -> Table:
    """Return the days that each way of reasoning leaves out."""
    columns = ("basis", "half_life", "five")
    head = tuple(texts.say(f"blockade.table.{column}") for column in columns)
    rows = tuple(
        (
            texts.say(f"blockade.basis.{row.basis}"),
            _with_range(
                tell_span(row.half_life_h, texts),
                (row.half_life_low_h, row.half_life_high_h),
                texts,
            ),
            _with_range(
                tell_span(24.0 * row.days, texts),
                (24.0 * row.days_low, 24.0 * row.days_high),
                texts,
            ),
        )
        for row in known.washout.rows
    )
    return Table(texts.say("blockade.table.washout"), head, rows)


def tabulate_parameters(known: "Blockade", texts: Texts) -> Table:
    """Return all numbers of the model with range and source."""
    columns = ("number", "value", "source")
    head = tuple(texts.say(f"blockade.table.{column}") for column in columns)
    rows = tuple(
        (parameter.name, _tell_value(parameter, texts), parameter.source)
        for parameter in known.parameters.values()
    )
    return Table(texts.say("blockade.table.parameters"), head, rows)


def _head(first: str, texts: Texts) -> tuple[str, ...]:
    """Return the heads of a table with both models side by side."""
    heads = [texts.say(f"blockade.table.{first}")]
    for model in MODELS:
        heads += [
            texts.say("blockade.table.typical", model=texts.word(f"blockade.model.{model}")),
            texts.say("blockade.table.interval"),
        ]
    return tuple(heads)


def _hours(hours: float, texts: Texts) -> str:
    """Return hours of a day with one decimal."""
    shown = texts.number(round(hours, 1))
    return texts.word("blockade.one_hour" if shown == "1" else "blockade.hours", n=shown)


def _hour_range(above: "HoursAbove", texts: Texts) -> str:
    """Return the interval of hours of a day."""
    low, high = (round(hours, 1) for hours in (above.low_h, above.high_h))
    if low == high:
        return _hours(low, texts)
    return texts.word("blockade.range", low=texts.number(low), high=_hours(high, texts))


def _level(level: "Level", texts: Texts) -> str:
    return tell_percent_range(level.typical, level.low, level.high, texts)


def _ratio(level: "Level", texts: Texts) -> str:
    """Return a dose ratio with its interval, each with one decimal."""
    typical, low, high = (
        texts.points(value) for value in (level.ratio, level.ratio_low, level.ratio_high)
    )
    return texts.word("blockade.ratio_range", typical=typical, low=low, high=high)


def _with_range(shown: str, ends_h: tuple[float, float], texts: Texts) -> str:
    """Return a length of time with the range that sources allow."""
    if ends_h[0] == ends_h[1]:
        return shown
    return f"{shown} ({tell_spans(*ends_h, texts)})"


def _tell_value(parameter: "Parameter", texts: Texts) -> str:
    """Return a number with its unit and its range."""
    unit = "" if parameter.unit == "1" else f" {parameter.unit}"
    value = f"{parameter.value:g}{unit}"
    if parameter.low == parameter.high:
        return value
    return f"{value} ({parameter.low:g}–{parameter.high:g})"
