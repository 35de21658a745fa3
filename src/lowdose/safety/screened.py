"""A screening with everything a report of it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lowdose.knowledge.records import Item, Source, Topic
from lowdose.safety.finding import Screening
from lowdose.safety.profile import Profile


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """What a person answered, and what was found in it.

    Parameters
    ----------
    today : datetime.date
        Day of the screening.
    profile : Profile
        The answers.
    screening : Screening
        What was found.
    items : tuple of Item
        All questions of the screening, in the order of the form.
    sources : mapping of str to Source
        Every source a finding cites, by id.
    topics : mapping of str to Topic
        Every topic a finding names, by id.
    """

    today: date
    profile: Profile
    screening: Screening
    items: tuple[Item, ...]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
