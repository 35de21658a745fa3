"""Doses, shares, spans of time and days of a regimen in words."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from lowdose.pharmacology.regimen import Note, Part, Regimen
from lowdose.report.texts import Texts

HOURS_A_DAY = 24.0
#: Spans are told in hours up to this length, in days beyond it. [h]
LONGEST_IN_HOURS = 36.0
#: Days in a list that are joined into a range.
FEWEST_IN_RANGE = 3


def tell_dose(mg: float, texts: Texts) -> str:
    """Return a dose with its unit and all its digits."""
    shown = f"{mg:.4f}".rstrip("0").rstrip(".").replace(".", texts.word("decimal_mark"))
    return texts.word("blockade.dose", n=shown)


def tell_doses(doses_mg: Sequence[float], texts: Texts) -> str:
    """Return the range of the doses above 0 mg."""
    given = [mg for mg in doses_mg if mg > 0.0] or [0.0]
    low, high = tell_dose(min(given), texts), tell_dose(max(given), texts)
    if low == high:
        return high
    # The unit stands once, at the end.
    return texts.word("blockade.doses", low=low.split(" ")[0], high=high.split(" ")[0])


def tell_percent(share: float, texts: Texts) -> str:
    """Return a share as whole percent; below one percent it says so."""
    if 0.0 < share < 0.005:
        return texts.word("blockade.least_percent")
    return texts.word("blockade.percent", n=round(100.0 * share))


def tell_percent_range(typical: float, low: float, high: float, texts: Texts) -> str:
    """Return a share with the interval of the model."""
    if 0.0 < high < 0.005:
        return tell_percent(high, texts)
    return texts.word(
        "blockade.percent_range",
        typical=tell_percent(typical, texts),
        low=round(100.0 * low),
        high=round(100.0 * high),
    )


def tell_span(hours: float, texts: Texts) -> str:
    """Return a length of time: whole hours, or days with one decimal."""
    if hours <= LONGEST_IN_HOURS:
        n = round(hours)
        return texts.word("blockade.one_hour") if n == 1 else texts.word("blockade.hours", n=n)
    days = texts.number(round(hours / HOURS_A_DAY, 1))
    key = "blockade.one_day" if days == "1" else "blockade.days"
    return texts.word(key, n=days)


def tell_spans(low_h: float, high_h: float, texts: Texts) -> str:
    """Return a range of lengths, with the unit once where both have the same."""
    low, high = tell_span(low_h, texts), tell_span(high_h, texts)
    if low == high:
        return low
    first, _, unit = low.partition(" ")
    if high.endswith(unit):
        low = first
    return texts.word("blockade.range", low=low, high=high)


def tell_hours(hours: float, texts: Texts) -> str:
    """Return hours to the half hour."""
    return texts.word("blockade_page.hours", n=texts.number(round(2 * hours) / 2))


def tell_clock(hour: float, texts: Texts) -> str:
    """Return a clock time; hours beyond a day belong to the next."""
    minutes = round(hour * 60) % (24 * 60)
    return texts.word("blockade_page.clock", h=minutes // 60, m=f"{minutes % 60:02d}")


def tell_after(hours: float, texts: Texts) -> str:
    """Return a number of whole days after a dose."""
    if hours == 0.0:
        return texts.word("blockade.at_dose")
    days = round(hours / HOURS_A_DAY)
    return texts.word("blockade.one_day") if days == 1 else texts.word("blockade.days", n=days)


def list_days(days: Iterable[int], texts: Texts) -> str:
    """Return numbers of days, with ranges for three or more in a row: `2, 5–9 and 20`."""
    runs = [
        [day for _, day in run]
        for _, run in groupby(enumerate(sorted(days)), lambda pair: pair[1] - pair[0])
    ]
    shown = [
        part
        for run in runs
        for part in ((f"{run[0]}–{run[-1]}",) if len(run) >= FEWEST_IN_RANGE else map(str, run))
    ]
    return join(shown, texts)


def join(parts: Sequence[str], texts: Texts) -> str:
    """Return parts with commas between, and a word before the last."""
    if len(parts) < 2:
        return "".join(parts)
    comma, word = texts.word("blockade.plan.comma"), texts.word("blockade.plan.and")
    return comma.join(parts[:-1]) + word + parts[-1]


def tell_plan(regimen: Regimen, texts: Texts) -> tuple[str, ...]:
    """Return the regimen as it was read, part by part."""
    lines = [_tell_part(part, texts) for part in regimen.parts]
    if regimen.missed:
        days = list_days(regimen.missed, texts)
        lines.append(texts.counted("blockade.plan.missed", len(regimen.missed), days=days))
    last = (regimen.local(regimen.last_h).date() - regimen.first_day).days + 1
    n_doses = sum(dose.mg > 0.0 for dose in regimen.doses)
    count = texts.counted("blockade.plan.doses", n_doses, n=n_doses, days=regimen.n_days, last=last)
    lines.append(count)
    if regimen.is_dated:
        day = regimen.first_day.isoformat()
        lines.append(texts.say("blockade.plan.dated", date=day, zone=regimen.zone))
    else:
        lines.append(texts.say("blockade.plan.undated"))
    return tuple(lines)


def _tell_part(part: Part, texts: Texts) -> str:
    """Return one part of a plan."""
    key = "blockade.plan.day" if part.first_day == part.last_day else "blockade.plan.days"
    days = texts.word(key, first=part.first_day, last=part.last_day)
    if part.mg is None:
        return texts.say("blockade.plan.line_off", days=days)
    times = join([f"{at:%H:%M}" for at in part.times], texts)
    every = part.every_days
    key = "blockade.plan.line" if every == 1 else "blockade.plan.line_every"
    return texts.say(key, days=days, dose=tell_dose(part.mg, texts), times=times, n=every)


def tell_note(note: Note, texts: Texts) -> str:
    """Return what was decided where a text, a table or a diary left room."""
    values = dict(note.values)
    days = values.get("days")
    n_days = len(days) if isinstance(days, list) else None
    if isinstance(days, list):
        values["days"] = list_days(days, texts)
    columns = values.get("columns")
    if isinstance(columns, list):
        values["columns"] = join(columns, texts)
    for name in ("mg", "highest"):
        number = values.get(name)
        if isinstance(number, float):
            values[name] = texts.number(number)
    key = f"blockade.note.{note.code}"
    if n_days is None:
        return texts.say(key, **values)
    return texts.counted(key, n_days, **({"n": n_days} | values))
