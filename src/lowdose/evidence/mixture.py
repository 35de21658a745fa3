"""Exact summaries of finite mixtures of normal distributions."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

FloatArray = NDArray[np.float64]

#: Standard deviations of a component beyond which nothing of it is left: its tail is 1e-31.
REACH = 12.0


@dataclass(frozen=True, slots=True)
class Mixture:
    """Mixture of normal distributions.

    Parameters
    ----------
    weights, means, sds : numpy.ndarray, shape (n_components,)
        Weights that sum to 1, means, standard deviations above 0.
    """

    weights: FloatArray
    means: FloatArray
    sds: FloatArray

    def mean(self) -> float:
        """Return the mean."""
        return float(self.weights @ self.means)

    def sd(self) -> float:
        """Return the standard deviation."""
        return math.sqrt(float(self.weights @ (self.sds**2 + (self.means - self.mean()) ** 2)))

    def below(self, x: float) -> float:
        """Return the probability of lying below x."""
        return float(self.weights @ ndtr((x - self.means) / self.sds))

    def quantile(self, probability: float) -> float:
        """Return a quantile, by a bracketed root of the distribution function."""
        from scipy.optimize import brentq

        low = float((self.means - REACH * self.sds).min())
        high = float((self.means + REACH * self.sds).max())
        tolerance = 1e-13 * (high - low)
        return float(brentq(lambda x: self.below(x) - probability, low, high, xtol=tolerance))
