"""The grid of situations, and the simulation of one of them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lowdose.inference.exposure import build_exposure
from lowdose.inference.priors import Priors
from lowdose.inference.quadrature import FAST
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.inference.trial_days import TrialDays, build_trial_days, period_end_windows
from lowdose.inference.verdict import Assumptions, Judge
from lowdose.terms import OUTCOMES, Verdict
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions

if TYPE_CHECKING:
    from calibration.peers import Peer

#: First entry of every seed.
SEED = 20261122
#: (correlation of the slow part, share of single-day noise) of the three kinds of diary.
NOISES = ((0.36, 0.0), (0.6, 0.2), (0.8, 0.4))
PERIOD_SDS = (0.0, 0.5, 1.3)
TAUS = (0.0, 7.0, 14.0)
MISSING = (0.0, 0.2)
DESIGNS = ((3, 28), (4, 28), (6, 14))
EFFECTS = (0.0, -1.0, -2.0)
#: Diaries of each cell on which the peers are run as well.
N_PEER_DIARIES = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One situation.

    Parameters
    ----------
    n_pairs, period_days : int
        Design: pairs, and length of a period. [d]
    rho, noise_share, period_sd, tau_days, missing : float
        Truth about the diary, as in `lowdose.Truth`.
    effect : float
        True steady-state effect. [points]
    level_tau_days : float
        Time constant with which period levels are approached. [d]
    """

    n_pairs: int
    period_days: int
    rho: float
    noise_share: float
    period_sd: float
    tau_days: float
    missing: float
    effect: float
    level_tau_days: float = 0.0

    @property
    def key(self) -> str:
        """Name of the cell, also the end of its seeds."""
        return "/".join(f"{value:g}" for value in asdict(self).values())

    def seed(self, repetition: int) -> list[int]:
        """Return the seed of one diary of this cell."""
        return [SEED, *(round(1000 * abs(v)) for v in asdict(self).values()), repetition]


def list_cells() -> list[Cell]:
    """Return all cells: inert drugs first, then the shape trap, then drugs that work."""
    return [*main_cells(EFFECTS[:1]), *trap_cells(), *main_cells(EFFECTS[1:])]


def main_cells(effects: tuple[float, ...]) -> Iterator[Cell]:
    """Yield the stated grid for some true effects."""
    for effect in effects:
        for n_pairs, period_days in DESIGNS:
            for rho, noise_share in NOISES:
                for period_sd in PERIOD_SDS:
                    for tau in TAUS:
                        for missing in MISSING:
                            yield Cell(
                                n_pairs, period_days, rho, noise_share, period_sd, tau, missing,
                                effect,
                            )  # fmt: skip


def trap_cells() -> Iterator[Cell]:
    """Yield inert drugs whose period levels fade in over a week."""
    for n_pairs, period_days in (*DESIGNS, (2, 42)):
        for rho, noise_share in NOISES:
            for period_sd in (0.5, 1.3):
                yield Cell(n_pairs, period_days, rho, noise_share, period_sd, 7.0, 0.2, 0.0, 7.0)


def run_cell(cell: Cell, n_diaries: int, with_peers: bool = True) -> dict[str, object]:
    """Simulate and analyse the diaries of a cell; return shares and means."""
    assumptions = load_assumptions(AnalyseOptions())
    rows = [
        run_diary(cell, repetition, assumptions, with_peers and repetition < N_PEER_DIARIES)
        for repetition in range(n_diaries)
    ]
    names = {name for row in rows for name in row}
    summary = {
        name: float(np.mean([row[name] for row in rows if name in row])) for name in sorted(names)
    }
    return {"cell": asdict(cell), "n": n_diaries, **summary}


def run_diary(
    cell: Cell, repetition: int, assumptions: Assumptions, with_peers: bool
) -> dict[str, float]:
    """Simulate and analyse one diary."""
    diary = simulate_trial(
        np.random.default_rng(cell.seed(repetition)),
        TrialDesign(n_blocks=cell.n_pairs, period_days=cell.period_days),
        Truth(
            effects=(cell.effect,),
            tau_days=cell.tau_days,
            rho=cell.rho,
            noise_share=cell.noise_share,
            period_sd=cell.period_sd,
            level_tau_days=cell.level_tau_days,
            missing_share=cell.missing,
            missing_burst_days=5.0,
        ),
    )
    days = build_trial_days(diary, OUTCOMES["pain"], "placebo", ("ldn",))
    judge = Judge(days, 1.0, FAST)
    row = _summarise(judge, assumptions.priors, cell)
    verdict, _ = judge.decide(assumptions, 0)
    row["helps"] = verdict is Verdict.HELPS
    row["does_not_help_enough"] = verdict is Verdict.DOES_NOT_HELP_ENOUGH
    if cell.effect == 0.0:
        row["helps_any_look"] = row["helps"] or any(_early_looks(days, cell, assumptions))
    if with_peers:
        # Loaded here: the peers' libraries are not needed to run without them.
        from calibration.peers import run_peers

        truth = true_reached(days, cell)
        for name, peer in run_peers(days).items():
            row |= _score_peer(name, peer, truth)
    return {name: float(value) for name, value in row.items()}


def true_reached(days: TrialDays, cell: Cell) -> float:
    """Return the true change reached at the end of the periods. [points]"""
    exposure = build_exposure(days.indicators, np.array([cell.tau_days]))[0, 0]
    windows, reference = period_end_windows(days)
    return float(cell.effect * (exposure @ (windows[0] - reference)))


def _summarise(judge: Judge, priors: Priors, cell: Cell) -> dict[str, float]:
    """Compare the posterior with the truth."""
    posterior = judge.posterior(priors)
    reached = posterior.summarise_row(posterior.effect_row(0, reached=True), (0.0,))
    steady = posterior.summarise_row(posterior.effect_row(0, reached=False))
    truth = true_reached(judge.days, cell)
    return {
        "covers_reached": reached[2] <= truth <= reached[3],
        "covers_steady": steady[2] <= cell.effect <= steady[3],
        "bias_reached": reached[0] - truth,
        "bias_steady": steady[0] - cell.effect,
        "width_reached": reached[3] - reached[2],
        "p_above_975": reached[4] > 0.975,
    }


def _early_looks(days: TrialDays, cell: Cell, assumptions: Assumptions) -> Iterator[bool]:
    """Yield whether the verdict is `helps` at the end of each earlier pair, from the second on."""
    for pairs in range(2, cell.n_pairs):
        end = 2 * pairs * cell.period_days
        part = replace(
            days,
            scores=days.scores[:end],
            indicators=days.indicators[:, :end],
            on_reference=days.on_reference[:end],
            slots=days.slots[:end],
        )
        yield Judge(part, 1.0, FAST).decide(assumptions, 0)[0] is Verdict.HELPS


def _score_peer(name: str, peer: "Peer", truth: float) -> dict[str, float]:
    """Return what a peer claims, and whether its interval holds the truth."""
    return {
        f"{name}_claims_better": peer.high < 0.0,
        f"{name}_claims_any": peer.high < 0.0 or peer.low > 0.0,
        f"{name}_covers": peer.low <= truth <= peer.high,
        f"{name}_width": peer.high - peer.low,
        f"{name}_bias": 0.5 * (peer.low + peer.high) - truth,
    }
