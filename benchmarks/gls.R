# Times nlme::gls with AR(1) errors, excluding the start of R. Prints JSON.
# Rscript benchmarks/gls.R DIARY.csv REPEATS
arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(nlme))
diary <- read.csv(arguments[1])
fit <- function() gls(y ~ trend + d, diary, corAR1(form = ~ day), method = "REML")
model <- fit()
times <- replicate(as.integer(arguments[2]), {
  before <- proc.time()
  fit()
  after <- proc.time() - before
  after[["user.self"]] + after[["sys.self"]]
})
# The clock of R ticks in milliseconds, so the mean over all repeats is the time.
cat(sprintf(
  '{"mean_ms": %.3f, "effect": %.4f, "R": "%s", "nlme": "%s"}',
  1000 * mean(times), coef(model)[["d"]], getRversion(), packageVersion("nlme")
))
