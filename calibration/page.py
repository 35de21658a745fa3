"""The page of results: docs/explanation/calibration.md, and the bounds that CI holds."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import jinja2
import numpy as np

from calibration.cells import N_PEER_DIARIES, SEED

Row = dict[str, Any]
Key = Callable[[Row], str]

TEMPLATE = Path("calibration/page.md.j2")
#: Goals: most false "helps" in any cell; least coverage of the reached change.
MOST_FALSE_HELPS = 0.05
LEAST_COVERAGE_MEAN, LEAST_COVERAGE_CELL = 0.93, 0.90
#: Period SD up to which every cell must reach the coverage goal.
CELL_GOAL_UP_TO = 0.5
#: Standard errors that a simulated share may lie beyond its bound.
TOLERATED_ERRORS = 3.0
#: Cells named as the lowest.
N_LOWEST = 5
PEERS = {"welch": "Welch", "gls": "GLS", "paired": "paired t"}


def write_page(path: Path, rows: list[Row]) -> None:
    """Write the page from the results of all cells."""
    main = [row for row in rows if row["cell"]["level_tau_days"] == 0]
    trap = [row for row in rows if row["cell"]["level_tau_days"] > 0]
    n = min(row["n"] for row in rows)
    missed = [row for row in _calm(main) if row["covers_reached"] < LEAST_COVERAGE_CELL]
    lowest = sorted(main, key=lambda row: row["covers_reached"])[:N_LOWEST]
    template = jinja2.Template(TEMPLATE.read_text(encoding="utf-8"), keep_trailing_newline=True)
    page = template.render(
        n_cells=len(rows),
        n=n,
        n_peer=N_PEER_DIARIES,
        seed=SEED,
        error_5=f"{_error(0.05, n):.1f}",
        error_50=f"{_error(0.5, n):.1f}",
        goals=_goal_table(main, trap),
        missed=[_told(row) for row in missed],
        lowest=[_told(row) for row in lowest],
        null=_null_table(main),
        coverage=_coverage_table(main),
        power=_power_table(main),
        peers=_peer_table(main),
        trap=_trap_table(trap),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def check_cut(rows: list[Row]) -> int:
    """Print the small run and return 1 if a share lies beyond its bound by more than chance."""
    failures = 0
    for row in rows:
        n = row["n"]
        most = MOST_FALSE_HELPS + TOLERATED_ERRORS * _error(MOST_FALSE_HELPS, n) / 100.0
        least = LEAST_COVERAGE_CELL - TOLERATED_ERRORS * _error(LEAST_COVERAGE_CELL, n) / 100.0
        is_null = row["cell"]["effect"] == 0
        fine = row["covers_reached"] >= least and not (is_null and row["helps_any_look"] > most)
        failures += not fine
        bound = f" (bound {most:.3f})" if is_null else ""
        print(
            f"{'ok  ' if fine else 'FAIL'} {_name(row)}: helps {row['helps']:.3f}{bound}, "
            f"coverage {row['covers_reached']:.3f} (bound {least:.3f}), {n} diaries"
        )
    return 1 if failures else 0


def _goal_table(main: list[Row], trap: list[Row]) -> str:
    """Return the goals, what was found, and whether they are met."""
    null = [row for row in main if row["cell"]["effect"] == 0]
    wild = [row for row in main if row["cell"]["period_sd"] > CELL_GOAL_UP_TO]
    most = [
        ("false “helps” at the end, worst cell", _top(null, "helps")),
        (
            "false “helps” at any look at the end of a pair, worst cell",
            _top(null, "helps_any_look"),
        ),
        ("the same where levels fade in over a week, worst cell", _top(trap, "helps_any_look")),
    ]
    least = [
        (
            "coverage of the reached change, mean",
            _mean(main, "covers_reached"),
            LEAST_COVERAGE_MEAN,
        ),
        (
            "the same, worst cell up to period SD 0.5",
            _low(_calm(main), "covers_reached"),
            LEAST_COVERAGE_CELL,
        ),
        ("the same, mean at period SD 1.3", _mean(wild, "covers_reached"), LEAST_COVERAGE_CELL),
    ]
    rows = [
        (name, f"≤ {_percent(MOST_FALSE_HELPS)}", _percent(found), _met(found <= MOST_FALSE_HELPS))
        for name, found in most
    ]
    rows += [
        (name, f"≥ {_percent(goal)}", _percent(found), _met(found >= goal))
        for name, found, goal in least
    ]
    return _table(("what", "goal", "found", ""), rows)


def _null_table(main: list[Row]) -> str:
    """Return false claims by design and period SD."""
    names = ("helps", "helps_any_look", "p_above_975", "does_not_help_enough")
    rows = [
        (*key, *(_spread(cells, name) for name in names))
        for key, cells in _groups(_at(main, 0.0), _design, _period_sd)
    ]
    head = ("“helps” at the end", "“helps” at any look", "P > 97.5 %", "“does not help enough”")
    return _table(("design", "period SD", *head), rows)


def _coverage_table(main: list[Row]) -> str:
    """Return coverage, bias and width by period SD, effect and onset."""
    rows = []
    for key, cells in _groups(main, _period_sd, _effect, _tau):
        covered = (_spread(cells, f"covers_{what}", min) for what in ("reached", "steady"))
        bias = (f"{_mean(cells, f'bias_{what}'):+.2f}" for what in ("reached", "steady"))
        rows.append((*key, *covered, *bias, f"{_mean(cells, 'width_reached'):.1f}"))
    head = ("reached change", "steady state", "bias reached", "bias steady", "width reached")
    return _table(("period SD", "effect", "onset, d", *head), rows)


def _power_table(main: list[Row]) -> str:
    """Return the shares of verdicts where the drug works."""
    working = [row for row in main if row["cell"]["effect"] != 0]
    rows = []
    for key, cells in _groups(working, _design, _period_sd, _effect):
        by_tau = [f"{100 * _mean(part, 'helps'):.0f}" for _, part in _groups(cells, _tau)]
        rows.append((*key, " / ".join(by_tau), _spread(cells, "does_not_help_enough")))
    head = ("design", "period SD", "effect", "“helps”", "“does not help enough”")
    return _table(head, rows)


def _peer_table(main: list[Row]) -> str:
    """Return what other analyses claim of the same diaries."""
    helped = dict(_groups(_at(main, -1.0), _design, _period_sd))
    rows = []
    for key, cells in _groups(_at(main, 0.0), _design, _period_sd):
        false = (_spread(cells, f"{peer}_claims_better") for peer in PEERS)
        covered = (_spread(helped[key], f"{peer}_covers", min) for peer in PEERS)
        power = (f"{100 * _mean(helped[key], f'{peer}_claims_better'):.0f}" for peer in PEERS)
        rows.append((*key, *false, *covered, *power))
    whats = ("false", "coverage", "power")
    head = [f"{name}: {what}" for what in whats for name in PEERS.values()]
    return _table(("design", "period SD", *head), rows)


def _trap_table(trap: list[Row]) -> str:
    """Return false claims where period levels fade in."""
    names = ("helps", "helps_any_look", "p_above_975")
    rows = [
        (*key, *(_spread(cells, name) for name in names))
        for key, cells in _groups(trap, _design, _period_sd)
    ]
    head = ("“helps” at the end", "“helps” at any look", "P > 97.5 %")
    return _table(("design", "period SD", *head), rows)


def _groups(rows: list[Row], *by: Key) -> Iterable[tuple[tuple[str, ...], list[Row]]]:
    """Group cells by some of their numbers, in order of appearance."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(key(row) for key in by), []).append(row)
    return groups.items()


