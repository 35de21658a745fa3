"""The goals of speed, and what was measured."""

from collections.abc import Iterator

#: Largest CPU times of the posterior and its summary, 84 days. [ms]
FAST_MS, STANDARD_MS = 1.5, 4.0
#: Smallest ratio of NUTS to the fast rule.
NUTS_RATIO = 1000.0
#: Largest CPU time of 10,000 posteriors on one core. [s]
BATCH_S, BATCH_DIARIES = 20.0, 10_000
#: Largest wall times of the commands, which is what a person waits for. [s]
HELP_S, ANALYSE_S = 0.5, 1.5
#: Largest CPU times of blockade: one person at 5 minutes, the usual band [ms]; many persons [s].
ONE_PERSON_MS, BAND_MS, MANY_S, MANY_PERSONS = 3.0, 150.0, 1.0, 10_000
#: Largest difference from ODE solvers, in odds.
AGREEMENT = 1e-8

Goal = tuple[str, str, bool | None]


def list_goals(results: dict) -> Iterator[Goal]:
    """Yield every goal, what was measured, and whether it was met."""
    yield from list_rule_goals(results["one_diary"])
    yield nuts_goal(results["peers_84"]["rows"])
    yield batch_goal(results["batch"][0])
    for command, limit in (("lowdose --help", HELP_S), ("lowdose analyse", ANALYSE_S)):
        row = results["processes"]["rows"][command]
        measured = f"{row['wall_s']:.2f} s wall, {row['cpu_s']:.2f} s CPU"
        yield f"`{command}` ≤ {limit} s wall", measured, row["wall_s"] <= limit
    yield from list_blockade_goals(results["blockade"])


def list_rule_goals(rows: list[dict]) -> Iterator[Goal]:
    """Yield the goals of one diary of 84 days."""
    for rule, limit in (("fast", FAST_MS), ("standard", STANDARD_MS)):
        row = next(r for r in rows if r["diary"] == "84 days" and r["what"] == rule)
        measured = f"{row['median_ms']:.2f} ms (least {row['min_ms']:.2f})"
        yield f"{rule} rule, 84 days ≤ {limit} ms CPU", measured, row["median_ms"] <= limit


def nuts_goal(rows: dict) -> Goal:
    """Return the goal against NUTS."""
    name = f"NUTS of the same model ≥ {NUTS_RATIO:,.0f} × the fast rule"
    nuts = rows["NumPyro NUTS"]
    if "missing" in nuts:
        return name, nuts["missing"], None
    ratio = nuts["cpu_ms"] / rows["fast"]["cpu_ms"]
    return name, f"{ratio:,.0f} ×", ratio >= NUTS_RATIO


def batch_goal(row: dict) -> Goal:
    """Return the goal of the batch, scaled to its size where fewer diaries were run."""
    seconds = row["cpu_s"] * BATCH_DIARIES / row["diaries"]
    scaled = "" if row["diaries"] == BATCH_DIARIES else f" (from {row['diaries']})"
    name = f"{BATCH_DIARIES:,} posteriors on one core ≤ {BATCH_S:.0f} s CPU"
    return name, f"{seconds:.1f} s{scaled}", seconds <= BATCH_S


def list_blockade_goals(part: dict) -> Iterator[Goal]:
    """Yield the goals of blockade."""
    own = part["own"]
    for name, about, limit in (
        ("one", "blockade of one person, 90 days at 5 minutes", ONE_PERSON_MS),
        ("band", "its band, 512 persons at 15 minutes", BAND_MS),
    ):
        row = own[name]
        measured = f"{row['median_ms']:.3g} ms (least {row['min_ms']:.3g})"
        yield f"{about} ≤ {limit:.0f} ms CPU", measured, row["median_ms"] <= limit
    seconds = own["mean"]["median_ms"] / 1000 * MANY_PERSONS / part["n_many"]
    scaled = "" if part["n_many"] == MANY_PERSONS else f" (from {part['n_many']})"
    name = f"its mean over {MANY_PERSONS:,} persons at 5 minutes ≤ {MANY_S:.0f} s CPU"
    yield name, f"{seconds:.2f} s{scaled}", seconds <= MANY_S
    largest = max(part["agreement"].values())
    yield (
        f"odds as ODE solvers find them, to {AGREEMENT:.0e}",
        f"{largest:.0e}",
        (largest <= AGREEMENT),
    )
