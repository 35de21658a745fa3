"""How often the interval of a side effect holds the true share.

Run: `python validation/side_effects/coverage.py`.
Periods of a person differ by a normal effect on the logit scale; two treatments with the same
share. Prints coverage and mean width, ours and of days that stand alone.
"""

from itertools import product

import numpy as np

from lowdose.safety.side_effects import Counts, estimate_design_effect, find_interval

N_TRIALS, SEED = 3000, 1


def simulate(share: float, sd: float, n_periods: int, n_days: int) -> list[float]:
    """Return coverage of both intervals, and their mean widths."""
    rng = np.random.default_rng(SEED)
    middle = np.log(share / (1 - share))
    draws = np.random.default_rng(0).normal(size=200_000)
    true = np.mean(1 / (1 + np.exp(-(middle + sd * draws))))
    found = np.zeros(4)
    for _ in range(N_TRIALS):
        chance = 1 / (1 + np.exp(-(middle + sd * rng.normal(size=(2, n_periods)))))
        asked = np.full(n_periods, float(n_days))
        counts = [
            Counts(str(i), asked, rng.binomial(n_days, row).astype(float))
            for i, row in enumerate(chance)
        ]
        effect, degrees = estimate_design_effect(counts)
        alone = find_interval(n_periods * n_days, counts[0].share)
        ours = alone
        if effect is not None:
            ours = find_interval(n_periods * n_days, counts[0].share, effect, degrees)
        for place, (low, high) in enumerate((ours, alone)):
            found[place] += low <= true <= high
            found[2 + place] += high - low
    return list(found / N_TRIALS)


if __name__ == "__main__":
    print("share  sd  periods  days  covered  covered-alone  width  width-alone")
    for share, sd, (n_periods, n_days) in product(
        (0.1, 0.3), (0.0, 0.5, 1.0), ((2, 28), (3, 14), (4, 14))
    ):
        numbers = "  ".join(f"{x:.3f}" for x in simulate(share, sd, n_periods, n_days))
        print(f"{share:5}  {sd:3}  {n_periods:7}  {n_days:4}  {numbers}")
