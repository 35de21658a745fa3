"""What is shown of the evidence for one condition: sentences and tables, for page and text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lowdose.report.efficacy import (
    count_trials,
    measured_name,
    tell_difference,
    tell_effect,
    tell_judgement,
    tell_numbers,
    tell_pooled,
    tell_unit,
)
from lowdose.report.evidence.forest_chart import find_ends, find_matters
from lowdose.report.tables import Table
from lowdose.report.texts import Texts

if TYPE_CHECKING:
    from lowdose.evidence.certainty import Reason
    from lowdose.evidence.effect_size import NumberNeeded
    from lowdose.evidence.known import Evidence
    from lowdose.evidence.synthesis import Synthesis
    from lowdose.knowledge.records import Study

#: Numbers of reasons that are shares of 1, and those that are effects.
SHARES, ENDS = ("share", "some", "i2"), ("low", "high")


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The evidence in words and tables.

    Parameters
    ----------
    title : str
        Condition and outcome.
    lead : tuple of str
        The pooled effect and what follows; bold words between marks.
    person : tuple of str
        What it means for one person.
    certainty : str
        The grade as a heading.
    reasons : Table
        What the grade rests on.
    studies, shares, methods, robust, groups, left_out, all_studies : Table
        Numbers.
    reviews, conflicts : tuple of (str, str)
        Title and text.
    never, known : tuple of str
        What was never studied; what else is known.
    sources : tuple of (str, str, str)
        Title, address, and where and when it was read.
    has_pool : bool
        Whether there is a pooled effect to draw.
    caption : str
        How to read the forest plot.
    """

    title: str
    lead: tuple[str, ...]
    person: tuple[str, ...]
    certainty: str
    reasons: Table
    studies: Table
    shares: Table
    methods: Table
    robust: Table
    groups: Table
    left_out: Table
    all_studies: Table
    reviews: tuple[tuple[str, str], ...]
    conflicts: tuple[tuple[str, str], ...]
    never: tuple[str, ...]
    known: tuple[str, ...]
    sources: tuple[tuple[str, str, str], ...]
    has_pool: bool
    caption: str


def view_evidence(known: "Evidence", texts: Texts) -> EvidenceView:
    """Return the evidence in words and tables.

    Parameters
    ----------
    known : Evidence
        What the workflow gathered.
    texts : Texts
        Sentences of the language.
    """
    synthesis, condition = known.synthesis, known.condition
    lead = [
        tell_pooled(synthesis, condition, texts),
        tell_judgement(known.verdict, synthesis, texts),
    ]
    grade = synthesis.certainty.grade if synthesis.certainty else "none"
    better, worse = texts.word("evidence.better_ldn"), texts.word("evidence.better_control")
    left, right = (better, worse) if synthesis.lower_is_better else (worse, better)
    return EvidenceView(
        title=texts.say("evidence.title", condition=condition.name),
        lead=tuple(lead),
        person=tuple(_tell_person(synthesis, texts)),
        certainty=texts.say("evidence.certainty_heading", grade=texts.word(f"grade.{grade}")),
        reasons=_tabulate_reasons(synthesis, texts),
        studies=_tabulate_studies(synthesis, texts),
        shares=_tabulate_shares(synthesis, texts),
        methods=_tabulate_methods(synthesis, texts),
        robust=_tabulate_without(synthesis, texts),
        groups=_tabulate_groups(synthesis, texts),
        left_out=_tabulate_left_out(synthesis, texts),
        all_studies=_tabulate_all(known.studies, texts),
        reviews=tuple(_tell_reviews(known)),
        conflicts=tuple(
            (c.title, " ".join((*(side.says for side in c.sides), c.used))) for c in known.conflicts
        ),
        never=condition.never,
        known=tuple(fact.says for fact in condition.facts),
        sources=tuple(_list_sources(known, texts)),
        has_pool=synthesis.pooled is not None,
        caption=_caption(synthesis, left, right, texts),
    )


