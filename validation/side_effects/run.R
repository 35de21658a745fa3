# Shares of days with a side effect, period by period, with the Korn-Graubard interval of `survey`.
library(survey)
library(jsonlite)

# Days asked and days with the side effect in each period of one treatment.
cases <- list(
  three_periods = list(asked = c(14, 14, 14), present = c(2, 6, 4)),
  four_uneven = list(asked = c(28, 21, 26, 30), present = c(20, 3, 9, 25)),
  six_rare = list(asked = c(14, 13, 14, 12, 14, 14), present = c(0, 1, 0, 3, 0, 0)),
  two_periods = list(asked = c(28, 28), present = c(4, 17)),
  eight_common = list(asked = rep(14, 8), present = c(13, 14, 9, 14, 12, 14, 14, 8))
)

result <- lapply(cases, function(case) {
  days <- do.call(rbind, lapply(seq_along(case$asked), function(i) {
    x <- rep(0, case$asked[i])
    x[seq_len(case$present[i])] <- 1
    data.frame(period = i, x = x)
  }))
  design <- svydesign(ids = ~period, data = days, weights = ~1)
  share <- svymean(~x, design)
  interval <- svyciprop(~x, design, method = "beta")
  p <- as.numeric(coef(share))
  v <- as.numeric(vcov(share))
  list(
    asked = case$asked, present = case$present, share = p,
    design_effect = v * nrow(days) / (p * (1 - p)),
    degrees = degf(design), interval = as.numeric(attr(interval, "ci"))
  )
})

write_json(
  list(made_with = list(R = as.character(getRversion()), survey = as.character(packageVersion("survey"))),
       cases = result),
  "tests/pinned/side_effects/survey.json", auto_unbox = TRUE, digits = 15, pretty = TRUE
)
