"""What is known about the blockade of one regimen, and how it is put together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from math import ceil
from typing import Literal

import numpy as np

from lowdose.errors import KnowledgeError
from lowdose.knowledge.records import Fact, Parameter, Source, Topic
from lowdose.pharmacology.blockade import compute_curve, dose_ratio, peak_of_one
from lowdose.pharmacology.clock import find_moment, find_zone
from lowdose.pharmacology.curve import Curve, FloatArray, HoursAbove, Model, TimeBelow
from lowdose.pharmacology.duration import hours_above, time_below
from lowdose.pharmacology.exposure import daily_exposure
from lowdose.pharmacology.parameters import ModelParameters, build_parameters
from lowdose.pharmacology.plasma import Plasma, compute_plasma
from lowdose.pharmacology.regimen import Note, Regimen
from lowdose.pharmacology.surgery import Surgery
from lowdose.pharmacology.washout import Washout, suggest_washout

#: Both models, the default first.
MODELS: tuple[Model, ...] = ("M1", "M0")
#: Blockade below which the hours after the last dose are given. [0 to 1]
BELOW = (0.10, 0.05)
DAY_H = 24.0
#: Whole days after the last dose at which blockade is told. [d]
DAYS_AFTER = (0, 1, 2, 3, 4, 5, 7, 10, 14)
#: Step of the curve, and of the day after the last dose, whose peak is looked for. [h]
STEP_H, FINE_STEP_H = 0.25, 1.0 / 12.0
#: Fewest days of the curve after the last dose. [d]
FEWEST_DAYS_AFTER = 3

Choice = Literal["M1", "M0", "both"]


@dataclass(frozen=True, slots=True)
class Level:
    """Blockade at one moment, and what it does to an opioid.

    Parameters
    ----------
    hours : float
        Since the last dose. [h]
    typical, median, low, high : float
        Of the typical person; the middle of all persons, and the bounds that hold 95 % of
        them. [0 to 1]
    ratio, ratio_low, ratio_high : float
        How many times its usual dose an opioid needs: of the typical person, and at the two
        bounds.
    """

    hours: float
    typical: float
    median: float
    low: float
    high: float
    ratio: float
    ratio_low: float
    ratio_high: float


@dataclass(frozen=True, slots=True)
class ModelBlockade:
    """What one model says.

    Parameters
    ----------
    curve : Curve
        From the first dose until blockade is over in nearly all persons.
    peak : Level
        Highest blockade within a day after the last dose.
    after : tuple of Level
        Blockade some whole days after the last dose; the first is at that dose.
    below : tuple of TimeBelow
        Hours after the last dose, from the highest threshold to the lowest.
    above : tuple of HoursAbove
        Hours of one day, from the lowest threshold to the highest.
    """

    curve: Curve
    peak: Level
    after: tuple[Level, ...]
    below: tuple[TimeBelow, ...]
    above: tuple[HoursAbove, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much of the drug's steady state each calendar day holds, for an analysis.

    Parameters
    ----------
    model : str
        Whose shape it is.
    share : numpy.ndarray, shape (n_days,)
        Mean odds of blockade of each day of the regimen, as a share of steady state.
    """

    model: Model
    share: FloatArray


@dataclass(frozen=True, slots=True)
class TriedDose:
    """A dose that a study found, and how much one such dose blocks.

    Parameters
    ----------
    fact : Fact
        What the study found, with the dose as its value. [mg]
    peak : float
        Highest blockade after one such dose, the same by both models. [0 to 1]
    """

    fact: Fact
    peak: float


@dataclass(frozen=True, slots=True)
class Background:
    """What is known besides the regimen.

    Parameters
    ----------
    parameters : mapping of str to Parameter
        Numbers of the model, by id.
    surgery : Surgery
        What guidelines say.
    tried : tuple of Fact
        Doses that a study in fibromyalgia found.
    topics : mapping of str to Topic
        What is said beside it, by id.
    sources : mapping of str to Source
        Every source that the others name.
    highest_mg : float
        Largest dose a day that still counts as low. [mg]
    """

    parameters: Mapping[str, Parameter]
    surgery: Surgery
    tried: tuple[Fact, ...]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    highest_mg: float


