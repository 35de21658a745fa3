"""The days of one trial as arrays on the common scale, ready for the model."""

from dataclasses import dataclass, replace

import numpy as np

from lowdose.diary.entries import BoolArray, Diary, FloatArray, IntArray
from lowdose.terms import BASELINE, WASHOUT, Outcome

#: Days at the end of each period over which the reached change is read.
WINDOW_DAYS = 7
#: Share of the usual length from which a period counts towards a pair.
LEAST_PERIOD_SHARE = 0.5
#: Share of the usual length below which the last period is still under way.
WHOLE_PERIOD_SHARE = 0.8
#: All scales are brought to this many points, the scale the priors speak of.
COMMON_WIDTH = 10.0
#: Distance from an end of the common scale within which a score lies at it: moving scores there
#: leaves traces of a millionth of this, and no step of a scale is as small.
END_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class TrialDays:
    """One outcome of one person's trial, from the first treatment day to the last.

    Parameters
    ----------
    outcome : Outcome
        The outcome and its scale.
    treatments : tuple of str
        Treatments compared, without the reference.
    reference : str
        What they are compared with.
    first : int
        Index in the diary of the first day.
    scores : numpy.ndarray, shape (n_days,)
        Scores moved to 0-10; NaN where missing or left out. [points of 0-10]
    indicators : numpy.ndarray, shape (n_treatments, n_days)
        1 on days assigned to the treatment.
    on_reference : numpy.ndarray of bool, shape (n_days,)
        Days assigned to the reference.
    slots : numpy.ndarray of int, shape (n_days,)
        Period of each day.
    n_left_out : int
        Scores on days of these treatments that were left out by choice.
    """

    outcome: Outcome
    treatments: tuple[str, ...]
    reference: str
    first: int
    scores: FloatArray
    indicators: FloatArray
    on_reference: BoolArray
    slots: IntArray
    n_left_out: int = 0

    @property
    def n_days(self) -> int:
        """Number of calendar days."""
        return int(self.scores.size)

    @property
    def observed(self) -> BoolArray:
        """Days with a score that counts."""
        return ~np.isnan(self.scores)

    @property
    def starts(self) -> BoolArray:
        """First days of periods."""
        return np.append(True, self.slots[1:] != self.slots[:-1])

    @property
    def trend(self) -> FloatArray:
        """Time from the middle of the trial, -0.5 to 0.5. [share of the trial]"""
        steps = max(self.n_days - 1, 1)
        return (np.arange(self.n_days) - 0.5 * (self.n_days - 1)) / steps

    @property
    def ends(self) -> IntArray:
        """End of the scale that each day's score lies at: -1 the low, 1 the high one, else 0."""
        at_high = self.scores >= COMMON_WIDTH - END_TOLERANCE
        return at_high * 1 - (self.scores <= END_TOLERANCE) * 1

    @property
    def edge_share(self) -> float:
        """Share of scores at an end of the scale. [0 to 1]"""
        ends = self.ends[self.observed]
        return float(np.mean(ends != 0)) if ends.size else 0.0

    @property
    def points(self) -> float:
        """Outcome units in one point of the common scale."""
        return self.outcome.width / COMMON_WIDTH

    @property
    def step(self) -> float:
        """Smallest difference between two scores. [points of 0-10]"""
        return self.outcome.step / self.points


def common_score(outcome: Outcome, scores: FloatArray) -> FloatArray:
    """Move scores to the common scale of 0 to 10."""
    return (scores - outcome.low) * (COMMON_WIDTH / outcome.width)


def list_treatments(diary: Diary) -> tuple[str, ...]:
    """Return the treatments of a diary in order of appearance, without baseline and washout."""
    return tuple(t for t in dict.fromkeys(diary.treatments) if t not in (BASELINE, WASHOUT, ""))


def build_trial_days(
    diary: Diary, outcome: Outcome, reference: str, treatments: tuple[str, ...]
) -> TrialDays:
    """Cut the trial out of a diary.

    Parameters
    ----------
    diary : Diary
        The whole diary, run-in and washout included.
    outcome : Outcome
        One of its outcomes.
    reference : str
        Treatment the others are compared with.
    treatments : tuple of str
        The others; at least one day of each must be in the diary.

    Returns
    -------
    TrialDays
        From the first day of any treatment to the last; washout days lie in
        between without exposure and without scores.
    """
    labels = np.array(diary.treatments)
    in_trial = np.flatnonzero(np.isin(labels, (*treatments, reference)))
    part = slice(int(in_trial[0]), int(in_trial[-1]) + 1)
    labels = labels[part]
    on_trial, left_out = np.isin(labels, (*treatments, reference)), diary.left_out[part]
    scores = common_score(outcome, diary.scores[outcome.name][part])
    return TrialDays(
        outcome=outcome,
        treatments=treatments,
        reference=reference,
        first=part.start,
        scores=np.where(on_trial & ~left_out, scores, np.nan),
        indicators=np.array([(labels == t).astype(float) for t in treatments]),
        on_reference=labels == reference,
        slots=diary.slots[part],
        n_left_out=int(np.count_nonzero(on_trial & left_out & ~np.isnan(scores))),
    )


