"""A plan of dose steps as a calendar file; its entries say nothing of a medicine.

The form is that of RFC 5545, written with the library `icalendar`.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from lowdose.report.texts import Texts, load_texts
from lowdose.report.titration.words import tell_dose, tell_portion_short
from lowdose.safety.titration_plan import DueCheck, Intake, Titration, TitrationPlan

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

#: Space of the names from which the ids of the entries are made, drawn once.
NAMESPACE = UUID("5f6a9d6e-8f0c-4d0e-9a53-0c1b7f0a52d4")
#: The name of the program would tell whoever opens the file what it is for.
PRODUCT = "-//diary//entries 1//EN"
#: Hours at which a part of the day begins.
PARTS_OF_DAY = ((5, "morning"), (12, "afternoon"), (17, "evening"), (22, "night"))
MINUTES = 10
#: A time zone is written out from this long before the first entry to this long after the last.
MARGIN = timedelta(days=7)


def titration_ics(
    titration: Titration, stamp: datetime, *, with_dose: bool = False, language: str = "en"
) -> bytes:
    """Return a plan as a calendar file with an alarm for every dose.

    Parameters
    ----------
    titration : Titration
        What the workflow planned.
    stamp : datetime.datetime
        When the file is made; with a time zone.
    with_dose : bool
        Whether entries name the dose; else they hold neutral words only.
    language : str
        Language of the words.

    Returns
    -------
    bytes
        UTF-8. Ids depend on day, time and zone only, so that a changed plan replaces the
        entries of the one before where it is imported again.
    """
    from icalendar import Calendar

    plan, texts = titration.plan, load_texts(language)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts.say("titration.ics.name"))
    _add_zone(calendar, plan)
    for intake in plan.intakes:
        calendar.add_component(_entry(intake, plan, stamp, texts, with_dose=with_dose))
    for due in plan.checks:
        if due.check.first_week:
            calendar.add_component(_check(due, plan, stamp, texts))
    written: bytes = calendar.to_ical()
    return written


def tell_entry(plan: TitrationPlan, texts: Texts) -> str:
    """Return the neutral words of an entry."""
    hour = plan.options.time_of_day.hour if plan.options.time_of_day else 0
    part = next((name for start, name in reversed(PARTS_OF_DAY) if hour >= start), "night")
    return texts.say(f"titration.ics.{part}")


def _add_zone(calendar: "Calendar", plan: TitrationPlan) -> None:
    """Write out the time zone for the time of the plan."""
    if plan.options.zone is None:
        return
    from lowdose.report.titration.time_zone import write_zone

    first, last = plan.steps[0].first_day, plan.checks[-1].last_day
    calendar.add_component(write_zone(plan.options.zone, first - MARGIN, last + MARGIN))


def _entry(
    intake: Intake, plan: TitrationPlan, stamp: datetime, texts: Texts, *, with_dose: bool
) -> "Event":
    """Return the entry of one dose."""
    event = _event(f"{intake.day} {plan.options.time_of_day}", plan, stamp)
    summary = tell_entry(plan, texts)
    if with_dose:
        portion = plan.steps[intake.step - 1].portion
        made_of = tell_portion_short(portion, texts)
        key = "titration.ics.dose_made" if made_of else "titration.ics.dose"
        dose = tell_dose(intake.dose_mg, texts)
        summary = texts.say(key, summary=summary, dose=dose, made_of=made_of)
    event.add("summary", summary)
    event.add("dtstart", intake.at)
    event.add("duration", timedelta(minutes=MINUTES))
    event.add_component(_alarm(summary, timedelta()))
    return event


def _check(due: DueCheck, plan: TitrationPlan, stamp: datetime, texts: Texts) -> "Event":
    """Return the entry of a check: its first day, with a reminder in the morning."""
    event = _event(f"{due.first_day} {due.check.id}", plan, stamp)
    summary = texts.say("titration.ics.check")
    event.add("summary", summary)
    event.add("dtstart", due.first_day)
    event.add_component(_alarm(summary, timedelta(hours=9)))
    return event


def _event(name: str, plan: TitrationPlan, stamp: datetime) -> "Event":
    """Return an entry that hides nothing of other entries and is for nobody else."""
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE, f"{name} {plan.options.zone or ''}")))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _alarm(summary: str, after: timedelta) -> "Alarm":
    """Return a reminder so long after the start of an entry."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", after)
    return alarm
