"""Errors of the quadrature rules, measured on simulated diaries against finer rules.

    .venv/bin/python validation/quadrature.py

Prints the tables of docs/explanation/quadrature.md. One core, a few minutes; deterministic.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lowdose.inference.posterior import EDGE_SHARE_CENSORED, compute_posterior
from lowdose.inference.priors import Priors
from lowdose.inference.quadrature import FAST, REFERENCE, STANDARD, PassRule, Rule
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.inference.trial_days import TrialDays, build_trial_days
from lowdose.inference.verdict import BAR_BETTER, BAR_HALF_MCID, BAR_IDLE
from lowdose.terms import OUTCOMES
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions

SEED = 20261122
#: The measure: more nodes everywhere than `REFERENCE`, and a smaller cut.
FINER = Rule(
    "finer", PassRule(10, 8, 14, 10, 3), PassRule(16, 14, 16, 20, 7), 1e-7,
    PassRule(8, 8, 9, 9, 14), PassRule(13, 11, 11, 13, 12),
)  # fmt: skip
#: The measure of the measure, on the first diaries only: other node counts, a smaller cut.
FINEST = Rule(
    "finest", PassRule(12, 10, 18, 13, 4), PassRule(21, 17, 21, 27, 8), 1e-9,
    PassRule(10, 9, 11, 11, 16), PassRule(15, 13, 14, 16, 14),
)  # fmt: skip
RULES = (FAST, STANDARD, REFERENCE)
#: Changes at which probabilities are compared: none, half an MCID, one MCID. [points]
THRESHOLDS = (0.0, -0.5, -1.0)
#: (pairs, days of a period) of designs with the same number of days.
DESIGNS = {84: ((6, 7), (3, 14), (2, 21)), 168: ((12, 7), (6, 14), (3, 28), (2, 42))}
#: Values the truth of each diary is drawn from.
EFFECTS = (0.0, -1.0, -2.0)
TAUS = (0.0, 3.0, 7.0, 14.0, 21.0)
NOISES = ((0.36, 0.0), (0.6, 0.2), (0.8, 0.4), (0.1, 0.5))
PERIOD_SDS = (0.0, 0.5, 1.3)
MISSING = (0.0, 0.2, 0.4)
#: Mean score off treatment: inside the scale, and near its floor. [points]
LEVELS_INSIDE, LEVELS_EDGE = (4.0, 5.0, 6.0, 7.0), (0.5, 1.0, 1.5, 2.0)


Summary = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Error:
    """Differences between two rules on one diary.

    Parameters
    ----------
    mean, quantiles : float
        Of the mean, and the larger of the two quantiles. [posterior standard deviations]
    probabilities : float
        Largest of the probabilities at `THRESHOLDS`. [0 to 1]
    changes_rule_e : bool
        Whether rule E would say something else.
    """

    mean: float
    quantiles: float
    probabilities: float
    changes_rule_e: bool


def draw_days(n_days: int, number: int, *, edge: bool) -> TrialDays:
    """Return a simulated trial whose share of end scores asks for the wanted model."""
    for attempt in range(1000):
        rng = np.random.default_rng([SEED, n_days, number, int(edge), attempt])
        pairs, period_days = DESIGNS[n_days][rng.integers(len(DESIGNS[n_days]))]
        rho, noise_share = NOISES[rng.integers(len(NOISES))]
        truth = Truth(
            effects=(float(rng.choice(EFFECTS)),),
            level=float(rng.choice(LEVELS_EDGE if edge else LEVELS_INSIDE)),
            trend=float(rng.normal(0.0, 0.7)),
            tau_days=float(rng.choice(TAUS)),
            rho=rho,
            noise_share=noise_share,
            period_sd=float(rng.choice(PERIOD_SDS)),
            missing_share=float(rng.choice(MISSING)),
            missing_burst_days=5.0,
        )
        diary = simulate_trial(rng, TrialDesign(n_blocks=pairs, period_days=period_days), truth)
        days = build_trial_days(diary, OUTCOMES["pain"], "placebo", ("ldn",))
        if (days.edge_share >= EDGE_SHARE_CENSORED) == edge:
            return days
    raise RuntimeError("no diary of the wanted kind in 1000 attempts")


def summarise(days: TrialDays, priors: Priors, rule: Rule) -> Summary:
    """Return mean, sd, quantiles and probabilities of both effects."""
    posterior = compute_posterior(days, priors, rule)
    return {
        kind: posterior.summarise_row(
            posterior.effect_row(0, reached=kind == "reached"), THRESHOLDS
        )
        for kind in ("reached", "steady")
    }


def compare(found: Summary, true: Summary) -> Iterator[tuple[str, Error]]:
    """Yield the errors of a summary, by effect."""
    changes = apply_rule_e(found) != apply_rule_e(true)
    for kind, values in found.items():
        off, sd = np.abs(values - true[kind]), true[kind][1]
        yield kind, Error(off[0] / sd, max(off[2:4]) / sd, max(off[4:]), changes)


def apply_rule_e(summary: Summary) -> str:
    """Return what rule E says under the headline's prior (docs/explanation/verdict.md)."""
    if summary["steady"][5] < BAR_IDLE:
        return "stop"
    better, by_half = summary["reached"][4:6]
    return "benefit" if better > BAR_BETTER and by_half > BAR_HALF_MCID else "go on"


