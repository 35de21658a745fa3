"""Show the results of a run, and write docs/explanation/speed.md.

python -m benchmarks.page benchmarks/results.json
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.goals import list_goals

PAGE = Path("docs/explanation/speed.md")
#: Rows of the peers that are this project's own.
OWN = ("fast", "standard")

Row = tuple[str, ...]


def main() -> None:
    """Print the page; write it after a full run."""
    results = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = "\n".join(list_lines(results)) + "\n"
    print(text)
    if not results["quick"]:
        PAGE.write_text(text, encoding="utf-8")


def list_lines(results: dict) -> Iterator[str]:
    """Yield the lines of the page."""
    machine = results["machine"]
    yield "# Speed: how fast, and against what"
    yield ""
    yield (
        "This page is written by `make bench`; everything on it was measured in one run, unless a "
        "section says otherwise."
    )
    yield from describe_machine(machine, results["machine_after"]["load"])
    yield ""
    yield from list_ratios(results)
    yield "## Goals"
    yield ""
    yield from table(("goal", "measured", "met"), map(goal_row, list_goals(results)))
    yield from list_times(results)
    yield from list_limit(results["limit"])
    yield from list_blockade(results["blockade"])
    yield from list_how_to()


def describe_machine(machine: dict, load_after: float) -> Iterator[str]:
    """Yield with what and when it was measured."""
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    yield (
        f"It ran on {machine['date']} on {machine['processor']} ({machine['cores']} cores, "
        f"{machine['system']}) with Python {machine['python']}, {versions}."
    )
    yield "Everything ran on one core."
    yield (
        "Times are CPU times of the process, medians of many warm calls; other work may run on "
        f"the machine meanwhile (load {machine['load']} before and {load_after} after), which "
        "moves CPU times by tens of percent and wall times by much more."
    )


def list_ratios(results: dict) -> Iterator[str]:
    """Yield the comparison with other methods."""
    yield "## Compared with other methods"
    yield ""
    yield "The same diary, all methods in turns; how many times as long they take as our two rules."
    yield ""
    head = ("method", "× fast", "× standard", "CPU time", "what it leaves out")
    for n_days in (84, 168):
        part = results[f"peers_{n_days}"]
        yield f"{n_days} days, {part['scores']} of them with a score:"
        yield ""
        yield from table(head, (peer_row(name, part["rows"]) for name in part["rows"]))
    nuts = results["peers_84"]["rows"]["NumPyro NUTS"]
    if "missing" not in nuts:
        yield (
            f"NUTS ran {nuts['chains']} chains of {nuts['warmup']} + {nuts['draws']} draws in "
            f"sequence (effective sample size of the effect {nuts['ess']}, {nuts['divergences']} "
            f"divergences; NumPyro {nuts['numpyro']}, JAX {nuts['jax']}); compilation "
            f"({nuts['compile_seconds']:.0f} s) is left out, as ours is."
        )
        yield (
            "Its coefficients are integrated out and its gradient is in closed form, the fastest "
            "way we know; the plain form samples everything, as one would write it at first."
        )
    gls = results["peers_84"]["rows"]["nlme::gls corAR1"]
    if "missing" not in gls:
        yield f"R {gls['R']} with nlme {gls['nlme']} was timed inside R, without its start."
    yield "A method that leaves out more may take less time and still answer another question."
    yield ""


def peer_row(name: str, rows: dict) -> Row:
    """Return the row of one method."""
    row = rows[name]
    shown = f"lowdose, {name} rule" if name in OWN else name
    if "missing" in row:
        return (shown, "", "", f"not measured: {row['missing']}", row["leaves_out"])
    ratios = [row["cpu_ms"] / rows[own]["cpu_ms"] for own in OWN]
    return (shown, *map(show_ratio, ratios), show_ms(row["cpu_ms"]), row["leaves_out"])


def goal_row(goal: tuple[str, str, bool | None]) -> Row:
    """Return the row of one goal."""
    name, measured, met = goal
    return (name, measured, {True: "yes", False: "**no**", None: "not measured"}[met])


def list_times(results: dict) -> Iterator[str]:
    """Yield absolute times and memory."""
    yield "## One diary"
    yield ""
    yield (
        "`fast`, `standard` and `reference` are the posterior and the summary of the reached "
        "change by each rule ({doc}`quadrature`); the whole answer has all priors, the pictures "
        "and the inert drug as well. A diary with many scores at the end of the scale takes the "
        "censored model."
    )
    yield ""
    head = ("diary", "calculation", "median CPU", "least CPU", "median wall", "calls")
    yield from table(head, map(diary_row, results["one_diary"]))
    yield "## A batch of 84-day diaries on one core"
    yield ""
    head = (
        "calculation",
        "diaries",
        "CPU",
        "diaries per CPU second",
        "wall",
        "peak memory",
        "grown by",
    )
    yield from table(head, map(batch_row, results["batch"]))
    yield "## Whole commands"
    yield ""
    processes = results["processes"]
    yield from table(("command", "CPU", "wall"), map(process_row, processes["rows"].items()))
    memory = processes["memory_mb"]
    yield (
        f"One answer takes {memory['one answer']} MB at its peak, of which the libraries alone "
        f"take {memory['libraries alone']} MB."
    )
    yield (
        "The first run compiles the calculation and Python's own files; later runs read both from "
        "the disk."
    )
    yield ""


def diary_row(row: dict) -> Row:
    """Return the row of one calculation on one diary."""
    about = f"{row['diary']} ({row['scores']} scores, {row['edge_share']:.0%} at an end)"
    times = (show_ms(row[name]) for name in ("median_ms", "min_ms", "wall_ms"))
    return (about, row["what"], *times, f"{row['repeats']:.0f}")


def batch_row(row: dict) -> Row:
    """Return the row of one batch."""
    return (
        row["what"], f"{row['diaries']:,}", f"{row['cpu_s']:.1f} s", f"{row['per_cpu_second']:,}",
        f"{row['wall_s']:.1f} s", f"{row['peak_mb']} MB", f"{row['grown_mb']} MB",
    )  # fmt: skip


def process_row(item: tuple[str, dict]) -> Row:
    """Return the row of one command."""
    name, row = item
    return (f"`{name}`", f"{row['cpu_s']:.2f} s", f"{row['wall_s']:.2f} s")


def list_limit(limit: dict) -> Iterator[str]:
    """Yield the distance to the arithmetic limit."""
    yield "## Distance to the arithmetic limit"
    yield ""
    yield (
        "The first stage filters level, trend, scores and $J$ exposures ($J$ nodes of $\\tau$) at "
        "every node of $\\rho$, $\\nu$ and $\\kappa$."
    )
    yield (
        "Counted from its loops, it takes $55 + 16 J$ operations per node and scored day and "
        "$7 + J$ per node and missing day (19 for the gains, 8 for each of $3 + J$ columns, 2 for "
        "each of $6 + 4 J$ sums of products)."
    )
    yield (
        f"One core of this machine reaches {limit['peak_gflops']} Gflop/s, the best of "
        "numpy's matrix product (1024 × 1024) before and after; the limit is the time the "
        "operations would take at that rate. Times are the least of many, both passes together."
    )
    yield ""
    head = ("days", "rule", "Mflop", "limit", "stage 1", "share reached", "whole posterior")
    yield from table(head, map(limit_row, limit["rows"]))


def limit_row(row: dict) -> Row:
    """Return the row of one rule."""
    return (
        str(row["days"]), row["rule"], f"{row['mflop']:.2f}", show_ms(row["limit_ms"]),
        show_ms(row["stage_1_ms"]), f"{row['share_of_peak']:.0%}", show_ms(row["posterior_ms"]),
    )  # fmt: skip


def list_blockade(part: dict) -> Iterator[str]:
    """Yield the times of blockade."""
    yield "## Blockade"
    yield ""
    yield (
        f"{part['doses']} doses of 4.5 mg, one a day, M1 if not said ({{doc}}`blockade`); 90 days "
        f"at 5 minutes are {part['points']:,} points."
    )
    if "load" in part:
        yield f"Measured alone on {part['date']}, load {part['load']}."
    yield ""
    names = {
        "one": "one person at 5 minutes",
        "one, M0": "the same, M0",
        "band": "median and bands of 512 persons at 15 minutes",
        "band, M0": "the same, M0",
        "mean": f"mean of {part['n_many']:,} persons at 5 minutes",
    }
    rows = ((names[name], row) for name, row in part["own"].items())
    times = ("median_ms", "min_ms", "wall_ms")
    yield from table(
        ("calculation", "median CPU", "least CPU", "median wall"),
        ((name, *(show_ms(row[time]) for time in times)) for name, row in rows),
    )
    yield from list_solvers(part)


def list_solvers(part: dict) -> Iterator[str]:
    """Yield the times of ODE solvers, and how far they are from ours."""
    yield "The same linear equations for one person, all points, by others:"
    yield ""
    own_ms = part["peers"]["lowdose"]["cpu_ms"]
    head = ("program", "× ours", "CPU time", "largest error in odds")
    yield from table(head, (ode_row(item, own_ms) for item in part["peers"].items()))
    agreement = ", ".join(f"{name} {apart:.0e}" for name, apart in part["agreement"].items())
    yield (
        "scipy's solver starts anew at each dose; the two simulators get one event that repeats, "
        "relative tolerance 1e-9. Models are loaded and compiled before the clock starts."
    )
    yield f"Solvers with narrow tolerances (1e-11 and 1e-12) differ from ours by: {agreement}."
    yield ""


def ode_row(item: tuple[str, dict], own_ms: float) -> Row:
    """Return the row of one solver."""
    name, row = item
    shown = " ".join((name, row.get("version", ""))).strip()
    if "missing" in row:
        return (shown, "", f"not measured: {row['missing']}", "")
    error = f"{row['error']:.0e}" if "error" in row else ""
    return (shown, show_ratio(row["cpu_ms"] / own_ms), show_ms(row["cpu_ms"]), error)


def list_how_to() -> Iterator[str]:
    """Yield how to repeat the run."""
    yield "## Measure it yourself"
    yield ""
    yield "`make bench` repeats all of it and writes `benchmarks/results.json` and this page."
    yield "`python benchmarks/run.py --quick` is a small run that leaves the page alone."
    yield "R with nlme and NumPyro are used where they are found; neither is needed otherwise."
    yield "Name an interpreter that has NumPyro in the variable `LOWDOSE_NUMPYRO_PYTHON`."
    yield "One that has libroadrunner and copasi-basico goes into `LOWDOSE_ODE_PYTHON`."
    yield "`--only blockade` measures one part again and leaves the others as they are."


def table(head: Row, rows: Iterator[Row]) -> Iterator[str]:
    """Yield a table and an empty line."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def show_ratio(ratio: float) -> str:
    """Show a ratio with as many digits as it deserves."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def show_ms(value: float) -> str:
    """Show milliseconds, or seconds where they are many."""
    if value >= 2000:
        return f"{value / 1000:.1f} s"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.3g} ms"


if __name__ == "__main__":
    main()
