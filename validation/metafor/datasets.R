# The data sets. A new one is one entry here.
# Continuous ones hold effects (yi) and squared standard errors (vi); binary ones hold counts.

counts <- function(names, ai, n1i, ci, n2i) {
  list(names = names, ai = ai, n1i = n1i, ci = ci, n2i = n2i)
}

continuous <- function(names, yi, vi) list(names = names, yi = yi, vi = vi)

bcg <- metadat::dat.bcg
normand <- metafor::escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i,
                           n2i = n2i, data = metadat::dat.normand1999)

datasets <- list(
  # metadat's own
  bcg = counts(paste(bcg$author, bcg$year), bcg$tpos, bcg$tpos + bcg$tneg, bcg$cpos,
               bcg$cpos + bcg$cneg),
  normand1999 = continuous(as.character(normand$source), as.numeric(normand$yi),
                           as.numeric(normand$vi)),
  # The three trials of LDN in fibromyalgia, pain 0 to 10 at about 12 weeks, as rounded in
  # the extract of this project's facts.
  fibromyalgia = continuous(c("Younger 2013", "FINAL 2024", "INNOVA 2026"),
                            c(-0.549, -0.34, 0.49), c(0.213, 0.311, 0.416)^2),
  fibromyalgia_parallel = continuous(c("FINAL 2024", "INNOVA 2026"), c(-0.34, 0.49),
                                     c(0.311, 0.416)^2),
  response_30 = counts(c("FINAL 2024", "INNOVA 2026"), c(20, 5), c(49, 47), c(13, 9), c(50, 49)),
  any_adverse_event = counts(c("FINAL 2024", "INNOVA 2026"), c(41, 33), c(49, 48), c(43, 36),
                             c(50, 50)),
  # Edges
  empty_cells = counts(c("none on LDN", "none on control", "all on LDN", "both"),
                       c(0, 3, 12, 5), c(49, 30, 12, 40), c(1, 0, 9, 8), c(50, 31, 13, 41)),
  one_study = continuous("alone", -0.34, 0.311^2),
  equal_effects = continuous(c("a", "b", "c", "d"), rep(-0.3, 4), c(0.04, 0.09, 0.16, 0.25)),
  alike = continuous(c("a", "b", "c", "d"), c(-0.31, -0.28, -0.33, -0.25),
                     c(0.04, 0.09, 0.16, 0.25)),
  far_apart = continuous(c("a", "b", "c", "d", "e"), c(-12, 3.5, 8, -0.2, 25),
                         c(0.01, 0.04, 0.02, 0.09, 0.5))
)
