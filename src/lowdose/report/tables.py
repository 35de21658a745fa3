"""The numbers of a report as tables, the same for page and terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lowdose.diary.entries import Diary
from lowdose.inference.answer import Answer, Sensitivity
from lowdose.report.names import (
    known_words,
    outcome_name,
    percent,
    period_prior_name,
    prior_name,
    treatment_name,
)
from lowdose.report.sentences import has_numbers, tell_difference, tell_interval, tell_range
from lowdose.report.texts import Texts

#: Steps that the table of the posterior is cut into, per change that matters.
STEPS_PER_MCID = 2
#: Chance below which the outer steps of that table are put together.
OUTER_CHANCE = 0.005


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text; the first cell of a row is its head.

    Parameters
    ----------
    caption : str
        What it shows.
    head : tuple of str
        Heads of the columns.
    rows : tuple of tuple of str
        As many cells each as `head`.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tell_day(diary: Diary, index: int, texts: Texts, key: str = "date.full") -> str:
    """Return a day of the diary in words."""
    day = diary.day(index)
    month = texts.word("date.months").split()[day.month - 1]
    return texts.word(key, day=day.day, month=month, year=day.year)


def tabulate_chances(answer: Answer, texts: Texts) -> Table:
    """Return the chances of the reached change and of the steady one, side by side."""
    effects = [effect for effect in (answer.reached, answer.steady) if effect is not None]
    steady = "table.steady_projected" if answer.extrapolated else "table.steady"
    words = known_words(answer, texts)
    twice = words | {"size": texts.word("size.other", n=texts.number(2 * answer.mcid))}
    rows = (
        (texts.say("table.helps"), *(texts.chance(e.p_better) for e in effects)),
        (texts.say("table.matters", **words), *(texts.chance(e.p_meaningful) for e in effects)),
        (texts.say("table.two", **twice), *(texts.chance(e.p_two_mcid) for e in effects)),
        (texts.say("table.thirty"), *(texts.chance(e.p_thirty_percent) for e in effects)),
        (
            texts.say("table.plausible"),
            *(tell_interval(e.cri95, answer.outcome, texts, short=True) for e in effects),
        ),
    )
    heads = (texts.say("table.what"), texts.say("table.reached"), texts.say(steady))
    return Table(texts.say("table.chances"), heads[: 1 + len(effects)], rows)


def tabulate_priors(answer: Answer, texts: Texts) -> Table:
    """Return the reached change under each set of assumptions."""
    words = known_words(answer, texts)
    head = ("table.prior", "table.change", "table.at_all", "table.by_size", "table.own")
    rows = tuple(
        (
            _assumption_cell(line, answer, texts),
            tell_range(line.reached, answer.outcome, texts),
            texts.chance(line.reached.p_better, "chance_short"),
            texts.chance(line.reached.p_meaningful, "chance_short"),
            texts.say("table.percent", n=percent(line.own_data_weight, texts)),
        )
        for line in answer.sensitivity
    )
    return Table(texts.say("section.priors"), tuple(texts.say(key, **words) for key in head), rows)


def explain_priors(answer: Answer, texts: Texts) -> str:
    """Return what the names in the table of assumptions mean, one sentence each."""
    priors = dict.fromkeys(line.prior for line in answer.sensitivity)
    known = (p for p in priors if ":" in p or texts.has(f"prior_short.{p}"))
    return " ".join(
        texts.say(
            "prior_short.explained",
            short=prior_name(prior, False, texts, "prior_short"),
            prior=prior_name(prior, False, texts),
        )
        for prior in known
    )


def tabulate_secondary(answer: Answer, texts: Texts) -> Table:
    """Return the change of the outcomes beside the main one."""
    head = ("table.outcome", "table.change", "table.plausible")
    rows = tuple(
        (
            outcome_name(other.outcome.name, texts),
            tell_difference(other.reached.mean, other.outcome, texts),
            tell_interval(other.reached.cri95, other.outcome, texts, short=True),
        )
        for other in answer.secondary
    )
    return Table(texts.say("section.secondary"), tuple(texts.say(key) for key in head), rows)


def tabulate_data(answer: Answer, texts: Texts) -> Table:
    """Return how much data there was, and what was assumed."""
    data, words = answer.data, known_words(answer, texts)
    edge = texts.say("table.percent", n=percent(data.edge_share, texts))
    rows = [
        ("days", str(data.days)),
        ("observed", str(data.observed)),
        ("missing", str(data.missing)),
        ("periods", str(data.periods)),
        ("pairs", str(data.pairs)),
        ("edge_share", edge),
        ("mcid", words["size"]),
    ]
    if has_numbers(answer):
        periods = period_prior_name(answer.period_prior, texts)
        rows += [("prior", words["prior"]), ("period_prior", periods)]
    return Table(
        texts.say("section.data"),
        (texts.say("table.what"), texts.say("table.number")),
        tuple((texts.say(f"data.{key}", **words), value) for key, value in rows),
    )


def tabulate_diary(answer: Answer, diary: Diary, texts: Texts) -> Table:
    """Return the diary day by day, with the fitted level where there is one."""
    scores = diary.scores[answer.outcome.name]
    head = ("table.date", "table.treatment", "table.score", "table.note")
    fitted = ("table.fitted",) if answer.fit is not None else ()
    rows = tuple(
        (
            tell_day(diary, i, texts),
            treatment_name(diary.treatments[i], texts),
            "" if np.isnan(scores[i]) else texts.number(float(scores[i])),
            _day_note(diary, i, bool(np.isnan(scores[i])), texts),
            *_fitted_cell(answer, i, texts),
        )
        for i in range(diary.n_days)
    )
    return Table(
        texts.say("figure.diary.title"), tuple(texts.say(key) for key in (*head, *fitted)), rows
    )


def tabulate_change(answer: Answer, texts: Texts) -> Table:
    """Return the posterior of the reached change in steps, each with its chance."""
    head = (texts.say("table.range"), texts.say("table.chance"))
    return Table(texts.say("figure.change.title"), head, tuple(_steps(answer, texts)))


def tabulate_pairs(answer: Answer, texts: Texts) -> Table:
    """Return the plain difference of each pair of periods."""
    rows = tuple(
        (
            texts.say("figure.pairs.row", pair=pair.pair),
            tell_difference(pair.difference, answer.outcome, texts),
        )
        for pair in answer.pair_differences
    )
    head = (texts.say("table.pair"), texts.say("table.difference"))
    return Table(texts.say("figure.pairs.title"), head, rows)


def _assumption_cell(line: Sensitivity, answer: Answer, texts: Texts) -> str:
    """Return what a line assumes: the effect, and the drift of periods where it differs."""
    prior = prior_name(line.prior, line.provisional, texts, "prior_short")
    if line.period_prior != answer.period_prior:
        periods = period_prior_name(line.period_prior, texts, "period_prior_short")
        return texts.say("prior_short.with_periods", prior=prior, periods=periods)
    return prior[:1].upper() + prior[1:]


def _day_note(diary: Diary, index: int, is_missing: bool, texts: Texts) -> str:
    """Return why a day doesn't count, if it doesn't."""
    if is_missing:
        return texts.word("table.missing")
    return texts.word("table.left_out") if diary.left_out[index] else ""


def _fitted_cell(answer: Answer, index: int, texts: Texts) -> tuple[str, ...]:
    """Return the fitted level of a day with its band, in a tuple; empty without a fit."""
    fit = answer.fit
    if fit is None:
        return ()
    if not np.isfinite(fit.mean[index]):
        return ("",)
    mean, low, high = (texts.points(float(x[index])) for x in (fit.mean, fit.low, fit.high))
    return (f"{mean} ({low} – {high})",)


def _steps(answer: Answer, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the steps of the posterior with a chance worth a line, the outer ones put together."""
    if answer.fit is None:
        return
    grid, density = answer.fit.effect_grid, answer.fit.effect_density
    mass = np.concatenate(([0.0], np.cumsum(np.diff(grid) * (density[1:] + density[:-1]) / 2)))
    width = answer.mcid / STEPS_PER_MCID
    edges = width * np.arange(np.floor(grid[0] / width), np.ceil(grid[-1] / width) + 1)
    below = np.interp(edges, grid, mass / mass[-1])
    kept = np.flatnonzero((below > OUTER_CHANCE) & (below < 1 - OUTER_CHANCE))
    edges, below = edges[kept], below[kept]
    if not len(kept):
        return
    first, last = texts.number(float(edges[0])), texts.number(float(edges[-1]))
    yield texts.say("table.range_below", high=first), texts.chance(float(below[0]))
    for i in range(len(edges) - 1):
        low, high = (texts.number(float(edge)) for edge in edges[i : i + 2])
        step = texts.say("table.range_cell", low=low, high=high)
        yield step, texts.chance(float(below[i + 1] - below[i]))
    yield texts.say("table.range_above", low=last), texts.chance(float(1 - below[-1]))
