"""Low-dose naltrexone for pain: from a daily diary to an honest answer for one person."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lowdose.diary.entries import Diary
    from lowdose.diary.importers import read_diaries
    from lowdose.diary.options import ReadOptions
    from lowdose.inference.answer import Answer
    from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
    from lowdose.question.reply import Reply
    from lowdose.workflow.analyse import AnalyseOptions, analyse, analyse_bytes
    from lowdose.workflow.ask import ask
    from lowdose.workflow.demo import demo

__version__ = "0.1.0"

#: Where each public name lives; looked up at first use, so that `lowdose --help` loads no numerics.
_HOMES = {
    "Diary": "lowdose.diary.entries",
    "read_diaries": "lowdose.diary.importers",
    "ReadOptions": "lowdose.diary.options",
    "Answer": "lowdose.inference.answer",
    "TrialDesign": "lowdose.inference.simulation",
    "Truth": "lowdose.inference.simulation",
    "simulate_trial": "lowdose.inference.simulation",
    "AnalyseOptions": "lowdose.workflow.analyse",
    "analyse": "lowdose.workflow.analyse",
    "analyse_bytes": "lowdose.workflow.analyse",
    "ask": "lowdose.workflow.ask",
    "Reply": "lowdose.question.reply",
    "demo": "lowdose.workflow.demo",
}
__all__ = [  # noqa: RUF022 (the order of use)
    "ask",
    "read_diaries",
    "analyse",
    "analyse_bytes",
    "demo",
    "simulate_trial",
    "Diary",
    "ReadOptions",
    "AnalyseOptions",
    "Answer",
    "Reply",
    "TrialDesign",
    "Truth",
]


def __getattr__(name: str) -> object:
    """Load a public name from its module at first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'lowdose' has no attribute {name!r}")
