"""What is shown of a plan of dose steps: sentences and tables, for page and text."""

from collections.abc import Iterator
from dataclasses import dataclass

from lowdose.knowledge.records import Topic
from lowdose.question.reply import SourceLine
from lowdose.report.citations import Sources, cite_fact, find_behind
from lowdose.report.tables import Table
from lowdose.report.texts import Texts
from lowdose.report.titration.calendar import Month, build_months
from lowdose.report.titration.tables import (
    tabulate_blocked,
    tabulate_checks,
    tabulate_steps,
    tabulate_supply,
)
from lowdose.report.titration.words import (
    tell_choice,
    tell_date,
    tell_dose,
)
from lowdose.safety.portions import find_strengths
from lowdose.safety.titration_plan import Liquid, Notice, Titration, TitrationPlan

#: Topics that say when to call, by how urgent it is; every one is shown on every plan.
CALLS = {
    "emergency": (
        "overdose-risk",
        "emergency-pain",
        "suicidal-thoughts",
        "lung",
        "allergy",
        "too-many-tablets",
    ),
    "today": ("liver-alarm",),
    "tell": ("mood", "pregnancy", "surgery", "interactions", "alcohol", "stopping"),
}
MAKING = ("compounding", "home-dilution")


@dataclass(frozen=True, slots=True)
class Passage:
    """What is known about one subject.

    Parameters
    ----------
    title, text : str
        Heading and sentences.
    sources : tuple of int
        Numbers of the sources.
    """

    title: str
    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One choice with its limits.

    Parameters
    ----------
    name, value : str
        What was chosen.
    usual, confirmed : str
        Ranges without and with the prescriber's confirmation; empty where there is none.
    why : str
        Where they come from.
    sources : tuple of int
        Numbers of the sources.
    """

    name: str
    value: str
    usual: str
    confirmed: str
    why: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TitrationView:
    """A plan in words and tables.

    Parameters
    ----------
    title, span, planned_with : str
        Doses; dates and time; whose plan it is.
    opioids : Passage
        What comes before everything else.
    notices : tuple of str
        What has to be said about this plan.
    steps, supply, checks : Table
        Numbers.
    choices : tuple of ChoiceRow
        Every choice with its limits.
    months : tuple of Month
        The calendar.
    missed, sleep, checking, making : tuple of Passage
        What sources say.
    sleep_questions : tuple of str
        Questions for the prescriber.
    calls : tuple of (str, tuple of Passage)
        Whom to call when, the most urgent first.
    regimen : str
        The plan as one line.
    blocked : Table
        Blockade step by step; without rows where nobody asked.
    blocking : tuple of Passage
        What is known about it.
    sources : tuple of SourceLine
        All sources.
    """

    title: str
    span: str
    planned_with: str
    opioids: Passage
    notices: tuple[str, ...]
    steps: Table
    supply: Table
    checks: Table
    choices: tuple[ChoiceRow, ...]
    months: tuple[Month, ...]
    missed: tuple[Passage, ...]
    sleep: tuple[Passage, ...]
    checking: tuple[Passage, ...]
    making: tuple[Passage, ...]
    sleep_questions: tuple[str, ...]
    calls: tuple[tuple[str, tuple[Passage, ...]], ...]
    regimen: str
    blocked: Table
    blocking: tuple[Passage, ...]
    sources: tuple[SourceLine, ...]


def view_titration(titration: Titration, texts: Texts) -> TitrationView:
    """Return a plan in words and tables.

    Parameters
    ----------
    titration : Titration
        What the workflow planned and gathered.
    texts : Texts
        Sentences of the language.
    """
    plan, topics = titration.plan, titration.topics
    sources = Sources(titration, texts)

    def tell(*names: str) -> tuple[Passage, ...]:
        return tuple(_tell_topic(topics[name], sources) for name in names)

    return TitrationView(
        title=_title(plan, texts),
        span=_span(plan, texts),
        planned_with=_planned_with(plan, texts),
        opioids=tell("opioids")[0],
        notices=tuple(tell_notice(notice, plan, texts) for notice in plan.notices),
        steps=tabulate_steps(plan, texts),
        supply=tabulate_supply(plan, texts),
        checks=tabulate_checks(plan.checks, texts),
        months=build_months(plan, texts),
        missed=tell("missed-dose"),
        sleep=tell("dreams-and-sleep", "time-of-day"),
        sleep_questions=tuple(_ask_about_sleep(plan, texts)),
        calls=tuple((texts.say(f"titration.call_{k}"), tell(*names)) for k, names in CALLS.items()),
        checking=tell("monitoring", "time-to-effect"),
        making=tell(*MAKING, "emergency-card"),
        choices=tuple(_tell_choices(titration, sources, texts)),
        regimen=plan.regimen,
        blocked=tabulate_blocked(titration, texts),
        blocking=tell("opioid-blockade"),
        sources=_cite_rest(titration, sources),
    )


def _title(plan: TitrationPlan, texts: Texts) -> str:
    """Return the doses as a heading."""
    first, last = plan.steps[0], plan.steps[-1]
    key = "titration.title" if len(plan.steps) > 1 else "titration.title_one"
    start, end = tell_dose(first.dose_mg, texts), tell_dose(last.dose_mg, texts)
    return texts.say(key, start=start, end=end)


def _span(plan: TitrationPlan, texts: Texts) -> str:
    """Return dates and time of day."""
    zone = plan.options.zone
    return texts.say(
        "titration.span",
        first=tell_date(plan.steps[0].first_day, texts),
        last=tell_date(plan.steps[-1].last_day, texts),
        time=tell_time(plan),
        zone=texts.word("titration.zone", zone=zone) if zone else "",
    )


def tell_time(plan: TitrationPlan) -> str:
    """Return the time of day of a plan."""
    return f"{plan.options.time_of_day:%H:%M}"


def _planned_with(plan: TitrationPlan, texts: Texts) -> str:
    """Return whose plan it is; a line to fill in where nobody was named."""
    name = plan.options.prescriber
    return texts.say("titration.planned_with", prescriber=name) if name else ""


def _tell_topic(topic: Topic, sources: Sources) -> Passage:
    """Return what is known about a subject, with the sources behind it."""
    # A label stands behind what has no number as well.
    labels = [fact for fact in topic.facts if fact.seen == "label" and fact.verified]
    behind = [*find_behind(topic.says, topic.facts), *labels[:1]]
    return Passage(topic.title, topic.says, sources.cite(map(cite_fact, behind)))


def tell_notice(notice: Notice, plan: TitrationPlan, texts: Texts) -> str:
    """Return what has to be said about a plan as a sentence.

    Parameters
    ----------
    notice : Notice
        Code and values.
    plan : TitrationPlan
        The plan it is about.
    texts : Texts
        Sentences of the language.
    """
    values: dict[str, str] = {}
    for name, value in notice.values:
        if isinstance(value, str):
            values[name] = value
        elif isinstance(value, int | float):
            values[name] = tell_dose(value, texts)
        else:
            values[name] = tell_date(value, texts)
    if notice.code == "confirmed":
        values["name"] = texts.word(f"titration.name.{values['name']}")
        values["unit"] = texts.word(f"titration.unit.{values['unit']}")
    if notice.code == "rounded":
        percent = dict(notice.values)["percent"]
        values["percent"] = f"{percent:+.1f}".replace("-", texts.word("minus"))
    if notice.code == "no-form":
        each, single = find_strengths([step.dose_mg for step in plan.steps])
        values["each"] = ", ".join(
            texts.word("titration.mg", dose=tell_dose(strength, texts)) for strength in each
        )
        values["single"] = tell_dose(single, texts)
    return texts.say(f"titration.notice.{notice.code}", **values)


def _ask_about_sleep(plan: TitrationPlan, texts: Texts) -> Iterator[str]:
    """Yield the questions about sleep, as questions to the prescriber."""
    yield texts.say("titration.sleep_question", time=tell_time(plan))
    downs = [
        texts.word(
            "titration.sleep_step",
            dose=tell_dose(step.dose_mg, texts),
            down=tell_dose(step.one_down_mg, texts),
        )
        for step in plan.steps
        if step.one_down_mg is not None
    ]
    if downs:
        yield texts.say("titration.sleep_question_steps", list="; ".join(downs))


def _tell_choices(titration: Titration, sources: Sources, texts: Texts) -> Iterator[ChoiceRow]:
    """Yield every choice with its limits and where they come from."""
    for choice in titration.plan.chosen:
        limit = choice.limit
        own = [fact for a, fact in titration.facts.items() if a.startswith(f"{limit.id}#")]
        behind = [*(titration.facts[address] for address in limit.basis), *own]
        unit = texts.word(f"titration.unit.{limit.unit}")
        usual, confirmed = (
            texts.word(
                "titration.choice_range",
                low=tell_dose(low, texts),
                high=tell_dose(high, texts),
                unit=unit,
            )
            for low, high in (
                (limit.lowest, limit.highest),
                (limit.confirmed_lowest, limit.confirmed_highest),
            )
        )
        has_range = limit.name != "hour"
        yield ChoiceRow(
            name=texts.say(f"titration.name.{limit.name}"),
            value=tell_choice(choice, texts),
            usual=usual if has_range else "",
            confirmed=confirmed if has_range else "",
            why=limit.why,
            sources=sources.cite(cite_fact(fact) for fact in behind if fact.verified),
        )


def _cite_rest(titration: Titration, sources: Sources) -> tuple[SourceLine, ...]:
    """Return all sources, those of the syringes and of the checks as well."""
    for step in titration.plan.steps:
        if isinstance(step.portion, Liquid) and titration.plan.options.lines_ml is None:
            syringe = step.portion.syringe
            sources.cite([(syringe.source, syringe.locator, syringe.checked, syringe.seen)])
    for due in titration.plan.checks:
        sources.cite([cite_fact(titration.facts[due.check.basis])])
    return sources.lines()
