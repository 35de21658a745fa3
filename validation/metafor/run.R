# Pool every data set with metafor and write tests/pinned/metafor/<name>.json.
#   Rscript run.R [NAME ...]

suppressPackageStartupMessages({ library(metafor); library(jsonlite) })
arguments <- commandArgs(trailingOnly = FALSE)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", arguments, value = TRUE))))
pinned <- normalizePath(file.path(here, "..", "..", "tests", "pinned", "metafor"))
source(file.path(here, "datasets.R"))
source(file.path(here, "bayes.R"))

MODELS <- c(fixed = "FE", DL = "DL", PM = "PM", REML = "REML")
INTERVALS <- c(normal = "z", `hartung-knapp` = "knha", `modified-hartung-knapp` = "adhoc")

# metafor stops its iterations at a change of 1e-5 otherwise.
tight <- function(data) {
  spread <- if (length(data$yi) > 1) var(data$yi) + mean(data$vi) else 1
  list(threshold = 1e-11 * spread, maxiter = 100000, tol = 1e-11 * spread)
}

fit_one <- function(data, model, interval) {
  fit <- suppressWarnings(rma(data$yi, data$vi, method = MODELS[[model]],
                              test = INTERVALS[[interval]], control = tight(data)))
  found <- list(model = model, interval = interval, mean = as.numeric(fit$beta), se = fit$se,
                low = fit$ci.lb, high = fit$ci.ub, p = fit$pval, tau2 = fit$tau2,
                weights = I(as.numeric(weights(fit)) / 100))
  if (model != "fixed" && length(data$yi) > 1) {
    ahead <- predict(fit)
    found$prediction <- c(ahead$pi.lb, ahead$pi.ub)
  }
  found
}

heterogeneity <- function(data) {
  if (length(data$yi) < 2) return(NULL)
  dl <- rma(data$yi, data$vi, method = "DL")
  profile <- suppressWarnings(confint(dl, type = "QP",
                                      control = list(tol = 1e-13, tau2.max = 1e4)))
  ends <- as.numeric(profile$random["tau^2", c("ci.lb", "ci.ub")])
  list(q = dl$QE, p = dl$QEp, i2_by_q = max(0, 1 - (dl$k - 1) / dl$QE), h2_by_q = dl$QE / (dl$k - 1),
       i2_dl = dl$I2 / 100, tau2_profile = ifelse(is.na(ends), 0, ends))
}

pool_all <- function(data) {
  fits <- list(fit_one(data, "fixed", "normal"))
  tests <- if (length(data$yi) > 1) names(INTERVALS) else "normal"
  for (model in c("DL", "PM", "REML")) for (interval in tests) {
    fits <- c(fits, list(fit_one(data, model, interval)))
  }
  without <- if (length(data$yi) > 1) {
    lapply(seq_along(data$yi), function(i) {
      kept <- list(yi = data$yi[-i], vi = data$vi[-i])
      c(list(left_out = data$names[i]), fit_one(kept, "DL", "normal")[c("mean", "se", "tau2")])
    })
  }
  funnel <- if (length(data$yi) >= 10) regtest(data$yi, data$vi, model = "lm")$pval
  list(fits = fits, heterogeneity = heterogeneity(data), leave_one_out = without, funnel_p = funnel)
}

# Nothing differs in the first, and everything does in the second: bayesmeta's grid of tau takes
# too long there.
WITHOUT_BAYES <- c("equal_effects", "far_apart")

named <- commandArgs(trailingOnly = TRUE)
for (name in if (length(named)) named else names(datasets)) {
  data <- datasets[[name]]
  path <- file.path(pinned, paste0(name, ".json"))
  before <- if (file.exists(path)) read_json(path) else list()
  if (!is.null(data$ai)) {
    effects <- escalc("RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = data)
    data$yi <- as.numeric(effects$yi)
    data$vi <- as.numeric(effects$vi)
  }
  bayes <- if (has_bayesmeta && !name %in% WITHOUT_BAYES) {
    lapply(c(0.25, 1), function(scale) pool_bayes(data, scale))
  } else before$bayesmeta
  record <- c(list(case = name, versions = list(R = R.version.string,
                   metafor = as.character(packageVersion("metafor")),
                   metadat = as.character(packageVersion("metadat")), bayesmeta = "3.4")),
              list(data = lapply(data, function(x) I(as.vector(x)))), pool_all(data), list(bayesmeta = bayes))
  write_json(record, path, auto_unbox = TRUE, digits = NA, null = "null", pretty = 1)
  cat(name, "\n")
}
