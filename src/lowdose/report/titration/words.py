"""Days, doses and portions of a plan in words."""

from datetime import date

from lowdose.report.texts import Texts
from lowdose.safety.titration_plan import Capsules, Chosen, Portion


def tell_date(day: date, texts: Texts) -> str:
    """Return a day in words."""
    month = texts.word("date.months").split()[day.month - 1]
    return texts.word("date.full", day=day.day, month=month, year=day.year)


def tell_dose(dose_mg: float, texts: Texts) -> str:
    """Return a dose with up to three decimals, as a plan may have them."""
    shown = f"{dose_mg:.3f}".rstrip("0").rstrip(".")
    return shown.replace(".", texts.word("decimal_mark"))


def tell_portion(portion: Portion | None, texts: Texts) -> str:
    """Return what a dose is made of, with the rounding error of a volume."""
    if portion is None:
        return texts.word("titration.unknown_form")
    if isinstance(portion, Capsules):
        return tell_portion_short(portion, texts)
    values = {
        "volume": texts.number(portion.volume_ml),
        "size": texts.number(portion.syringe.volume_ml),
        "line": texts.number(portion.syringe.graduation_ml),
    }
    if not portion.error_mg:
        return texts.word("titration.volume_syringe", **values)
    return texts.word(
        "titration.volume_rounded",
        measured=tell_dose(portion.measured_mg, texts),
        percent=texts.points(portion.error_percent),
        side=texts.word(f"titration.{'less' if portion.error_mg < 0 else 'more'}"),
        **values,
    )


def tell_portion_short(portion: Portion | None, texts: Texts) -> str:
    """Return what a dose is made of in as few words as fit a day of a calendar."""
    if portion is None:
        return ""
    if isinstance(portion, Capsules):
        return texts.word("titration.capsules_join").join(
            texts.word("titration.capsules", n=n, strength=tell_dose(strength, texts))
            for strength, n in portion.counts
        )
    return texts.word("titration.volume", volume=texts.number(portion.volume_ml))


def tell_choice(choice: Chosen, texts: Texts) -> str:
    """Return the value of a choice, marked where nobody chose it."""
    unit = choice.limit.unit
    value = tell_dose(choice.value, texts)
    if choice.limit.name == "hour":
        minutes = round(60 * choice.value)
        shown = f"{minutes // 60:02}:{minutes % 60:02}"
    else:
        shown = f"{value} {texts.word(f'titration.unit.{unit}')}"
    return texts.word("titration.choice_default", value=shown) if choice.is_default else shown
