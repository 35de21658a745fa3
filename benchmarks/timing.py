"""Time calls by the CPU time of this process; wall time stands beside it."""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

#: Bytes in one unit of `ru_maxrss`: kilobytes, but bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """Times of one call. [ms]"""

    median_ms: float
    min_ms: float
    wall_ms: float
    repeats: int

    def as_json(self) -> dict[str, float]:
        """Return the fields, to four digits."""
        return {name: float(f"{value:.4g}") for name, value in asdict(self).items()}


def measure(call: Call, seconds: float = 2.0, least: int = 7) -> Times:
    """Time one call, warm: at least `least` times, and for about as many seconds as asked."""
    return measure_in_turns({"call": call}, seconds, least)["call"]


def measure_in_turns(calls: dict[str, Call], seconds: float, least: int = 7) -> dict[str, Times]:
    """Time calls one after another, round by round, so that other load hits all alike."""
    for call in calls.values():
        call()
    cpu: dict[str, list[float]] = {name: [] for name in calls}
    wall: dict[str, list[float]] = {name: [] for name in calls}
    end = time.process_time() + seconds * len(calls)
    rounds = 0
    while rounds < least or time.process_time() < end:
        rounds += 1
        for name, call in calls.items():
            before, at = time.process_time_ns(), time.perf_counter_ns()
            call()
            cpu[name].append((time.process_time_ns() - before) / 1e6)
            wall[name].append((time.perf_counter_ns() - at) / 1e6)
    return {
        name: Times(
            statistics.median(cpu[name]), min(cpu[name]), statistics.median(wall[name]), rounds
        )
        for name in calls
    }


def peak_memory_mb() -> float:
    """Return the largest memory this process has held so far. [MB]"""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT / 1e6
