"""The calendar file: one entry a day, neutral words, ids that stay, times by the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from lowdose.report.titration.ics import titration_ics
from tests.report.titrations import make

STAMP = datetime(2026, 11, 22, 12, tzinfo=UTC)


def write(stamp=STAMP, with_dose=False, **choices) -> bytes:
    return titration_ics(make(**choices), stamp, with_dose=with_dose)


def read(**choices) -> Calendar:
    return Calendar.from_ical(write(**choices))


def doses(calendar: Calendar) -> list:
    return [event for event in calendar.events if isinstance(event.start, datetime)]


def test_there_is_one_entry_a_day_at_the_time_of_day() -> None:
    starts = [event.start for event in doses(read(weeks=4))]
    assert starts == [datetime(2026, 12, 1, 21) + timedelta(days=n) for n in range(28)]


def test_entries_and_their_alarms_say_nothing_of_the_drug() -> None:
    said = write(strengths_mg=(1.5,), prescriber="Dr. Who").decode()
    words = {line.partition(":")[2] for line in said.splitlines() if line[:4] in ("SUMM", "DESC")}
    assert words == {"Evening entry", "Check-up"}
    for word in ("lowdose", "mg", "altrexone", "Who", "capsule"):
        assert word not in said


@pytest.mark.parametrize(
    ("hour", "word"),
    [(4, "Night"), (5, "Morning"), (12, "Afternoon"), (17, "Evening"), (22, "Night")],
)
def test_the_neutral_word_follows_the_hour(hour: int, word: str) -> None:
    event = doses(read(time_of_day=time(hour)))[0]
    assert event["SUMMARY"] == f"{word} entry"


def test_every_entry_has_one_alarm_at_its_start() -> None:
    for event in doses(read(weeks=4)):
        (alarm,) = event.alarms.times
        assert alarm.trigger == event.start


def test_checks_are_whole_days_with_a_reminder_in_the_morning() -> None:
    events = [event for event in read().events if not isinstance(event.start, datetime)]
    # 4, 12 and 52 weeks after 1 December 2026.
    assert [event.start for event in events] == [
        date(2026, 12, 29),
        date(2027, 2, 23),
        date(2027, 11, 30),
    ]
    assert all("TRIGGER:PT9H" in event.to_ical().decode() for event in events)


def test_the_ids_stay_when_the_doses_change_and_differ_from_one_another() -> None:
    before = [str(event["UID"]) for event in read(weeks=12).events]
    after = [str(event["UID"]) for event in read(weeks=12, start_mg=1.0, step_mg=1.0).events]
    assert before == after
    assert len(set(before)) == len(before)


def test_the_stamp_is_the_one_that_was_given() -> None:
    made = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert {event.DTSTAMP for event in read(stamp=made).events} == {made}
    assert write() == write()


def test_a_zone_is_written_out_and_used() -> None:
    calendar = read(zone="Europe/Berlin", first_day=date(2027, 3, 1))
    (zone,) = calendar.timezones
    assert zone.tz_name == "Europe/Berlin"
    hours = {event.start.astimezone(UTC).hour for event in doses(calendar)}
    # 21:00 in Berlin is 20:00 UTC in winter and 19:00 UTC in summer.
    assert hours == {20, 19}
    assert {event.start.hour for event in doses(calendar)} == {21}


def test_without_a_zone_the_times_belong_to_none() -> None:
    text = write().decode()
    assert "VTIMEZONE" not in text
    assert "DTSTART:20261201T210000\r\n" in text


def test_a_time_that_the_clock_skips_is_written_an_hour_later() -> None:
    # The clock is put forward on 28 March 2027.
    text = write(zone="Europe/Berlin", first_day=date(2027, 3, 1), time_of_day=time(2, 30)).decode()
    assert "DTSTART;TZID=Europe/Berlin:20270328T033000" in text
    assert "DTSTART;TZID=Europe/Berlin:20270329T023000" in text


def test_doses_are_named_where_that_was_asked_for() -> None:
    assert "SUMMARY:Evening entry: 1.5 mg\r\n" in write(with_dose=True).decode()


def test_lines_end_and_fold_as_the_format_wants() -> None:
    # RFC 5545, 3.1: CRLF, and no line longer than 75 octets.
    written = write(zone="America/Argentina/Buenos_Aires")
    assert written.count(b"\n") == written.count(b"\r\n")
    assert max(map(len, written.split(b"\r\n"))) <= 75
