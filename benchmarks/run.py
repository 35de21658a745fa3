"""Measure the speed of lowdose and of other methods; write results.json and the page.

python benchmarks/run.py            everything, some ten minutes on a free machine
python benchmarks/run.py --quick    500 diaries, few rounds, short NUTS; writes no page
python benchmarks/run.py --only blockade    one part again; the page keeps the others

Every part runs in a process of its own, on one core. LOWDOSE_NUMPYRO_PYTHON names an
interpreter that has numpyro, if this one has not, LOWDOSE_ODE_PYTHON one that has libroadrunner
and basico; R with nlme is used where it is installed.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
QUICK_RESULTS = ROOT / "build" / "bench-quick.json"
#: One thread for every library that would take more.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
N_DIARIES, N_QUICK = 10_000, 500
PACKAGES = ("lowdose", "numpy", "numba", "llvmlite", "scipy", "statsmodels")


def main() -> None:
    """Run all parts, then write and show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a small run, without the page")
    parser.add_argument("--only", metavar="PART", help="measure one part again")
    options = parser.parse_args()
    quick = options.quick
    flags = ["--quick"] if quick else []
    parts = {
        "one_diary": ["one_diary"],
        "limit": ["limit"],
        "batch": ["batch", str(N_QUICK if quick else N_DIARIES)],
        "processes": ["processes"],
        "peers_84": ["peers", "84", *flags],
        "peers_168": ["peers", "168", *flags],
        "blockade": ["blockade", *flags],
    }
    if options.only:
        measure_again(options.only, parts)
        return
    results: dict[str, object] = {"machine": describe_machine(), "quick": quick}
    for name, command in parts.items():
        print(f"bench: {name} …", file=sys.stderr, flush=True)
        results[name] = run_part(command)
    results["machine_after"] = {"load": load_average()}
    write_results(QUICK_RESULTS if quick else RESULTS, results)


def measure_again(name: str, parts: dict[str, list[str]]) -> None:
    """Measure one part again, say when in its results, and write the page."""
    if name not in parts:
        sys.exit(f"bench: {name!r} is no part. There are {', '.join(parts)}. Choose one.")
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    about = {"date": datetime.now(tz=UTC).date().isoformat(), "load": load_average()}
    results[name] = run_part(parts[name]) | about
    write_results(RESULTS, results)


def write_results(path: Path, results: dict[str, object]) -> None:
    """Write the results and the page."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    subprocess.run(module("page", str(path)), cwd=ROOT, check=True)


def run_part(command: list[str]) -> object:
    """Run one part in a process of its own, on one thread."""
    environment = os.environ | dict.fromkeys(THREADS, "1")
    done = subprocess.run(
        module(*command), cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of this folder."""
    return [sys.executable, "-m", f"benchmarks.{name}", *arguments]


def describe_machine() -> dict[str, object]:
    """Return what the numbers were measured with."""
    return {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "processor": processor_name(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: version_of(name) for name in PACKAGES},
        "load": load_average(),
    }


def load_average() -> float:
    """Return how many processes wanted to run during the last minute."""
    return round(os.getloadavg()[0], 1)


def version_of(name: str) -> str:
    """Return the version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def processor_name() -> str:
    """Return the name of the processor, where the system tells it."""
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
