"""What other people's analyses would have said of the same diary."""

import warnings
from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm
from scipy.stats import ttest_1samp, ttest_ind

from lowdose.inference.comparison import list_pair_differences
from lowdose.inference.trial_days import TrialDays


@dataclass(frozen=True, slots=True)
class Peer:
    """A 95 % confidence interval of treatment minus reference. [points]"""

    low: float
    high: float


def run_peers(days: TrialDays) -> dict[str, Peer]:
    """Run Welch's t on days, a paired t on pair differences, and GLS with AR(1) errors."""
    return {"welch": welch_on_days(days), "paired": paired_t(days), "gls": ar1_gls(days)}


def welch_on_days(days: TrialDays) -> Peer:
    """Welch's t interval, days taken as independent (scipy)."""
    seen = days.observed
    on = days.scores[seen & (days.indicators[0] > 0)]
    off = days.scores[seen & days.on_reference]
    interval = ttest_ind(on, off, equal_var=False).confidence_interval()
    return Peer(float(interval.low), float(interval.high))


def paired_t(days: TrialDays) -> Peer:
    """Paired t interval on the differences of period means (scipy)."""
    differences = [pair.difference for pair in list_pair_differences(days, 0)]
    interval = ttest_1samp(differences, 0.0).confidence_interval()
    return Peer(float(interval.low), float(interval.high))


def ar1_gls(days: TrialDays) -> Peer:
    """Interval of statsmodels' GLSAR(1), iterated, with a linear trend; it ignores gaps."""
    seen = days.observed
    design = np.column_stack([np.ones(seen.sum()), days.trend[seen], days.indicators[0][seen]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = sm.GLSAR(days.scores[seen], design, rho=1).iterative_fit(maxiter=6)
    low, high = result.conf_int()[2]
    return Peer(float(low), float(high))
