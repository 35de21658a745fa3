"""`watch`: from files and answers to alerts, tests and rates."""

from datetime import date
from pathlib import Path

import pytest

import lowdose
from lowdose.errors import DiaryError, HealthLogError, UsageError
from lowdose.safety.health_log import HealthLog
from lowdose.workflow.watch import File, load_questions, read_path, watch, watch_files

TODAY = date(2026, 3, 2)
DIARY = b"""date,treatment,taken,dose_mg,vivid_dreams
2026-01-01,baseline,,,0
2026-01-05,ldn,1,4.5,1
2026-01-06,ldn,1,4.5,0
"""
LOG = b"""start = 2026-01-06
[[entry]]
date = 2026-02-28
face-swelling = "yes"
"""


def rules(found) -> list[str]:
    return [alert.rule for alert in found.alerts]


def test_diary_log_and_answers_come_together() -> None:
    entry = {"date": "2026-03-01", "cough": "yes", "fever": "yes"}
    found = watch_files(File(DIARY, "d.csv"), File(LOG, "l.toml"), [entry], today=TODAY)
    assert {"watch-face-swelling", "watch-cough-with-fever"} <= set(rules(found))
    assert [effect.name for effect in found.side_effects] == ["vivid_dreams"]
    assert found.last_check == date(2026, 3, 1)


def test_an_emergency_comes_first_and_ends_a_trial() -> None:
    found = watch_files(log=File(LOG, "l.toml"), today=TODAY)
    assert (found.alerts[0].rule, found.alerts[0].urgency) == ("watch-face-swelling", "emergency")
    assert (found.trial, found.trial_since) == ("ends", date(2026, 2, 28))


def test_the_start_is_that_which_was_said_then_of_the_log_then_of_the_diary() -> None:
    diary, log = File(DIARY, "d.csv"), File(LOG, "l.toml")
    said = date(2026, 1, 7)
    assert watch_files(diary, log, start=said, today=TODAY).start == said
    assert watch_files(diary, log, today=TODAY).start == date(2026, 1, 6)
    assert watch_files(diary, today=TODAY).start == date(2026, 1, 5)
    assert watch_files(today=TODAY).start is None


def test_a_start_ahead_is_refused() -> None:
    with pytest.raises(UsageError, match="start is 2026-03-03"):
        watch(start=date(2026, 3, 3), today=TODAY)


def test_nothing_at_all_is_one_alert_and_one_question() -> None:
    found = watch(HealthLog(), today=TODAY)
    assert sorted(rules(found)) == ["watch-not-checked", "watch-tests-overdue"]


def test_every_source_and_topic_of_the_alerts_comes_along() -> None:
    found = watch_files(log=File(LOG, "l.toml"), today=TODAY)
    assert {c.source for alert in found.alerts for c in alert.citations} <= found.sources.keys()
    assert {topic for alert in found.alerts for topic in alert.topics} <= found.topics.keys()


def test_how_a_hidden_trial_is_opened_comes_with_what_touches_a_trial() -> None:
    assert "emergency-unblinding" in watch_files(log=File(LOG, "l.toml"), today=TODAY).topics
    assert "emergency-unblinding" not in watch(HealthLog(), today=TODAY).topics


def test_new_medicines_are_recognised_once() -> None:
    days = [{"date": f"2026-02-2{day}", "medicine": "Tylenol 3"} for day in (7, 8)]
    found = watch_files(entries=days, today=TODAY)
    assert [reading.medicine for reading in found.recognised] == ["codeine"]
    assert "watch-new-medicine-opioid" in rules(found)


def test_a_blinded_diary_is_told_by_its_labels() -> None:
    diary = b"date,treatment,nausea\n2026-01-05,A,1\n2026-01-06,B,0\n"
    found = watch_files(File(diary, "d.csv"), today=TODAY)
    assert [rate.treatment for rate in found.side_effects[0].rates] == ["A", "B"]
    assert found.start == date(2026, 1, 5)


def test_a_diary_of_several_persons_is_refused() -> None:
    diary = b"date,person,treatment,nausea\n2026-01-05,x,a,1\n2026-01-05,y,a,0\n"
    with pytest.raises(UsageError, match="holds 2 persons"):
        watch_files(File(diary, "d.csv"), today=TODAY)


def test_problems_of_files_are_those_of_their_readers() -> None:
    with pytest.raises(DiaryError, match="not-a-day"):
        watch_files(File(b"date,treatment,nausea\nnot-a-day,a,1\n", "d.csv"), today=TODAY)
    with pytest.raises(HealthLogError, match=r"l\.toml, entry 1: cough"):
        watch_files(
            log=File(b'[[entry]]\ndate = 2026-03-01\ncough = "maybe"\n', "l.toml"), today=TODAY
        )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: no such file"):
        read_path(tmp_path / "none.toml")


def test_the_questions_come_in_the_order_of_the_form() -> None:
    orders = [item.order for item in load_questions().values()]
    assert orders == sorted(orders)


def test_the_watch_is_part_of_the_public_face() -> None:
    assert lowdose.watch is watch
    assert lowdose.watch_files is watch_files