def period_end_windows(days: TrialDays) -> tuple[FloatArray, FloatArray]:
    """Return averaging weights over the last days of the periods of each treatment.

    Returns
    -------
    treatment : numpy.ndarray, shape (n_treatments, n_days)
        Weights that sum to 1 over the last `WINDOW_DAYS` days of its periods.
    reference : numpy.ndarray, shape (n_days,)
        The same for the reference.
    """
    _, where, lengths = np.unique(days.slots, return_inverse=True, return_counts=True)
    ordinal = np.arange(days.n_days) - np.flatnonzero(days.starts)[where]
    late = (lengths[where] - ordinal) <= WINDOW_DAYS
    windows = np.vstack([days.indicators, days.on_reference]) * late
    windows /= windows.sum(axis=1, keepdims=True)
    return windows[:-1], windows[-1]


def scatters_by_rounding_alone(days: TrialDays) -> bool:
    """Return whether scores vary within periods by no more than rounding makes them.

    Rounding has a variance of step squared over 12. A period with one score shows
    no scatter and says nothing.
    """
    seen = np.flatnonzero(days.observed)
    _, where, counts = np.unique(days.slots[seen], return_inverse=True, return_counts=True)
    freedom = seen.size - counts.size
    scores = days.scores[seen]
    inside = scores - (np.bincount(where, scores) / counts)[where]
    return freedom > 0 and float(inside @ inside) <= freedom * days.step**2 / 12.0


def drop_first_halves(days: TrialDays) -> TrialDays:
    """Return the days with the scores of the first half of every period left out."""
    _, where, lengths = np.unique(days.slots, return_inverse=True, return_counts=True)
    ordinal = np.arange(days.n_days) - np.flatnonzero(days.starts)[where]
    early = ordinal < lengths[where] / 2.0
    return replace(days, scores=np.where(early, np.nan, days.scores))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring periods, one on the treatment and one on the reference.

    Parameters
    ----------
    number : int
        Place in order of time, counted from 1.
    on, off : int
        Slots of the two periods.
    """

    number: int
    on: int
    off: int


def find_long_periods(days: TrialDays) -> BoolArray:
    """Return the days of periods that have at least half the usual length."""
    _, where, lengths = np.unique(days.slots, return_inverse=True, return_counts=True)
    return np.asarray((lengths >= LEAST_PERIOD_SHARE * np.median(lengths))[where])


def list_pairs(days: TrialDays, treatment: int) -> tuple[Pair, ...]:
    """Return the complete pairs of a treatment and the reference in order of time.

    Parameters
    ----------
    days : TrialDays
        The trial.
    treatment : int
        Index of the treatment.

    Returns
    -------
    tuple of Pair
        Pairs whose periods both have a score and at least half the usual length.

    Notes
    -----
    From the first day on, each period is paired with the next one if that is on
    the other side, washouts and other treatments passed over. Every block of a
    treatment and the reference is a pair, whatever its order, and of long runs
    numbered as several periods only the ends are. Incomplete pairs are dropped
    last, so that a period without scores takes its partner along and no other.
    """
    on = days.indicators[treatment] > 0
    first_days = days.starts & (on | days.on_reference)
    side_of = dict(zip(days.slots[first_days].tolist(), on[first_days].tolist(), strict=True))
    complete = set(days.slots[days.observed & find_long_periods(days)].tolist())
    pairs: list[Pair] = []
    waiting: int | None = None
    for slot, is_on in side_of.items():
        if waiting is None or side_of[waiting] == is_on:
            waiting = slot
            continue
        first, second = (slot, waiting) if is_on else (waiting, slot)
        pairs.append(Pair(len(pairs) + 1, first, second))
        waiting = None
    return tuple(pair for pair in pairs if {pair.on, pair.off} <= complete)


def count_pairs(days: TrialDays, treatment: int) -> int:
    """Return the number of complete pairs."""
    return len(list_pairs(days, treatment))


def ends_inside_pair(days: TrialDays, treatment: int) -> bool:
    """Return whether the diary stops before both sides had equally many periods."""
    long_enough = find_long_periods(days)
    on, off = (
        np.unique(days.slots[long_enough & side]).size
        for side in (days.indicators[treatment] > 0, days.on_reference)
    )
    lengths = np.unique(days.slots, return_counts=True)[1]
    last = np.count_nonzero(days.slots == days.slots[-1])
    return on != off or bool(last < WHOLE_PERIOD_SHARE * np.median(lengths))
