"""What the watch found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lowdose.knowledge.records import Item, Source, Topic
from lowdose.medicines.recognise import Recognised
from lowdose.safety.alerts import Alert, TrialEffect
from lowdose.safety.monitoring import LabPoint, PlannedTest
from lowdose.safety.side_effects import SideEffect

#: Topic that says how a hidden trial is opened in an emergency.
UNBLINDING = "emergency-unblinding"


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything the watch found for one person.

    Parameters
    ----------
    today : datetime.date
        Day on which it looked.
    start : datetime.date or None
        Day of the first dose; None if not known.
    last_check : datetime.date or None
        Last day on which symptoms were answered; None if they never were.
    alerts : tuple of Alert
        Those to act on first, the most urgent first.
    trial : {'goes-on', 'pauses', 'ends'}
        What the alerts mean for a running trial.
    trial_since : datetime.date or None
        Since when.
    tests : tuple of PlannedTest
        The plan of tests with what is done; empty where the start is not known.
    labs : tuple of LabPoint
        Laboratory values that were entered.
    side_effects : tuple of SideEffect
        Own rates beside published ones; empty without a diary that asked.
    recognised : tuple of Recognised
        Every reading of every new medicine.
    items : mapping of str to Item
        The questions, by id.
    sources : mapping of str to Source
        Those that are cited, by id.
    topics : mapping of str to Topic
        Those that say more, by id.
    notices : tuple of str
        What the reader of the diary decided.
    """

    today: date
    start: date | None
    last_check: date | None
    alerts: tuple[Alert, ...]
    trial: TrialEffect
    trial_since: date | None
    tests: tuple[PlannedTest, ...]
    labs: tuple[LabPoint, ...]
    side_effects: tuple[SideEffect, ...]
    recognised: tuple[Recognised, ...]
    items: Mapping[str, Item]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    notices: tuple[str, ...] = ()