@dataclass(frozen=True, slots=True)
class Blockade:
    """What is known about the blockade of one regimen.

    Parameters
    ----------
    regimen : Regimen
        The doses.
    model : str
        Which model was asked for; both are always computed, for data can't decide.
    n_persons : int
        Persons behind the bands.
    models : mapping of str to ModelBlockade
        `M1`, which follows a slow biophase, and `M0`, which follows the blood.
    plasma : Plasma
        Levels in the blood; an order of magnitude only.
    washout : Washout
        Days to leave out of a trial's analysis.
    exposure : Exposure
        Shape for the analysis of a diary.
    surgery : Surgery
        What guidelines say.
    tried : tuple of TriedDose
        Doses that a study in fibromyalgia found; nothing links them to blockade.
    parameters : mapping of str to Parameter
        All numbers that were used, with their sources.
    topics : mapping of str to Topic
        What is said beside it: warnings about opioids, and how long the block is told to last.
    sources : mapping of str to Source
        Every source named in it.
    notes : tuple of Note
        What was decided or found, of the regimen and of its doses.
    """

    regimen: Regimen
    model: Choice
    n_persons: int
    models: Mapping[Model, ModelBlockade]
    plasma: Plasma
    washout: Washout
    exposure: Exposure
    surgery: Surgery
    tried: tuple[TriedDose, ...]
    parameters: Mapping[str, Parameter]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    notes: tuple[Note, ...]

    @property
    def headline(self) -> ModelBlockade:
        """What the model that was asked for says; M1 where both were."""
        return self.models["M0" if self.model == "M0" else "M1"]


def compute_blockade(
    regimen: Regimen, background: Background, n_persons: int, model: Choice
) -> Blockade:
    """Return what both models say about a regimen.

    Parameters
    ----------
    regimen : Regimen
        Doses over time.
    background : Background
        Numbers of the model, guidelines and sources.
    n_persons : int
        Persons behind the bands.
    model : str
        Which of the two was asked for.

    Returns
    -------
    Blockade
        The same for the same regimen, always.
    """
    parameters = build_parameters(background.parameters)
    dose_h, dose_mg = (np.array(part) for part in (regimen.times_h, regimen.doses_mg))
    models = _ask_models(regimen, parameters, n_persons)
    times_h = models["M1"].curve.times_h
    shape: Model = "M0" if model == "M0" else "M1"
    share = daily_exposure(dose_h, dose_mg, day_edges(regimen), parameters, shape)
    return Blockade(
        regimen=regimen,
        model=model,
        n_persons=n_persons,
        models=models,
        plasma=compute_plasma(times_h, dose_h, dose_mg, parameters),
        washout=suggest_washout(background.parameters),
        exposure=Exposure(shape, share),
        surgery=background.surgery,
        tried=tuple(_tell_tried(background.tried, parameters)),
        parameters=background.parameters,
        topics=background.topics,
        sources=background.sources,
        notes=(*regimen.notes, *_list_notes(regimen, background.highest_mg)),
    )


def _tell_tried(facts: Iterable[Fact], parameters: ModelParameters) -> Iterator[TriedDose]:
    """Yield the doses of a study with their peaks."""
    for fact in facts:
        if fact.value is None or fact.unit != "mg" or not fact.verified:
            raise KnowledgeError(
                f"{fact.source}#{fact.name}: it is no verified dose in mg. It is shown beside the "
                "curves. Correct the fact."
            )
        yield TriedDose(fact, peak_of_one(fact.value, parameters))