def _at(rows: list[Row], effect: float) -> list[Row]:
    """Return the cells with a true effect."""
    return [row for row in rows if row["cell"]["effect"] == effect]


def _calm(rows: list[Row]) -> list[Row]:
    """Return the cells in which every single one must reach the coverage goal."""
    return [row for row in rows if row["cell"]["period_sd"] <= CELL_GOAL_UP_TO]


def _design(row: Row) -> str:
    cell = row["cell"]
    return f"{cell['n_pairs']} × ({cell['period_days']}+{cell['period_days']})"


def _period_sd(row: Row) -> str:
    return f"{row['cell']['period_sd']:g}"


def _effect(row: Row) -> str:
    return f"{row['cell']['effect']:g}"


def _tau(row: Row) -> str:
    return f"{row['cell']['tau_days']:g}"


def _name(row: Row) -> str:
    """Return the situation in words."""
    cell = row["cell"]
    return (
        f"{_design(row)}, correlation {cell['rho']:g}, period SD {_period_sd(row)}, "
        f"onset {_tau(row)} d, missing {_percent(cell['missing'])}, effect {_effect(row)}"
    )


def _told(row: Row) -> str:
    """Return a cell with its coverage."""
    return f"{_name(row)}: {_percent(row['covers_reached'])}"


def _error(share: float, n: int) -> float:
    """Return the standard error of a share in points of percent."""
    return 100.0 * float(np.sqrt(share * (1.0 - share) / n))


def _mean(rows: list[Row], name: str) -> float:
    return float(np.mean([row[name] for row in rows]))


def _top(rows: list[Row], name: str) -> float:
    return float(max(row[name] for row in rows))


def _low(rows: list[Row], name: str) -> float:
    return float(min(row[name] for row in rows))


def _spread(rows: list[Row], name: str, worst: Callable[[list[float]], float] = max) -> str:
    """Return the mean and the worst cell, in percent."""
    return f"{100 * _mean(rows, name):.1f} ({100 * worst([row[name] for row in rows]):.1f})"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".0 %", " %")


def _met(is_met: bool) -> str:
    return "met" if is_met else "**missed**"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
