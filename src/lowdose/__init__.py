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
    from lowdose.safety.screened import ScreeningResult
    from lowdose.safety.titration_plan import Titration, TitrationOptions
    from lowdose.safety.watch_result import Watch
    from lowdose.workflow.analyse import AnalyseOptions, analyse, analyse_bytes
    from lowdose.workflow.ask import ask
    from lowdose.workflow.blockade import BlockadeOptions, blockade
    from lowdose.workflow.demo import demo
    from lowdose.workflow.screen import screen
    from lowdose.workflow.titrate import titrate
    from lowdose.workflow.watch import watch, watch_files

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
    "blockade": "lowdose.workflow.blockade",
    "BlockadeOptions": "lowdose.workflow.blockade",
    "Reply": "lowdose.question.reply",
    "demo": "lowdose.workflow.demo",
    "screen": "lowdose.workflow.screen",
    "ScreeningResult": "lowdose.safety.screened",
    "titrate": "lowdose.workflow.titrate",
    "watch": "lowdose.workflow.watch",
    "watch_files": "lowdose.workflow.watch",
    "Watch": "lowdose.safety.watch_result",
    "Titration": "lowdose.safety.titration_plan",
    "TitrationOptions": "lowdose.safety.titration_plan",
}
__all__ = [  # noqa: RUF022 (the order of use)
    "ask",
    "read_diaries",
    "screen",
    "analyse",
    "analyse_bytes",
    "blockade",
    "BlockadeOptions",
    "demo",
    "titrate",
    "watch",
    "watch_files",
    "simulate_trial",
    "Diary",
    "ReadOptions",
    "AnalyseOptions",
    "Answer",
    "Reply",
    "ScreeningResult",
    "TrialDesign",
    "Truth",
    "Titration",
    "Watch",
    "TitrationOptions",
]


def __getattr__(name: str) -> object:
    """Load a public name from its module at first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'lowdose' has no attribute {name!r}")
