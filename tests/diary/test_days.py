from lowdose.diary.days import PersonDays, collect_days, split_by_person
from lowdose.diary.forms import Entries
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import ProblemList
from lowdose.diary.validate import read_values

OUTCOMES = ("pain", "pain_worst", "sleep")


def collect(days: list[int], clocks: list[str], **items: list[str]) -> PersonDays:
    n_rows = len(days)
    outcomes = tuple(name for name in items if name in OUTCOMES)
    entries = Entries(range(2, n_rows + 2), [""] * n_rows, list(days), clocks, items, outcomes)
    problems = ProblemList()
    values = read_values(entries, ReadOptions(), problems)
    person = collect_days(range(n_rows), entries, values, problems)
    assert not problems.listed()
    return person


def test_several_entries_of_a_day_become_their_mean_and_their_worst() -> None:
    days = collect([1, 1, 1, 2], ["08", "14", "20", "08"], pain=["2", "3", "7", "5"])
    # (2 + 3 + 7) / 3 = 4, and the worst pain is the highest.
    assert days.scores == {"pain": {1: 4, 2: 5}, "pain_worst": {1: 7, 2: 5}}


def test_the_worst_sleep_is_the_lowest() -> None:
    days = collect([1, 1], ["08", "20"], sleep=["2", "7"])
    assert days.scores == {"sleep": {1: 4.5}, "sleep_worst": {1: 2}}


def test_one_entry_a_day_has_no_worst() -> None:
    assert list(collect([1, 2], ["08", "08"], pain=["2", "3"]).scores) == ["pain"]


def test_a_worst_that_is_written_is_kept_and_blanks_stay_missing() -> None:
    days = collect([1, 2], ["", ""], pain=["2", "3"], pain_worst=["6", ""])
    assert days.scores["pain_worst"] == {1: 6}


def test_entries_fill_a_worst_that_is_not_written() -> None:
    rows = {"pain": ["2", "4", "3"], "pain_worst": ["", "", "9"]}
    days = collect([1, 1, 2], ["08", "20", "08"], **rows)
    assert days.scores["pain_worst"] == {1: 4, 2: 9}


def test_a_row_that_repeats_another_counts_once() -> None:
    days = collect([1, 1, 1], ["08", "08", "20"], pain=["2", "2", "5"])
    assert days.scores["pain"] == {1: 3.5}
    assert days.n_repeated == 1


def test_rows_of_one_day_complete_each_other() -> None:
    days = collect([1, 1], ["", ""], pain=["2", ""], sleep=["", "8"], treatment=["", "ldn"])
    assert days.scores == {"pain": {1: 2}, "sleep": {1: 8}}
    assert days.treatments == {1: "ldn"}


def test_the_last_guess_of_a_day_counts_and_one_intake_is_enough() -> None:
    rows = {"guess": ["placebo", "ldn"], "taken": ["yes", "no"]}
    days = collect([1, 1], ["20:00:00", "08:00:00"], **rows)
    assert days.guesses == {1: "placebo"}
    assert days.taken == {1: 1}


def test_a_mean_never_leaves_the_range_of_its_scores() -> None:
    # In binary, three times 0.1 is more than 0.3.
    days = collect([1, 1, 1], ["08", "14", "20"], pain=["0.1", "0.1", "0.1"])
    assert days.scores["pain"] == {1: 0.1}


def test_persons_keep_the_order_of_first_appearance() -> None:
    entries = Entries([2, 3, 4], ["b", "a", "b"], [1, None, 2], [""] * 3, {}, ())
    assert split_by_person(entries) == {"b": [0, 2], "a": []}
