"""The posterior of one trial: two passes of quadrature, then a mixture of normal distributions."""

from dataclasses import dataclass

import numpy as np

from lowdose.diary.entries import FloatArray
from lowdose.inference.edges import evaluate_censored
from lowdose.inference.exposure import build_exposure
from lowdose.inference.kernel import evaluate_gaussian
from lowdose.inference.mixture import probabilities_below, summarise
from lowdose.inference.priors import Priors, coefficient_prior
from lowdose.inference.quadrature import (
    KAPPA,
    NOISE,
    Nodes,
    PassRule,
    Rule,
    marginal_masses,
    narrow_axis,
    normal_rule,
    place_axis,
    place_nodes,
)
from lowdose.inference.trial_days import (
    COMMON_WIDTH,
    TrialDays,
    period_end_windows,
    scatters_by_rounding_alone,
)

#: Share of scores at an end of the scale from which those are treated as censored.
EDGE_SHARE_CENSORED = 0.05
#: Smallest noise share of the censored model, which needs some noise on every day.
LEAST_NOISE_CENSORED = 0.02
#: Standard deviations of the prior of log s that the censored rule reaches up to.
LOG_SD_REACH = 3.5


@dataclass(frozen=True, slots=True)
class Posterior:
    """A mixture of normal distributions of the coefficients, on the common scale.

    Parameters
    ----------
    weight, sd : numpy.ndarray, shape (n_tau, n_sd, n_nodes)
        Weights that sum to 1, and s, of the components.
    mean : numpy.ndarray, shape (p, n_tau, n_sd, n_nodes)
        Means of level, trend and effects.
    cov : numpy.ndarray, shape (p (p + 1) / 2, n_tau, n_sd, n_nodes)
        Packed lower triangles of their covariances.
    nodes : Nodes
        The nodes of the fine pass.
    reach : numpy.ndarray, shape (n_treatments, n_tau)
        Exposure at the end of treatment periods minus that at the end of
        reference periods; the reached change is the effect times this.
    level_reach : numpy.ndarray, shape (n_treatments, n_tau)
        Exposure left at the end of reference periods.
    log_evidence : float
        Log marginal likelihood.
    censored : bool
        Whether scores were taken for rounded ones, and those at the ends for censored.
    coarse_last_kappa : float
        Mass of the coarse pass at the largest node of the period SD.
    """

    weight: FloatArray
    sd: FloatArray
    mean: FloatArray
    cov: FloatArray
    nodes: Nodes
    reach: FloatArray
    level_reach: FloatArray
    log_evidence: float
    censored: bool
    coarse_last_kappa: float

    def combine(self, row: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return means and standard deviations of a combination of coefficients.

        Parameters
        ----------
        row : numpy.ndarray, shape (p, n_tau)
            Factors of the coefficients, by time constant.

        Returns
        -------
        tuple of numpy.ndarray, shape (n_tau, n_sd, n_nodes)
            Mean and standard deviation of every component.
        """
        factor = row[:, :, None, None]
        mean = np.zeros_like(self.weight)
        variance = np.zeros_like(self.weight)
        for a in np.flatnonzero(np.any(row != 0.0, axis=1)):
            mean += factor[a] * self.mean[a]
            for b in range(a + 1):
                if np.any(row[b] != 0.0):
                    twice = 1.0 if a == b else 2.0
                    variance += twice * factor[a] * factor[b] * self.cov[a * (a + 1) // 2 + b]
        return mean, np.sqrt(variance)

    def summarise_row(self, row: FloatArray, thresholds: tuple[float, ...] = ()) -> FloatArray:
        """Return mean, sd, 2.5 % and 97.5 % quantile, and probabilities below thresholds."""
        mean, sd = self.combine(row)
        return summarise(  # type: ignore[no-any-return]
            self.weight.ravel(), mean.ravel(), sd.ravel(), np.array(thresholds)
        )

    def summarise_probabilities(self, row: FloatArray, thresholds: tuple[float, ...]) -> FloatArray:
        """Return the probabilities of lying below thresholds."""
        mean, sd = self.combine(row)
        return probabilities_below(  # type: ignore[no-any-return]
            self.weight.ravel(), mean.ravel(), sd.ravel(), np.array(thresholds)
        )

    def effect_row(self, treatment: int, *, reached: bool) -> FloatArray:
        """Return the factors of a treatment's effect: steady state, or reached in its periods."""
        row = np.zeros((self.mean.shape[0], self.nodes.tau.size))
        row[2 + treatment] = self.reach[treatment] if reached else 1.0
        return row


def compute_posterior(days: TrialDays, priors: Priors, rule: Rule) -> Posterior:
    """Compute the posterior of a trial.

    Parameters
    ----------
    days : TrialDays
        At least one treatment, any number of missing scores.
    priors : Priors
        Priors on the common scale.
    rule : Rule
        Quadrature rule; errors in docs/explanation/quadrature.md.

    Returns
    -------
    Posterior
        Deterministic: the same input gives the same bytes.
    """
    # Rounding that makes all the scatter is no longer small, as the Gaussian model takes it.
    censored = days.edge_share >= EDGE_SHARE_CENSORED or scatters_by_rounding_alone(days)
    model = _Model(days, priors, censored)
    coarse_rule = rule.coarse_censored if censored else rule.coarse
    fine_rule = rule.fine_censored if censored else rule.fine
    box = model.whole_box()
    last_kappa = 0.0
    # The censored model has no closed form in s: its box is narrowed twice.
    for narrowing in range(2 if censored else 1):
        nodes = place_nodes(coarse_rule, box[:4], priors.onset)
        log_weight, sd, *_ = model.evaluate(nodes, coarse_rule, box, full=False)
        masses = marginal_masses(log_weight, nodes)
        if narrowing == 0 and nodes.axes[KAPPA].size > 1:
            last_kappa = float(masses[KAPPA][-1])
        box = _narrow_box(box, masses, nodes, rule.cut)
        if censored:
            box[4] = _narrow_log_sd(log_weight, sd, box[4], rule.cut)
    nodes = place_nodes(fine_rule, box[:4], priors.onset)
    log_weight, sd, mean, cov, exposure = model.evaluate(nodes, fine_rule, box, full=True)
    top = log_weight.max()
    weight = np.exp(log_weight - top)
    total = weight.sum()
    windows, reference_window = period_end_windows(days)
    level_reach = np.einsum("jkt,t->kj", exposure, reference_window)
    return Posterior(
        weight=weight / total,
        sd=sd,
        mean=mean,
        cov=cov,
        nodes=nodes,
        reach=np.einsum("jkt,kt->kj", exposure, windows) - level_reach,
        level_reach=level_reach,
        log_evidence=float(top + np.log(total)),
        censored=censored,
        coarse_last_kappa=last_kappa,
    )


class _Model:
    """A trial and its priors, ready to be evaluated at any nodes."""

    def __init__(self, days: TrialDays, priors: Priors, censored: bool) -> None:
        observed = days.observed
        scores = np.where(observed, days.scores, 0.0)
        step = days.step
        background = priors.background
        self.censored = censored
        self.indicators = days.indicators
        self.observed = observed
        self.starts = days.starts
        self.base = np.array([np.ones(days.n_days), days.trend, scores])
        self.coefficient = coefficient_prior(priors, len(days.treatments), days.outcome.direction)
        # Rounding alone gives scores this much spread, so s cannot be below it.
        floor = step / np.sqrt(12.0)
        self.sd_prior = np.array([np.log(background.sd_median), background.sd_log_sd, floor])
        self.period_scale = priors.period.scale
        self.side = np.where(observed, days.ends, 2)
        self.bounds = np.array([0.5 * step, COMMON_WIDTH - 0.5 * step, step])

    def whole_box(self) -> FloatArray:
        """Return the outer box, shape (5, 2): four unit intervals, and log s."""
        box = np.array([[0.0, 1.0]] * 4 + [[0.0, 0.0]])
        if self.period_scale == 0.0:
            box[KAPPA] = 0.0
        if self.censored:
            box[NOISE, 0] = LEAST_NOISE_CENSORED
            reach = self.sd_prior[0] + LOG_SD_REACH * self.sd_prior[1]
            box[4] = np.log(self.sd_prior[2]), reach
        return box

    def evaluate(
        self, nodes: Nodes, rule: PassRule, box: FloatArray, *, full: bool
    ) -> tuple[FloatArray, ...]:
        """Evaluate one pass; return log weights, s, means, covariances, exposures."""
        exposure = build_exposure(self.indicators, nodes.tau)
        if self.censored:
            log_sd, log_sd_weight = place_axis(rule.log_sd, *box[4])
            parts = evaluate_censored(
                self.base, exposure, self.side, self.starts, self.bounds, self.coefficient,
                self.sd_prior, self.period_scale, nodes.rho, nodes.noise_share, nodes.kappa,
                nodes.log_node, nodes.log_tau, log_sd, log_sd_weight,
            )  # fmt: skip
        else:
            sd_nodes, sd_weights = normal_rule(rule.log_sd)
            parts = evaluate_gaussian(
                self.base, exposure, self.observed, self.starts, self.coefficient,
                self.sd_prior, self.period_scale, nodes.rho, nodes.noise_share, nodes.kappa,
                nodes.log_node, nodes.log_tau, sd_nodes, sd_weights, full,
            )  # fmt: skip
        return (*parts, exposure)


def _narrow_box(
    box: FloatArray, masses: tuple[FloatArray, ...], nodes: Nodes, cut: float
) -> FloatArray:
    """Return the part of the box that holds the mass."""
    inner = box.copy()
    for axis in range(4):
        ends = (box[axis, 0], box[axis, 1])
        inner[axis] = narrow_axis(masses[axis], nodes.axes[axis], ends, cut)
    return inner


def _narrow_log_sd(
    log_weight: FloatArray, sd: FloatArray, ends: FloatArray, cut: float
) -> tuple[float, float]:
    """Narrow the box of log s after the coarse pass of the censored model."""
    mass = np.exp(log_weight - log_weight.max()).sum(axis=(0, 2))
    return narrow_axis(mass / mass.sum(), np.log(sd[0, :, 0]), (ends[0], ends[1]), cut)