def measure(
    days_of: Callable[[int], TrialDays], n_diaries: int, n_finest: int, priors: Priors
) -> dict[tuple[str, str], list[Error]]:
    """Return the errors of every rule, by rule and effect."""
    errors: dict[tuple[str, str], list[Error]] = {}
    for number in range(n_diaries):
        days = days_of(number)
        finer = summarise(days, priors, FINER)
        results = {rule.name: summarise(days, priors, rule) for rule in RULES}
        for name, result in results.items():
            for kind, error in compare(result, finer):
                errors.setdefault((name, kind), []).append(error)
        if number < n_finest:
            for kind, error in compare(finer, summarise(days, priors, FINEST)):
                errors.setdefault(("finer", kind), []).append(error)
    return errors


def list_lines(errors: dict[tuple[str, str], list[Error]]) -> Iterator[str]:
    """Yield a Markdown table."""
    yield "| rule | effect | diaries | mean | quantiles | probabilities | rule E differs |"
    yield "|---|---|---|---|---|---|---|"
    for (name, kind), rows in errors.items():
        cells = [
            _spread([getattr(row, part) for row in rows])
            for part in ("mean", "quantiles", "probabilities")
        ]
        n_changed = sum(row.changes_rule_e for row in rows)
        yield f"| {name} | {kind} | {len(rows)} | {' | '.join(cells)} | {n_changed} |"


def _spread(values: list[float]) -> str:
    """Return median, 95 % quantile and maximum."""
    parts = (np.median(values), np.quantile(values, 0.95), max(values))
    return " / ".join(_short(part) for part in parts)


def _short(value: float) -> str:
    """Return a number with one or two digits, tiny ones as a bound."""
    return "< 0.0001" if value < 1e-4 else f"{value:.1g}" if value < 1e-3 else f"{value:.2g}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--diaries", type=int, default=60, help="per table, Gaussian model")
    parser.add_argument("--censored", type=int, default=40, help="per table, censored model")
    options = parser.parse_args()
    priors = load_assumptions(AnalyseOptions()).priors
    for edge, n_diaries in ((False, options.diaries), (True, options.censored)):
        for n_days in DESIGNS:
            print(f"\n{'Censored' if edge else 'Gaussian'} model, T = {n_days}\n")
            errors = measure(
                lambda number, n_days=n_days, edge=edge: draw_days(n_days, number, edge=edge),
                n_diaries,
                max(1, n_diaries // 4),
                priors,
            )
            print("\n".join(list_lines(errors)), flush=True)


if __name__ == "__main__":
    main()