def _caption(synthesis: "Synthesis", left: str, right: str, texts: Texts) -> str:
    """Return how to read the forest plot."""
    caption = texts.say("evidence.figure_caption", left=left, right=right)
    if synthesis.pooled is None or find_matters(synthesis, find_ends(synthesis)) is None:
        return caption
    mcid = texts.number(synthesis.settings.mcid or 0.0)
    return f"{caption} {texts.say('evidence.figure_matters', mcid=mcid)}"


def _tell_person(synthesis: "Synthesis", texts: Texts) -> Iterator[str]:
    """Yield what the average means for one person."""
    person = synthesis.person
    if person is None:
        return
    yield texts.say(
        "evidence.person",
        spread=texts.points(person.person_sd_scale),
        low=tell_difference(person.pi95[0], texts),
        high=tell_difference(person.pi95[1], texts),
        mean=tell_difference(person.mean, texts),
    )
    yield texts.say("evidence.person_trial")


def _tabulate_reasons(synthesis: "Synthesis", texts: Texts) -> Table:
    """Return the reasons of the grade."""
    reasons = synthesis.certainty.reasons if synthesis.certainty else ()
    return Table(
        texts.say("column.reason"),
        (texts.say("column.reason"), texts.say("column.finding")),
        tuple((texts.say(f"domain.{r.domain}"), tell_reason(r, synthesis, texts)) for r in reasons),
    )


def tell_reason(reason: "Reason", synthesis: "Synthesis", texts: Texts) -> str:
    """Return one reason of the grade as a sentence."""
    is_bias = reason.domain == "risk-of-bias"
    values = {}
    for name, value in reason.numbers:
        is_share = name in SHARES or (is_bias and name == "high")
        if isinstance(value, str):
            values[name] = value
        elif is_share:
            values[name] = f"{100 * value:.0f} %"
        elif name in ENDS:
            values[name] = tell_numbers(synthesis, value, (value, value), texts).split(" (")[0]
        else:
            values[name] = texts.number(value)
    said = texts.say(f"reason.{reason.key}", **values)
    return texts.counted("steps", reason.steps, reason=said, n=reason.steps)


def _tabulate_studies(synthesis: "Synthesis", texts: Texts) -> Table:
    """Return the pooled trials, one by one."""
    head = ("trial", "people", "weeks", "effect", "weight", "bias")
    rows = tuple(
        (
            study.name,
            str(study.effect.n_people or "?"),
            texts.number(study.weeks),
            tell_numbers(synthesis, study.effect.value, study.ci95, texts),
            f"{100 * study.weight:.0f} %",
            texts.word(f"bias.{study.risk_of_bias}"),
        )
        for study in synthesis.studies
    )
    caption = f"{texts.say('evidence.studies_heading')}: {measured_name(synthesis.outcome, texts)}"
    if rows:
        caption += f", {tell_unit(synthesis, texts)}"
    return Table(caption, tuple(texts.say(f"column.{c}") for c in head), rows)


def _tabulate_shares(synthesis: "Synthesis", texts: Texts) -> Table:
    """Return how many in 100 had the event in each trial, and the number needed for one more."""
    rows = []
    for study in synthesis.studies:
        if (risk := study.risk_difference) is None:
            continue
        low, value, high = (f"{100 * x:+.0f}" for x in (risk.low, risk.value, risk.high))
        rows.append(
            (
                study.name,
                f"{100 * risk.ldn:.0f}",
                f"{100 * risk.control:.0f}",
                f"{value} ({low} {texts.word('to')} {high})".replace("-", texts.word("minus")),
                _tell_number_needed(risk.number_needed, texts),
            )
        )
    heads = ("trial", "on_ldn", "on_control", "difference", "needed")
    return Table(
        texts.say("evidence.shares_heading"),
        tuple(texts.say(f"column.{h}") for h in heads),
        tuple(rows),
    )


def _tell_number_needed(needed: "NumberNeeded", texts: Texts) -> str:
    """Return how many are treated for one more or fewer, with the interval where it is closed."""
    if needed.value is None:
        return texts.word("needed.none")
    key = "needed.closed" if needed.farthest is not None else "needed.open"
    way = texts.word(f"needed.{needed.direction}")
    return texts.word(
        key,
        way=way,
        value=f"{needed.value:.0f}",
        nearest=f"{needed.nearest:.0f}",
        farthest=f"{needed.farthest or 0:.0f}",
        opposite=f"{needed.opposite or 0:.0f}",
    )