def _ask_models(
    regimen: Regimen, parameters: ModelParameters, n_persons: int
) -> dict[Model, ModelBlockade]:
    """Return what both models say, at the same times."""
    dose_h, dose_mg = (np.array(part) for part in (regimen.times_h, regimen.doses_mg))
    # A dose of 0 mg is no last dose: the hours after it would hide those after the drug.
    drug_h, drug_mg = dose_h[dose_mg > 0.0], dose_mg[dose_mg > 0.0]
    below = {
        name: tuple(time_below(drug_h, drug_mg, parameters, n_persons, name, b) for b in BELOW)
        for name in MODELS
    }
    times_h = _lay_grid(regimen.last_h, max(b.p975_h for both in below.values() for b in both))
    return {
        name: ModelBlockade(
            curve=compute_curve(times_h, dose_h, dose_mg, parameters, n_persons, name),
            peak=_find_peak(regimen, parameters, n_persons, name),
            after=_list_after(regimen, parameters, n_persons, name),
            below=below[name],
            above=hours_above(drug_h, drug_mg, parameters, n_persons, name),
        )
        for name in MODELS
    }


def day_edges(regimen: Regimen) -> FloatArray:
    """Return the midnights at which the days of a regimen begin and end.

    Parameters
    ----------
    regimen : Regimen
        Doses over time.

    Returns
    -------
    numpy.ndarray, shape (n_days + 1,)
        Since the first dose; a day of the clock change has 23 or 25 hours. [h]
    """
    zone = find_zone(regimen.zone)
    days = (regimen.first_day + timedelta(days=n) for n in range(regimen.n_days + 1))
    return np.array([regimen.hours_at(find_moment(day, time(), zone).utc) for day in days])


def _lay_grid(last_h: float, longest_h: float) -> FloatArray:
    """Return an even grid from the first dose until blockade is over in nearly all persons."""
    n_days = max(FEWEST_DAYS_AFTER, ceil(longest_h / DAY_H) + 1)
    n_steps = round((last_h + DAY_H * n_days) / STEP_H)
    return np.asarray(STEP_H * np.arange(n_steps + 1), dtype=np.float64)


def _find_peak(
    regimen: Regimen, parameters: ModelParameters, n_persons: int, model: Model
) -> Level:
    """Return the highest blockade of the typical person within a day after the last dose."""
    hours = np.linspace(0.0, DAY_H, round(DAY_H / FINE_STEP_H) + 1)
    levels = _read_levels(hours, regimen, parameters, n_persons, model)
    return max(levels, key=lambda level: level.typical)


def _list_after(
    regimen: Regimen, parameters: ModelParameters, n_persons: int, model: Model
) -> tuple[Level, ...]:
    """Return blockade some days after the last dose."""
    hours = DAY_H * np.array(DAYS_AFTER, dtype=np.float64)
    return _read_levels(hours, regimen, parameters, n_persons, model)


def _read_levels(
    hours: FloatArray,
    regimen: Regimen,
    parameters: ModelParameters,
    n_persons: int,
    model: Model,
) -> tuple[Level, ...]:
    """Return blockade at some hours after the last dose."""
    dose_h, dose_mg = (np.array(part) for part in (regimen.times_h, regimen.doses_mg))
    curve = compute_curve(regimen.last_h + hours, dose_h, dose_mg, parameters, n_persons, model)
    lines = (curve.typical, curve.median, curve.band95[0], curve.band95[1])
    ratios = (dose_ratio(line) for line in (curve.typical, curve.band95[0], curve.band95[1]))
    columns = np.stack([hours, *lines, *ratios]).T
    return tuple(Level(*row) for row in columns.tolist())


def _list_notes(regimen: Regimen, highest_mg: float) -> tuple[Note, ...]:
    """Return what is to be said of the doses."""
    most = regimen.most_a_day_mg
    if most > highest_mg:
        return (Note("above-low-dose", {"mg": most, "highest": highest_mg}),)
    return ()
