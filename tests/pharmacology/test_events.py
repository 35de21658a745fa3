"""Event tables: written so that R can replay them, and read back as they were."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.errors import EventTableError
from lowdose.pharmacology.events import list_events, read_events, write_events
from lowdose.pharmacology.regimen import from_schedule
from lowdose.pharmacology.regimen_text import parse_regimen


def read(*rows: str, **options):
    return read_events("\n".join(("time,amt,ii,addl,evid", *rows)) + "\n", "doses.csv", **options)


def test_ninety_equal_nights_are_one_row():
    assert write_events(parse_regimen("4.5mg x90")) == "time,amt,ii,addl,evid\n0,4.5,24,89,1\n"


def test_a_night_of_the_clock_change_starts_a_new_row():
    # Doses at 0, 24, 47 and 71 h, counted by hand in test_regimen.py.
    regimen = parse_regimen("4.5mg x4", date(2026, 3, 27), "Europe/Berlin")
    assert [(e.time, e.ii, e.addl) for e in list_events(regimen)] == [(0, 24, 1), (47, 24, 1)]


def test_a_dose_of_0_is_no_row():
    assert write_events(from_schedule([4.5, 0.0, 3.0])).splitlines()[1:] == [
        "0,4.5,0,0,1",
        "48,3,0,0,1",
    ]


@given(st.lists(st.sampled_from([0.0, 0.5, 1.5, 4.5]), min_size=1, max_size=60), st.integers(0, 86))
def test_what_is_written_is_read_back(schedule, sevenths):
    schedule = [4.5, *schedule]
    written = from_schedule(schedule, time(sevenths % 24, sevenths % 60))
    again = read_events(write_events(written), "doses.csv")
    expected = [(24.0 * day, mg) for day, mg in enumerate(schedule) if mg > 0.0]
    assert list(zip(again.times_h, again.doses_mg, strict=True)) == [
        (pytest.approx(hours), mg) for hours, mg in expected
    ]


def test_additional_doses_are_the_ones_nonmem_means():
    # ADDL 3 with II 12: four doses in all, twelve hours apart.
    regimen = read("5,3,12,3,1")
    assert regimen.times_h == (0.0, 12.0, 24.0, 36.0)
    assert regimen.doses_mg == (3.0,) * 4


def test_rows_may_come_in_any_order_and_overlap():
    regimen = read("24,3,0,0,1", "0,1.5,24,1,1")
    assert (regimen.times_h, regimen.doses_mg) == ((0.0, 24.0), (1.5, 4.5))
    assert [(note.code, note.values) for note in regimen.notes] == [("doses-added-up", {"n": 1})]


def test_observations_are_left_aside_and_counted():
    regimen = read("0,4.5,0,0,1", "1,0,0,0,0", "2,.,.,.,2")
    assert regimen.doses_mg == (4.5,)
    assert [(n.code, n.values) for n in regimen.notes] == [("rows-without-dose", {"n": 2})]


def test_without_evid_a_row_with_an_amount_is_a_dose():
    text = "TIME,AMT,DV\n0,4.5,.\n1,.,0.2\n24,4.5,NA\n"
    assert read_events(text, "doses.csv").times_h == (0.0, 24.0)


def test_without_evid_an_amount_below_zero_is_no_observation():
    with pytest.raises(EventTableError, match=r"line 3: a dose is -1 mg\."):
        read_events("time,amt\n0,4.5\n24,-1\n", "doses.csv")


def test_the_columns_of_a_whole_data_set_are_taken_or_named():
    text = "ID;TIME;AMT;EVID;CMT;RATE;SS;WT\n1;0;4,5;1;1;0;0;70\n1;24;4,5;1;1;0;0;70\n"
    regimen = read_events(text, "doses.csv")
    assert regimen.doses_mg == (4.5, 4.5)
    assert [(n.code, n.values) for n in regimen.notes] == [("columns-aside", {"columns": ["wt"]})]


def test_dates_with_clock_times_are_those_of_the_zone():
    # 29 March 2026 has 23 hours in Berlin.
    rows = ("2026-03-28T21:00,4.5,,,1", "2026-03-29 21:00,4.5,,,1")
    regimen = read(*rows, zone="Europe/Berlin")
    assert regimen.times_h == (0.0, 23.0)
    assert (regimen.first_day, regimen.is_dated, regimen.n_days) == (date(2026, 3, 28), True, 2)


def test_dates_with_an_offset_are_that_instant():
    regimen = read("2026-03-28T21:00+02:00,4.5,,,1", zone="UTC")
    assert regimen.start == datetime(2026, 3, 28, 19, tzinfo=UTC)


def test_hours_begin_at_the_usual_time_of_the_first_day():
    regimen = read("0,4.5,24,1,1", first_day=date(2026, 3, 28), zone="Europe/Berlin")
    # 21:00 winter time is 20:00 UTC; 24 hours later the clock shows 22:00.
    assert regimen.start == datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert regimen.local(24.0).time() == time(22)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("0,4.5,0,0,4", "line 2: evid is 4, a reset with a dose. Allowed are 1"),
        ("0,4.5,0,0,3", "line 2: evid is 3, a reset."),
        ("0,4.5,0,0,5", "line 2: evid is 5, a replaced amount."),
        ("0,4.5,0,0,9", "line 2: evid is 9, of an unknown kind."),
        ("0,4.5,0,0,x", "line 2: evid is 'x'. Allowed are numbers."),
        ("0,201,0,0,1", "line 2: a dose is 201 mg."),
        ("0,-1,0,0,1", "line 2: a dose is -1 mg."),
        ("0,.,0,0,1", "line 2: amt is missing."),
        ("0,4.5,0,3,1", "line 2: ii is 0 with addl 3."),
        ("0,4.5,24,1.5,1", "line 2: addl is 1.5. Allowed are whole numbers"),
        ("0,4.5,24,-1,1", "line 2: addl is -1."),
        ("0,4.5,24,99999,1", "line 2: addl is 99999."),
        ("21:00,4.5,0,0,1", "line 2: time is '21:00'. Allowed are hours, such as 24, and a date"),
        ("2026-03-01,4.5,0,0,1", "line 2: time is '2026-03-01'."),
        ("9e9,4.5,0,0,1", "line 2: time is 9e9 hours. Allowed are hours within a hundred years."),
        ("0,4.5,9e9,3,1", "line 2: ii is 9e9 with addl 3."),
        ("0001-01-01T00:00+14:00,4.5,,,1", "Allowed are the years 1970 to 2100."),
        ("9999-12-31T21:00,4.5,24,3,1", "Allowed are the years 1970 to 2100."),
        ("inf,4.5,0,0,1", "line 2: time is 'inf'."),
        (",4.5,0,0,1", "line 2: time is 'missing'."),
        ("0,4.5,24,400,1", "it is 401 days long."),
        ("0,0,0,0,0", "no row is a dose."),
    ],
)
def test_what_the_model_does_not_have_is_refused_with_its_line(row, told):
    with pytest.raises(EventTableError) as caught:
        read(row)
    assert str(caught.value).startswith("doses.csv")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("time,amt,ss\n0,4.5,1\n", "line 2: ss is 1, which asks for steady state."),
        ("time,amt,rate\n0,4.5,2\n", "line 2: rate is 2, which asks for an infusion."),
        ("time,amt,dur\n0,4.5,2\n", "line 2: dur is 2, which asks for an infusion."),
        ("id,time,amt\n1,0,4.5\n2,0,4.5\n", "line 3: id is 2, another person than above."),
        ("cmt,time,amt\n1,0,4.5\n2,0,4.5\n", "line 3: cmt is 2, another compartment"),
        ("time,amt\n0,4.5\n2026-03-01T21:00,4.5\n", "line 3: time has another form than above."),
        ("hour,amt\n0,4.5\n", "it has no column 'time'."),
        ("time,amt,amt\n0,4.5,4\n", "it has more than one column 'amt'."),
        ("", "it has no column 'time'."),
        ("\n" * 100_001, "it has 100001 lines."),
    ],
)
def test_tables_of_another_kind_are_refused(text, told):
    with pytest.raises(EventTableError) as caught:
        read_events(text, "doses.csv")
    assert told in str(caught.value)


def outcome(text: str) -> str:
    """Return `doses`, or what the error says."""
    try:
        return "doses" if read_events(text, "doses.csv").doses else "none"
    except EventTableError as error:
        return str(error)


@given(st.text(alphabet='0123456789,.;\n\t-:TNA"', max_size=60))
def test_no_table_ends_in_anything_but_a_regimen_or_a_told_error(rows):
    assert outcome(f"time,amt,ii,addl,evid\n{rows}").startswith("doses")


def test_a_cell_without_an_end_is_told():
    assert outcome(f"time,amt\n{'1' * 200_000},4.5\n").startswith("doses.csv, line 2: ")
