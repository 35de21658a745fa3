"""Time simulators of reaction networks on the linear model of blockade. Prints JSON.

    python benchmarks/ode_peers.py MODEL.json libroadrunner
    python benchmarks/ode_peers.py MODEL.json basico

The file holds `rate_in`, `rate_out` [1/h], `scale`, `dose_mg`, `every_h`, `step_h` and `odds` at
all times. The model goes to both simulators as the same SBML: two amounts, and one event that
gives each dose and sets the time of the next, which is faster than an event for each dose.
One process each: the libraries do not get along in one.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

RELATIVE, ABSOLUTE = 1e-9, 1e-12
N_RUNS = 7

SBML = """<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">
<model id="blockade">
<listOfParameters>
<parameter id="rate_in" value="{rate_in!r}" constant="true"/>
<parameter id="rate_out" value="{rate_out!r}" constant="true"/>
<parameter id="uptake" value="{dose_mg!r}" constant="false"/>
<parameter id="biophase" value="0" constant="false"/>
<parameter id="next_dose" value="{every_h!r}" constant="false"/>
</listOfParameters>
<listOfRules>
<rateRule variable="uptake"><math xmlns="http://www.w3.org/1998/Math/MathML">
<apply><times/><cn>-1</cn><ci>rate_in</ci><ci>uptake</ci></apply></math></rateRule>
<rateRule variable="biophase"><math xmlns="http://www.w3.org/1998/Math/MathML">
<apply><minus/><apply><times/><ci>rate_in</ci><ci>uptake</ci></apply>
<apply><times/><ci>rate_out</ci><ci>biophase</ci></apply></apply></math></rateRule>
</listOfRules>
<listOfEvents><event id="dose" useValuesFromTriggerTime="true">
<trigger initialValue="false" persistent="true">
<math xmlns="http://www.w3.org/1998/Math/MathML"><apply><geq/>
<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>
<ci>next_dose</ci></apply></math></trigger>
<listOfEventAssignments>
<eventAssignment variable="uptake"><math xmlns="http://www.w3.org/1998/Math/MathML">
<apply><plus/><ci>uptake</ci><cn>{dose_mg!r}</cn></apply></math></eventAssignment>
<eventAssignment variable="next_dose"><math xmlns="http://www.w3.org/1998/Math/MathML">
<apply><plus/><ci>next_dose</ci><cn>{every_h!r}</cn></apply></math></eventAssignment>
</listOfEventAssignments></event></listOfEvents>
</model>
</sbml>"""

Run = Callable[[], np.ndarray]


def main() -> None:
    """Time one of them and print."""
    model = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    make = {"libroadrunner": make_roadrunner, "basico": make_copasi}[sys.argv[2]]
    print(json.dumps(time_peer(make, model)))


def time_peer(make: Callable[[dict, str], tuple[Run, str]], model: dict) -> dict:
    """Return CPU time and largest error of one simulator."""
    run, used = make(model, SBML.format(**model))
    error = np.max(np.abs(run() * model["scale"] - np.array(model["odds"])))
    seconds = []
    for _ in range(N_RUNS):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    cpu_ms = 1000 * statistics.median(seconds)
    return {"cpu_ms": float(f"{cpu_ms:.4g}"), "error": float(f"{error:.1e}"), "version": used}


def make_roadrunner(model: dict, sbml: str) -> tuple[Run, str]:
    """Return a simulation by libroadrunner, CVODE."""
    import roadrunner

    runner = roadrunner.RoadRunner(sbml)
    runner.integrator.relative_tolerance = RELATIVE
    runner.integrator.absolute_tolerance = ABSOLUTE
    n_times = len(model["odds"])
    runner.timeCourseSelections = ["biophase"]

    def run() -> np.ndarray:
        runner.reset()
        return np.array(runner.simulate(0, (n_times - 1) * model["step_h"], n_times))[:, 0]

    return run, version("libroadrunner")


def make_copasi(model: dict, sbml: str) -> tuple[Run, str]:
    """Return a simulation by COPASI, LSODA."""
    import basico
    import COPASI

    basico.load_model_from_string(sbml)
    n_steps = len(model["odds"]) - 1

    def run() -> np.ndarray:
        found = basico.run_time_course(
            start_time=0, duration=n_steps * model["step_h"], intervals=n_steps,
            method="deterministic", r_tol=RELATIVE, a_tol=ABSOLUTE, update_model=False,
        )  # fmt: skip
        return found["Values[biophase]"].to_numpy()

    return run, f"{version('copasi-basico')}, COPASI {COPASI.__version__}"


if __name__ == "__main__":
    main()
