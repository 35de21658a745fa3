# bayesmeta is not among Debian's packages. Its two R files (version 3.4) are read as they are:
#   BAYESMETA=<folder with bayesmeta.R and bmr.R> Rscript run.R
# Without it the Bayesian part is left as it stands in the pinned files.

folder <- Sys.getenv("BAYESMETA")
has_bayesmeta <- nzchar(folder)
if (has_bayesmeta) {
  suppressPackageStartupMessages({ library(mvtnorm); library(numDeriv) })
  for (file in c("bayesmeta.R", "bmr.R")) source(file.path(folder, file))
}

pool_bayes <- function(data, tau_scale, mu_sd = 10) {
  fit <- bayesmeta(y = data$yi, sigma = sqrt(data$vi), labels = data$names,
                   tau.prior = function(t) dhalfnormal(t, scale = tau_scale),
                   mu.prior = c(mean = 0, sd = mu_sd), interval.type = "central",
                   delta = 1e-5, epsilon = 1e-8)
  row <- function(which) list(mean = fit$summary["mean", which], sd = fit$summary["sd", which],
                              median = fit$summary["median", which],
                              low = fit$summary["95% lower", which],
                              high = fit$summary["95% upper", which])
  list(tau_scale = tau_scale, mu_sd = mu_sd, mu = row("mu"), tau = row("tau"),
       next_study = row("theta"), p_below_0 = fit$pposterior(mu = 0),
       p_below_minus_1 = fit$pposterior(mu = -1),
       studies_mean = I(as.numeric(fit$theta["mean", ])),
       studies_sd = I(as.numeric(fit$theta["sd", ])))
}
