"""The answer in sentences: everything a report says, without its layout."""

from dataclasses import dataclass, replace

from lowdose.inference.answer import Answer, Effect, Remark
from lowdose.report.names import (
    direction_word,
    known_words,
    label_words,
    outcome_name,
    percent,
    treatment_name,
)
from lowdose.report.texts import Texts, load_texts, plain
from lowdose.terms import Outcome, Verdict

#: Values of a remark that are shares and are shown as percent.
SHARES = ("share", "weight")


@dataclass(frozen=True, slots=True)
class Chance:
    """One of the parts that a probability is split into; together they make 100.

    Parameters
    ----------
    zone : str
        `matters`, `small` or `worse`: its colour in the picture.
    count : str
        Such as "63 in 100".
    words : str
        What happens with this chance.
    share : int
        Length of its bar. [percent]
    """

    zone: str
    count: str
    words: str
    share: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer in sentences; what can't be said is empty.

    Parameters
    ----------
    headline : str
        The verdict.
    lead : tuple of str
        Size of the change and its chances, one sentence each, with marks for bold words.
    chances : tuple of Chance
        The chances split into parts.
    matters : str
        What counts as a change that matters.
    reasons, doubts, advice, points : tuple of str
        Why this answer, what else could explain it, what would help, what to talk over.
    weight, level : str
        Share of the own diary in the answer; expected scores.
    steady, simple : tuple of str
        The effect if the treatment went on; what plain averages would have said; by paragraph.
    """

    headline: str
    lead: tuple[str, ...]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    advice: tuple[str, ...]
    points: tuple[str, ...]
    chances: tuple[Chance, ...] = ()
    matters: str = ""
    weight: str = ""
    level: str = ""
    steady: tuple[str, ...] = ()
    simple: tuple[str, ...] = ()


def has_numbers(answer: Answer) -> bool:
    """Return whether the numbers of an answer may be stated."""
    return answer.reliable and answer.verdict != Verdict.NOT_VALID and answer.reached is not None


def withhold_unreliable(answer: Answer) -> Answer:
    """Return an answer without a verdict where the calculation failed its own checks."""
    if answer.reliable or answer.verdict == Verdict.NOT_VALID:
        return answer
    reasons = (Remark("computation_unreliable"),)
    return replace(answer, verdict=Verdict.NOT_VALID, reasons=reasons, warnings=())


def interval_form(low: float, high: float) -> str:
    """Return how an interval lies once it is rounded to a tenth of a point."""
    low, high = round(low, 1), round(high, 1)
    if low == high == 0:
        return "none_at_all"
    if low < 0 < high:
        return "both_sides"
    return "from_none" if 0 in (low, high) else "one_side"


def interval_words(interval: tuple[float, float], outcome: Outcome, texts: Texts) -> dict[str, str]:
    """Return the ends of an interval as words, from the better and from the nearer end."""
    best, worst = sorted(interval, key=lambda end: -end * outcome.direction)
    near, far = sorted(interval, key=abs)
    return {
        "near": texts.points(near),
        "far": texts.points(far),
        "direction": direction_word(far, outcome, texts),
        "better": texts.points(best),
        "better_word": direction_word(best, outcome, texts),
        "worse": texts.points(worst),
        "worse_word": direction_word(worst, outcome, texts),
    }


def tell_interval(
    interval: tuple[float, float], outcome: Outcome, texts: Texts, short: bool = False
) -> str:
    """Return an interval in words, in its short form for a cell of a table."""
    key = f"interval.{'cell_' if short else ''}{interval_form(*interval)}"
    return texts.word(key, **interval_words(interval, outcome, texts))


def tell_range(effect: Effect, outcome: Outcome, texts: Texts) -> str:
    """Return a change with its interval for one cell: "1.2 lower (0.1 to 2.2)"."""
    change, form = tell_difference(effect.mean, outcome, texts), interval_form(*effect.cri95)
    key = "same_side" if form == "one_side" and round(effect.mean, 1) != 0 else form
    words = interval_words(effect.cri95, outcome, texts)
    return f"{change} ({texts.word(f'interval.cell_{key}', **words)})"


def tell_difference(change: float, outcome: Outcome, texts: Texts) -> str:
    """Return a change in words: "1.2 lower", "no difference"."""
    if round(change, 1) == 0:
        return texts.word("difference.none")
    word = direction_word(change, outcome, texts)
    return texts.word("difference.some", points=texts.points(change), direction=word)


def tell_change(effect: Effect, answer: Answer, texts: Texts) -> str:
    """Return the plain sentence about the size of the change.

    Parameters
    ----------
    effect : Effect
        The reached change.
    answer : Answer
        Names the outcome and the treatments.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    str
        Such as "In your trial, pain was about 1.2 points lower on LDN than on placebo; …",
        with marks around what is to be bold.
    """
    form = interval_form(*effect.cri95)
    words = interval_words(effect.cri95, answer.outcome, texts)
    if round(effect.mean, 1) == 0:
        form = "none_at_all" if form == "none_at_all" else "none_both_sides"
    else:
        words["direction"] = direction_word(effect.mean, answer.outcome, texts)
    values = known_words(answer, texts) | words | {"points": texts.points(effect.mean)}
    return texts.marked(f"change.{form}", **values)


def tell_chances(
    effect: Effect, answer: Answer, texts: Texts, key: str = "chances.sentence"
) -> str:
    """Return the sentence with the chance to help at all and by enough to matter."""
    values = known_words(answer, texts) | {
        "better": texts.chance(effect.p_better),
        "meaningful": texts.chance(effect.p_meaningful),
    }
    return texts.marked(key, **values)


def tell_remark(remark: Remark, answer: Answer, texts: Texts) -> str:
    """Return the sentence of a reason or warning; its code in words where there is none.

    Parameters
    ----------
    remark : Remark
        Code and values.
    answer : Answer
        Names the outcome and the treatments.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    str
        One or two sentences.
    """
    key = f"remark.{remark.code}"
    values = known_words(answer, texts) | {
        name: _value_words(name, value, texts) for name, value in remark.values
    }
    try:
        if texts.has(f"{key}.count"):
            n = dict(remark.values)[texts.word(f"{key}.count")]
            return texts.counted(key, int(n), **values)
        return texts.say(f"{key}.text", **values)
    except KeyError:
        words = label_words(remark.code)
        return words[:1].upper() + words[1:] + "."


def _value_words(name: str, value: str | float | int, texts: Texts) -> str:
    """Return a value of a remark as it stands in its sentence."""
    if name == "outcome":
        return outcome_name(str(value), texts)
    if isinstance(value, str):
        return treatment_name(value, texts)
    return percent(value, texts) if name in SHARES else texts.number(value)


def _advice(answer: Answer, texts: Texts) -> tuple[str, ...]:
    """Return what would make the answer firmer, each piece of advice once."""
    words = known_words(answer, texts)
    keys = [f"remark.{remark.code}.help" for remark in (*answer.reasons, *answer.warnings)]
    names = dict.fromkeys(texts.word(key) for key in keys if texts.has(key))
    if not names and answer.verdict == Verdict.CANNOT_TELL:
        names = {"more_pairs": None}
    return tuple(texts.say(f"advice.{name}", **words) for name in names)


def _chances(effect: Effect, answer: Answer, texts: Texts) -> tuple[Chance, ...]:
    """Split the chances into parts that add up to 100."""
    words = known_words(answer, texts) | {
        "direction": direction_word(answer.outcome.direction, answer.outcome, texts),
        "opposite": direction_word(-answer.outcome.direction, answer.outcome, texts),
    }
    meaningful, better = round(100 * effect.p_meaningful), round(100 * effect.p_better)
    parts = (
        ("matters", meaningful, texts.chance(effect.p_meaningful), "chances.meaningful"),
        ("small", better - meaningful, texts.chance((better - meaningful) / 100), "chances.small"),
        ("worse", 100 - better, texts.chance(effect.p_worse), "chances.worse"),
    )
    return tuple(Chance(zone, c, texts.say(key, **words), n) for zone, n, c, key in parts)


def _steady(answer: Answer, texts: Texts) -> tuple[str, ...]:
    """Return what staying on the treatment would bring, marked where it is a projection."""
    effect = answer.steady
    if effect is None:
        return ()
    key = "steady.projected" if answer.extrapolated else "steady.within"
    values = known_words(answer, texts) | {
        "points": texts.points(effect.mean),
        "direction": direction_word(effect.mean, answer.outcome, texts),
        "interval": tell_interval(effect.cri95, answer.outcome, texts),
    }
    key += "_none" if round(effect.mean, 1) == 0 else ""
    chances = plain(tell_chances(effect, answer, texts, "steady.chances"))
    return (f"{texts.say(key, **values)} {chances}",)


def _simple(answer: Answer, texts: Texts) -> tuple[str, ...]:
    """Return what a comparison of plain averages would have said, and how often it errs."""
    simple = answer.simple
    if simple is None:
        return ()
    values = known_words(answer, texts) | {
        "mean_treatment": texts.points(simple.mean_treatment),
        "mean_reference": texts.points(simple.mean_reference),
        "rate": texts.chance(simple.false_alarm_rate or 0.0),
        "n_simulated": str(simple.n_simulated),
    }
    paragraphs = [("simple.means", f"simple.{simple.claims}")]
    if simple.false_alarm_rate is not None:
        paragraphs.append(("simple.false_alarms", "simple.basis"))
    return tuple(" ".join(texts.say(key, **values) for key in keys) for keys in paragraphs)


def _weight(answer: Answer, texts: Texts) -> str:
    """Return how much of the answer comes from the person's own diary."""
    share = answer.own_data_weight
    if share is None or any(warning.code == "mostly_prior" for warning in answer.warnings):
        return ""  # the warning says the same
    key = "weight.none" if round(100 * share) == 0 else "weight.own"
    return texts.say(key, **known_words(answer, texts), weight=percent(share, texts))


