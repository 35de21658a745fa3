"""Time whole commands, as a person waits for them, and the memory they take. Prints JSON."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.diaries import simulate
from benchmarks.timing import RSS_UNIT
from lowdose.diary.export import write_csv

N_RUNS = 7
LOWDOSE = [sys.executable, "-m", "lowdose"]
#: Prints the peak memory of a process that has only loaded the libraries; asked of the
#: system inside it, because the peak of a child counts the parent it was forked from.
RSS = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
LIBRARIES = f"import lowdose.workflow.analyse, lowdose.report.document; {RSS}"
ANSWER = (
    "import sys; from pathlib import Path; from lowdose.workflow.analyse import analyse_file; "
    f"analyse_file(Path(sys.argv[1])); {RSS}"
)


def main() -> None:
    """Time all and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "diary.csv"
        path.write_text(write_csv(simulate(84)), encoding="utf-8")
        analyse = [*LOWDOSE, "analyse", str(path), "--json"]
        # Caches of their own, so that the first run is a first run.
        os.environ["NUMBA_CACHE_DIR"] = str(Path(folder) / "numba")
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "pyc")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        first_cpu, first_wall = (round(seconds, 2) for seconds in run(analyse))
        rows = {
            "python -c pass": run_often([sys.executable, "-c", "pass"]),
            "lowdose --help": run_often([*LOWDOSE, "--help"]),
            "lowdose analyse, first run": {
                "cpu_s": first_cpu,
                "wall_s": first_wall,
            },
            "lowdose analyse": run_often(analyse),
        }
        memory = {
            "libraries alone": peak_of([sys.executable, "-c", LIBRARIES]),
            "one answer": peak_of([sys.executable, "-c", ANSWER, str(path)]),
        }
    print(json.dumps({"rows": rows, "memory_mb": memory}))


def run(command: list[str]) -> tuple[float, float]:
    """Run a command; return its CPU and wall time. [s]"""
    before, at = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - at


def run_often(command: list[str]) -> dict[str, float]:
    """Run a command once untimed, then often; return medians. [s]"""
    run(command)
    times = [run(command) for _ in range(N_RUNS)]
    cpu, wall = ([round(value, 3) for value in column] for column in zip(*times, strict=True))
    return {
        "cpu_s": statistics.median(cpu),
        "wall_s": statistics.median(wall),
        "least_cpu_s": min(cpu),
        "least_wall_s": min(wall),
        "repeats": N_RUNS,
    }


def peak_of(command: list[str]) -> int:
    """Return the peak memory a process reports of itself. [MB]"""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return round(int(done.stdout.split()[-1]) * RSS_UNIT / 1e6)


if __name__ == "__main__":
    main()
