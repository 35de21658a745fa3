"""Side effects in words and tables: the person's own days, and what others had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lowdose.report.names import treatment_name
from lowdose.report.tables import Table
from lowdose.report.texts import Texts
from lowdose.safety.side_effects import OwnRate, PublishedRate, SideEffect

#: Narrowest range that is drawn, and half the width of its dot. [% of the width]
NARROWEST, HALF_DOT = 1.0, 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its range, as a drawing 100 wide.

    Parameters
    ----------
    low, width, dot : float
        Left end and width of the range, left end of the dot. [% of the width]
    """

    low: float
    width: float
    dot: float


@dataclass(frozen=True, slots=True)
class EffectsView:
    """Side effects in words and tables.

    Parameters
    ----------
    own, published : Table
        The person's own rates; those of others.
    notes : tuple of str
        How the own rates are meant.
    drawn : tuple of (tuple of str, Bar)
        Rows of the own rates, each with its drawing.
    """

    own: Table
    published: Table
    notes: tuple[str, ...]
    drawn: tuple[tuple[tuple[str, ...], Bar], ...]


def view_effects(effects: Sequence[SideEffect], texts: Texts) -> EffectsView | None:
    """Return side effects in words and tables; None where none was ever asked."""
    if not effects:
        return None
    ways = {rate.by for effect in effects for rate in effect.rates}
    notes = [texts.say("watch_effects.lead")]
    notes += [texts.say(f"watch_effects.note_{way}") for way in ("periods", "days") if way in ways]
    notes.append(texts.say("watch_effects.note_label"))
    own = _tabulate_own(effects, texts)
    bars = [_draw(rate) for effect in effects for rate in effect.rates]
    drawn = tuple(zip(own.rows, bars, strict=True))
    return EffectsView(own, _tabulate_others(effects, texts), tuple(notes), drawn)


def name_effect(name: str, texts: Texts) -> str:
    """Return a side effect as a person reads it."""
    return texts.say(f"watch_effect_name.{name}")


def tell_share(rate: OwnRate, texts: Texts) -> str:
    """Return a share with its range; one that is too narrow is marked."""
    key = "watch_effects.share" if rate.by == "periods" else "watch_effects.share_days"
    share, low, high = (f"{100 * x:.0f}" for x in (rate.share, rate.low, rate.high))
    return texts.word(key, share=share, low=low, high=high)


def _draw(rate: OwnRate) -> Bar:
    """Return the drawing of a share."""
    low, high = round(100 * rate.low, 1), round(100 * rate.high, 1)
    dot = min(max(100 * rate.share - HALF_DOT, 0.0), 100.0 - 2 * HALF_DOT)
    return Bar(low, max(round(high - low, 1), NARROWEST), round(dot, 1))


def _tabulate_own(effects: Sequence[SideEffect], texts: Texts) -> Table:
    """Return the person's own rates, one row for each treatment."""
    rows: list[tuple[str, ...]] = []
    for effect in effects:
        for rate in effect.rates:
            periods = texts.counted("watch_effects.periods", rate.n_periods, n=rate.n_periods)
            words = {"with": rate.n_with, "n": rate.n_days, "periods": periods}
            days = texts.word("watch_effects.days", **words)
            name = name_effect(effect.name, texts)
            treatment = treatment_name(rate.treatment, texts)
            rows.append((name, treatment, days, tell_share(rate, texts)))
    head = _head(("effect", "treatment", "days", "share"), texts)
    return Table(texts.say("watch_effects.own_heading"), head, tuple(rows))


def _tabulate_others(effects: Sequence[SideEffect], texts: Texts) -> Table:
    """Return published rates, one row for each data set."""
    rows: list[tuple[str, ...]] = []
    for effect in effects:
        name = name_effect(effect.name, texts)
        if not effect.published:
            rows.append((name, texts.say("watch_effects.none_published"), "–", "–"))
        rows += [(name, *_tell_published(one, texts)) for one in effect.published]
    head = _head(("effect", "others", "drug", "control"), texts)
    return Table(texts.say("watch_effects.published_heading"), head, tuple(rows))


def _tell_published(one: PublishedRate, texts: Texts) -> Iterator[str]:
    """Yield where, and how often on naltrexone and without."""
    key = "watch_effects.low_dose" if one.data_set.is_low_dose else "watch_effects.high_dose"
    yield texts.word(key, title=one.data_set.title, dose=one.data_set.dose)
    rate = one.rate
    if rate.ratio is not None and rate.drug is None:
        numbers = (rate.ratio, rate.ratio_low or rate.ratio, rate.ratio_high or rate.ratio)
        ratio, low, high = map(texts.number, numbers)
        yield texts.word("watch_effects.ratio", ratio=ratio, low=low, high=high)
        yield "–"
        return
    for share in (rate.drug, rate.control):
        shown = "–" if share is None else texts.number(share)
        yield shown if share is None else texts.word("watch_effects.percent", n=shown)


def _head(columns: Sequence[str], texts: Texts) -> tuple[str, ...]:
    """Return the heads of columns."""
    return tuple(texts.say(f"watch_effects.column_{column}") for column in columns)
