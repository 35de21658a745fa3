"""Exposure: how much of a treatment's full effect can be there on each day."""

import math

import numpy as np
from numba import njit


@njit(cache=True, error_model="numpy")
def build_exposure(indicators, tau):  # type: ignore[no-untyped-def]
    r"""Return exposure columns for every time constant.

    Parameters
    ----------
    indicators : numpy.ndarray, shape (n_treatments, n_days)
        1 on days assigned to the treatment, else 0.
    tau : numpy.ndarray, shape (n_tau,)
        Time constants of onset and offset; below 1e-6 the exposure follows at once. [d]

    Returns
    -------
    numpy.ndarray, shape (n_tau, n_treatments, n_days)
        Exposure, 0 to 1. [unitless]

    Notes
    -----
    .. math:: x_t = a x_{t-1} + (1 - a) d_t, \quad a = e^{-1/\tau}, \quad x_{-1} = 0
    """
    n_treatments, n_days = indicators.shape
    exposure = np.empty((tau.shape[0], n_treatments, n_days))
    for j in range(tau.shape[0]):
        keep = math.exp(-1.0 / tau[j]) if tau[j] > 1e-6 else 0.0
        for k in range(n_treatments):
            level = 0.0
            for t in range(n_days):
                level = keep * level + (1.0 - keep) * indicators[k, t]
                exposure[j, k, t] = level
    return exposure
