from lowdose.diary.columns import find_long_columns, find_wide_columns, list_known_names
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import ProblemList
from lowdose.diary.table import Table


def table(*names: str) -> Table:
    return Table(names, 1, [], [[] for _ in names])


def find(*names: str, **options: object) -> dict[str, int]:
    problems = ProblemList()
    columns = find_wide_columns(table(*names), ReadOptions(**options), problems)  # type: ignore[arg-type]
    assert not problems.listed()
    return columns


def tell(*names: str, **options: object) -> str:
    problems = ProblemList()
    find_wide_columns(table(*names), ReadOptions(**options), problems)  # type: ignore[arg-type]
    return "\n".join(str(problem) for problem in problems.listed())


def test_names_are_known_in_any_case_and_order() -> None:
    columns = find("PAIN", "Treatment", " DATE", "Pain_Worst", "dose_MG")
    assert columns == {"pain": 0, "treatment": 1, "date": 2, "pain_worst": 3, "dose_mg": 4}


def test_other_columns_are_left_aside_where_columns_are_named() -> None:
    columns = find("tag", "arm", "mood", "weather", date_column="Tag", treatment_column="ARM")
    assert columns == {"date": 0, "treatment": 1, "mood": 2}


def test_where_an_outcome_is_named_other_outcomes_are_left_aside() -> None:
    assert "pain" not in find("date", "treatment", "pain", "mood", outcomes=("mood",))


def test_a_column_with_date_and_time_gives_the_time_beside_a_named_date() -> None:
    columns = find("datetime", "date", "arm", "mood", date_column="date", treatment_column="arm")
    assert columns == {"time": 0, "date": 1, "treatment": 2, "mood": 3}


def test_ignored_columns_may_have_any_name() -> None:
    assert "weather" not in find("date", "treatment", "pain", "Weather", ignore=("weather",))


def test_an_unknown_column_is_told_both_ways_out() -> None:
    told = tell("date", "treatment", "pain", "itching")
    assert "`--outcome itching --scale 0-10`" in told
    assert "`--ignore itching`" in told


def test_a_name_of_two_words_is_quoted_for_the_command_line() -> None:
    assert '`--ignore "my head"`' in tell("date", "treatment", "pain", "my head")


def test_a_misspelt_column_is_told_the_right_one() -> None:
    assert "Did you mean 'treatment'?" in tell("date", "treatmnt", "pain")


def test_a_missing_column_is_told_how_to_name_another() -> None:
    assert "`--date NAME`" in tell("day", "treatment", "pain")


def test_a_named_column_that_is_missing_is_told_what_resembles_it() -> None:
    told = tell("date", "treatment", "headache", outcomes=("headaches",))
    assert "Did you mean 'headache'?" in told


def test_a_long_file_has_date_item_and_value() -> None:
    problems = ProblemList()
    columns = find_long_columns(table("date", "time", "item", "value"), ReadOptions(), problems)
    assert columns == {"date": 0, "time": 1, "item": 2, "value": 3}
    assert not problems.listed()


def test_names_from_options_help_to_find_the_separator() -> None:
    names = list_known_names(ReadOptions(date_column="Tag", outcomes=("Kopf weh",)))
    assert {"tag", "kopf weh", "kopf weh_worst", "value"} <= names