def _tabulate_methods(synthesis: "Synthesis", texts: Texts) -> Table:
    """Return the pooled effect by every method."""
    rows = [
        (
            texts.say(f"method.{p.options.model}") + texts.word(f"method.{p.options.interval}"),
            tell_effect(synthesis, p, texts),
        )
        for p in synthesis.methods
    ]
    spread = synthesis.heterogeneity
    if synthesis.pooled is not None and spread is not None and spread.pi95 is not None:
        shown = tell_numbers(synthesis, synthesis.pooled.mean, spread.pi95, texts)
        rows.append((texts.say("method.prediction"), shown))
    if synthesis.bayes is not None:
        mu = synthesis.bayes.mu
        rows.append((texts.say("method.bayes"), tell_numbers(synthesis, mu.mean, mu.cri95, texts)))
    return Table(
        texts.say("evidence.methods_heading"),
        (texts.say("column.way"), texts.say("column.effect")),
        tuple(rows),
    )


def _tabulate_without(synthesis: "Synthesis", texts: Texts) -> Table:
    """Return the pooled effect without each trial."""
    return Table(
        texts.say("evidence.robust_heading"),
        (texts.say("column.without"), texts.say("column.effect")),
        tuple((g.name, tell_effect(synthesis, g.pooled, texts)) for g in synthesis.leave_one_out),
    )


def _tabulate_groups(synthesis: "Synthesis", texts: Texts) -> Table:
    """Return the pooled effect by design and by length."""
    groups = (*synthesis.by_design, *synthesis.by_follow_up)
    rows = tuple(
        (
            f"{texts.word(f'group.{g.name}') if texts.has(f'group.{g.name}') else g.name}"
            f" ({count_trials(g.pooled.k, texts)})",
            tell_effect(synthesis, g.pooled, texts),
        )
        for g in groups
    )
    return Table(
        texts.say("evidence.by_heading"),
        (texts.say("column.part"), texts.say("column.effect")),
        rows,
    )


def _tabulate_left_out(synthesis: "Synthesis", texts: Texts) -> Table:
    """Return the results that are not pooled, with the reason."""
    rows = tuple(
        (
            f"{left.name}, {left.result.replace('-', ' ')}",
            texts.say(f"left_out.{left.why}", says=left.says),
            f"{texts.number(left.value)} {left.unit}" if left.value is not None else "–",
        )
        for left in synthesis.left_out
    )
    heads = ("study", "why", "effect")
    return Table(
        texts.say("evidence.left_out_heading"), tuple(texts.say(f"column.{h}") for h in heads), rows
    )


def _tabulate_all(studies: "tuple[Study, ...]", texts: Texts) -> Table:
    """Return every study that was read in one sentence."""
    heads = ("study", "what", "bias")
    rows = tuple((s.name, s.says, texts.word(f"bias.{s.risk_of_bias}")) for s in studies)
    return Table(
        texts.say("evidence.all_studies_heading"),
        tuple(texts.say(f"column.{h}") for h in heads),
        rows,
    )


def _tell_reviews(known: "Evidence") -> Iterator[tuple[str, str]]:
    """Yield what each review found and did otherwise."""
    for review in known.reviews:
        found = " ".join(result.says for result in review.results)
        yield f"{review.name}", f"{found} {review.did_differently}".strip()


def _list_sources(known: "Evidence", texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Yield every source with where, when and how it was read."""
    places: dict[str, list[str]] = {}
    own: tuple[Any, ...] = (*known.condition.facts, *known.studies)
    read = [(part.source, part) for part in own]
    read += [(review.source, result) for review in known.reviews for result in review.results]
    read += [(side.source, side) for conflict in known.conflicts for side in conflict.sides]
    for cited, part in read:
        seen = texts.word(f"seen.{part.seen}")
        places.setdefault(cited, []).append(f"{part.locator}; {part.checked}, {seen}")
    for identity, source in known.sources.items():
        yield source.title, source.url, "; ".join(dict.fromkeys(places.get(identity, ())))
