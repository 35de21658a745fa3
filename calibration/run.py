"""Run the calibration grid; resumable, with a progress bar.

python -m calibration.run            the whole grid, then docs/explanation/calibration.md
python -m calibration.run --cut      a small part of it, as CI does; exit 1 outside its bounds
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from calibration.cells import Cell, list_cells, run_cell
from calibration.page import check_cut, write_page

RESULTS = Path("calibration/results.jsonl")
PAGE = Path("docs/explanation/calibration.md")
#: The part that CI runs: the worst corners of the grid for false "helps", and a middle cell.
CUT = (
    Cell(3, 28, 0.36, 0.0, 1.3, 7.0, 0.2, 0.0),
    Cell(6, 14, 0.8, 0.4, 1.3, 7.0, 0.2, 0.0),
    Cell(4, 28, 0.6, 0.2, 0.5, 7.0, 0.2, -1.0),
)
N_CUT = 150


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--diaries", type=int, default=500, help="diaries a cell (default 500)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--cut", action="store_true", help="the small part that CI runs")
    arguments = parser.parse_args()
    if arguments.cut:
        rows = list(run_cells(CUT, N_CUT, arguments.workers, with_peers=False))
        return check_cut(rows)
    cells = list_cells()
    done = load_results(RESULTS, arguments.diaries)
    left = [cell for cell in cells if cell.key not in done]
    with RESULTS.open("a", encoding="utf-8") as file:
        for row in run_cells(left, arguments.diaries, arguments.workers):
            file.write(json.dumps(row) + "\n")
            file.flush()
            done[Cell(**row["cell"]).key] = row
    write_page(PAGE, [done[cell.key] for cell in cells])
    return 0


def load_results(path: Path, n_diaries: int) -> dict[str, dict]:
    """Return the finished cells of an earlier run with as many diaries."""
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return {Cell(**row["cell"]).key: row for row in rows if row["n"] >= n_diaries}


def run_cells(
    cells: Iterable[Cell], n_diaries: int, workers: int, with_peers: bool = True
) -> Iterator[dict]:
    """Run cells in processes; yield each when it is done."""
    cells = list(cells)
    columns = (
        TextColumn("calibration"), BarColumn(), MofNCompleteColumn(), TextColumn("cells"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with (
        ProcessPoolExecutor(workers) as pool,
        Progress(*columns, console=Console(stderr=True)) as bar,
    ):
        task = bar.add_task("", total=len(cells))
        futures = [pool.submit(run_cell, cell, n_diaries, with_peers) for cell in cells]
        for future in as_completed(futures):
            bar.advance(task)
            yield future.result()


if __name__ == "__main__":
    sys.exit(main())
