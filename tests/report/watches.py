"""What the watch found, for tests of its reports."""

from datetime import date

from lowdose.safety.watch_result import Watch
from lowdose.workflow.watch import File, watch_files

TODAY = date(2026, 3, 2)
DIARY = b"""date,treatment,period,taken,vivid_dreams,headache
2026-02-01,ldn,1,1,2,0
2026-02-02,ldn,1,1,0,0
2026-02-03,placebo,2,1,0,0
2026-02-04,placebo,2,1,0,1
2026-02-05,ldn,3,1,0,0
2026-02-06,ldn,3,1,0,0
"""


def busy() -> Watch:
    """Return an emergency, a question, something earlier, a medicine, tests and rates."""
    entries = [
        {"date": "2026-01-20", "rash": "patch"},
        {"date": "2026-03-01", "breathless": "effort", "fever": "yes", "alt": "130 U/L (limit 40)"},
        {"date": "2026-03-02", "liver-signs": "unknown", "medicine": "codeine"},
    ]
    return watch_files(
        File(DIARY, "diary.csv"), entries=entries, start=date(2026, 1, 5), today=TODAY
    )


def quiet() -> Watch:
    """Return a watch without any alert."""
    entries = [
        {"date": "2026-01-02", "alt": "30 U/L (limit 40)"},
        {"date": "2026-02-10", "alt": "30 U/L (limit 40)"},
        {"date": "2026-03-01", "cough": "no", "breathless": "no"},
    ]
    return watch_files(entries=entries, start=date(2026, 1, 5), today=TODAY)