def _level(answer: Answer, texts: Texts) -> str:
    """Return the expected scores on both treatments."""
    mine, other = answer.level_treatment, answer.level_reference
    if mine is None or other is None:
        return ""
    return texts.say(
        "level.sentence",
        **known_words(answer, texts),
        mean_treatment=texts.points(mine.mean),
        low_treatment=texts.points(mine.cri95[0]),
        high_treatment=texts.points(mine.cri95[1]),
        mean_reference=texts.points(other.mean),
        low_reference=texts.points(other.cri95[0]),
        high_reference=texts.points(other.cri95[1]),
    )


def tell_line(answer: Answer, texts: Texts) -> str:
    """Return the line of an answer in a list of answers: who, and the verdict in short."""
    verdict = answer.verdict if has_numbers(answer) else "not_valid"
    return texts.word(
        f"page.list_{'person' if answer.person else 'treatment'}",
        person=answer.person,
        verdict=texts.word(f"verdict.{verdict}", **known_words(answer, texts)),
    )


def answer_headline(answer: Answer, language: str = "en") -> str:
    """Return an answer in one line: the verdict and its chances.

    Parameters
    ----------
    answer : Answer
        What the analysis found.
    language : str
        Language of the sentences.

    Returns
    -------
    str
        One line of text.
    """
    reading = read_answer(answer, load_texts(language))
    return plain(" ".join((reading.headline, *(reading.lead[1:] or reading.reasons))))


