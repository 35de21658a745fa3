"""`blockade` as a program calls it: text, event table, diary."""

from datetime import date

import pytest

import lowdose
from lowdose.diary.importers import read_diaries
from lowdose.errors import EventTableError, RegimenError, UsageError
from lowdose.workflow.blockade import (
    BlockadeOptions,
    blockade,
    diary_regimen,
    event_regimen,
    read_diary_file,
    read_event_file,
)

FEW = BlockadeOptions(persons=64)
HEAD = "date,treatment,pain,dose_mg,taken\n"


def write_diary(*rows: str) -> bytes:
    lines = (f"2026-03-{day:02},{row}\n" for day, row in enumerate(rows, start=27))
    return (HEAD + "".join(lines)).encode()


def test_it_is_part_of_the_public_interface():
    assert lowdose.blockade is blockade
    assert lowdose.BlockadeOptions is BlockadeOptions


def test_the_same_regimen_gives_the_same_curve():
    first, second = (blockade("4.5mg x5", FEW).headline.curve for _ in range(2))
    assert first.band95.tolist() == second.band95.tolist()


def test_a_text_and_its_event_table_give_the_same_curve():
    table = event_regimen("time,amt,ii,addl\n0,4.5,24,4\n", "a.csv", FEW)
    first, second = (blockade(r, FEW).headline.curve for r in ("4.5mg x5", table))
    assert first.median.tolist() == second.median.tolist()


def test_the_event_table_replayed_in_r_gives_the_same_curve():
    # The script of docs/how-to/blockade.md in R 4.2.2, after
    # lowdose blockade "1.5mg 21:00 x7, 3mg x7, 4.5mg x16; missed 9,20" --start 2026-03-15
    #   --timezone Europe/Berlin --events doses.csv
    options = BlockadeOptions(persons=1, start=date(2026, 3, 15), timezone="Europe/Berlin")
    known = blockade("1.5mg 21:00 x7, 3mg x7, 4.5mg x16; missed 9,20", options)
    curve = known.headline.curve
    places = [curve.times_h.tolist().index(hours) for hours in (24.0, 168.0, 500.0, 800.0)]
    found = 100.0 * curve.typical[places]
    assert found == pytest.approx([14.038871, 27.313747, 48.007374, 15.026467], abs=1e-6)


def test_every_source_that_is_named_is_there():
    known = blockade("4.5mg x5", FEW)
    named = {parameter.source for parameter in known.parameters.values()}
    named |= {guideline.fact.source for guideline in known.surgery.guidelines}
    named |= {fact.source for topic in known.topics.values() for fact in topic.facts}
    assert named <= set(known.sources)


def test_guidelines_leave_three_to_four_days():
    # ANZCA 2023 and ASAM 3 days; the consensus of 2021 up to 4.
    surgery = blockade("4.5mg x5", FEW).surgery
    assert (surgery.low_h, surgery.high_h) == (72.0, 96.0)
    assert len(surgery.guidelines) == 3


def test_no_depot_interval_is_among_those_for_tablets():
    assert not [g for g in blockade("4.5mg", FEW).surgery.guidelines if "inject" in g.fact.says]


def test_the_doses_of_a_diary_are_those_that_were_taken():
    content = write_diary("ldn,5,1.5,1", "ldn,5,1.5,0", "placebo,5,,1", "ldn,5,3,", "ldn,5,3,1")
    (diary,) = read_diaries(content, "d.csv")
    regimen = diary_regimen(diary, BlockadeOptions(timezone="Europe/Berlin"))
    # 27 March 21:00, then 30 and 31 March after a night of 23 hours.
    assert regimen.times_h == (0.0, 71.0, 95.0)
    assert regimen.doses_mg == (1.5, 3.0, 3.0)
    assert (regimen.missed, regimen.unknown) == ((2,), (4,))
    assert regimen.first_day == date(2026, 3, 27)


def test_a_diary_whose_treatments_are_not_naltrexone_is_refused():
    (diary,) = read_diaries(write_diary("A,5,1.5,1", "B,5,1.5,1"), "d.csv")
    with pytest.raises(RegimenError, match="the diary has no day on naltrexone"):
        diary_regimen(diary)


def test_a_diary_of_several_persons_is_refused(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("person,date,treatment,pain\na,2026-01-01,ldn,1\nb,2026-01-01,ldn,1\n")
    with pytest.raises(UsageError, match=r"two\.csv: it has 2 persons\."):
        read_diary_file(path)


def test_a_diary_takes_no_other_date(tmp_path):
    with pytest.raises(UsageError, match="a diary has its own dates"):
        read_diary_file(tmp_path / "d.csv", BlockadeOptions(start=date(2026, 1, 1)))


def test_a_zone_without_a_date_is_refused():
    with pytest.raises(UsageError, match="'Europe/Berlin' is given without a date"):
        blockade("4.5mg", BlockadeOptions(timezone="Europe/Berlin"))


def test_files_that_are_not_there_are_told(tmp_path):
    for read in (read_diary_file, read_event_file):
        with pytest.raises(UsageError, match="no such file or directory"):
            read(tmp_path / "none.csv")


def test_an_event_table_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "doses.csv"
    path.write_bytes("time,amt,größe\n0,4.5,1\n".encode("latin-1"))
    with pytest.raises(EventTableError, match=r"doses\.csv: it is no text in UTF-8\."):
        read_event_file(path)


def test_an_event_table_may_begin_with_a_mark_of_its_encoding(tmp_path):
    path = tmp_path / "doses.csv"
    path.write_bytes("\ufefftime,amt\n0,4.5\n".encode())
    assert read_event_file(path).doses_mg == (4.5,)


@pytest.mark.parametrize("persons", [0, -1, 16_385])
def test_too_few_or_too_many_persons_are_refused(persons):
    with pytest.raises(UsageError, match=f"persons is {persons}. Allowed are 1 to 16384."):
        BlockadeOptions(persons=persons)


def test_an_unknown_model_is_refused():
    with pytest.raises(UsageError, match=r"model is 'M2'\. Allowed are M1, M0 and both\."):
        BlockadeOptions(model="M2")
