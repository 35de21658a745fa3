"""Time one diary: the posterior by every rule, and the whole answer. Prints JSON."""

import json
from collections.abc import Iterator

from benchmarks.diaries import cut_trial, simulate, simulate_low, usual_priors
from benchmarks.timing import Call, Times, measure
from lowdose.diary.entries import Diary
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import FAST, REFERENCE, STANDARD, Rule
from lowdose.workflow.analyse import AnalyseOptions, analyse_diaries

#: Thresholds the summary is asked for: any change, one and two points.
THRESHOLDS = (0.0, -1.0, -2.0)


def main() -> None:
    """Time all and print."""
    print(json.dumps(list(time_all())))


def time_all() -> Iterator[dict[str, object]]:
    """Yield a row for every diary and calculation."""
    cases = {"84 days": simulate(84), "168 days": simulate(168), "84 days, zeros": simulate_low()}
    for name, diary in cases.items():
        days = cut_trial(diary)
        about = {
            "diary": name,
            "scores": int(days.observed.sum()),
            "edge_share": round(days.edge_share, 3),
        }
        for rule in (FAST, STANDARD, REFERENCE):
            yield about | {"what": rule.name} | times_of(summarise_reached(diary, rule))
        yield about | {"what": "whole answer"} | times_of(answer_alone(diary))


def times_of(call: Call) -> dict[str, float]:
    """Time a call."""
    times: Times = measure(call)
    return times.as_json()


def summarise_reached(diary: Diary, rule: Rule) -> Call:
    """Return the calculation of the posterior and of the summary of the reached change."""
    days, priors = cut_trial(diary), usual_priors()

    def call() -> object:
        posterior = compute_posterior(days, priors, rule)
        return posterior.summarise_row(posterior.effect_row(0, reached=True), THRESHOLDS)

    return call


def answer_alone(diary: Diary) -> Call:
    """Return the whole answer for one person: all priors, pictures, inert drug."""
    options = AnalyseOptions()
    return lambda: analyse_diaries((diary,), options)


if __name__ == "__main__":
    main()