def read_answer(answer: Answer, texts: Texts) -> Reading:
    """Return an answer in sentences.

    Parameters
    ----------
    answer : Answer
        What the analysis found.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    Reading
        Without numbers where the trial can't answer or the calculation is not reliable.
    """
    answer = withhold_unreliable(answer)
    words = known_words(answer, texts)
    reasons = tuple(tell_remark(reason, answer, texts) for reason in answer.reasons)
    doubts = tuple(tell_remark(remark, answer, texts) for remark in answer.warnings)
    if not has_numbers(answer) or answer.reached is None:
        unnamed = "" if answer.treatment else "_unnamed"
        return Reading(
            headline=texts.say(f"headline.not_valid{unnamed}", **words),
            lead=(),
            reasons=reasons,
            doubts=doubts,
            advice=_advice(answer, texts),
            points=texts.lines("prescriber.not_valid_points"),
        )
    return Reading(
        headline=texts.say(f"headline.{answer.verdict}", **words),
        lead=(
            tell_change(answer.reached, answer, texts),
            tell_chances(answer.reached, answer, texts),
        ),
        reasons=reasons,
        doubts=doubts,
        advice=_advice(answer, texts),
        points=texts.lines("prescriber.points"),
        chances=_chances(answer.reached, answer, texts),
        matters=texts.say("chances.matters", **words),
        weight=_weight(answer, texts),
        level=_level(answer, texts),
        steady=_steady(answer, texts),
        simple=_simple(answer, texts),
    )
