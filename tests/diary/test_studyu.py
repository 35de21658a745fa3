from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions

HEADER = (
    "measurement_time,participant_id,participant_started_at,current_day_of_study,"
    "current_intervention_name,is_survey1,survey1_question1_text,survey1_question1_response,"
    "survey1_question2_text,survey1_question2_response,is_survey2,survey2_question1_text,"
    "survey2_question1_response\n"
)


def row(day: int, sleep: str, hours: str = "", stress: str = "", person: str = "anna") -> str:
    """Return an entry of the morning, local time being an hour ahead of UTC."""
    surveys = f"{bool(sleep or hours)},Slept well?,{sleep},Hours of sleep?,{hours}"
    second = f"{bool(stress)},Stress yesterday?,{stress}"
    start = "2025-12-31 23:00:00.000Z"
    return f"2026-01-{day + 1:02} 07:00:00.000Z,{person},{start},{day},Tea,{surveys},{second}\n"


def read(*rows: str, **options: object) -> tuple[Diary, ...]:
    options = {"scale": (0, 10), "better": "higher", **options}
    content = (HEADER + "".join(rows)).encode()
    return read_diaries(content, "export.csv", ReadOptions(**options))  # type: ignore[arg-type]


def test_the_first_question_with_numbers_is_the_outcome() -> None:
    (diary,) = read(row(1, "8"), row(0, "7"))
    assert diary.first_day.isoformat() == "2026-01-01"
    assert {name: list(scores) for name, scores in diary.scores.items()} == {"Slept well?": [7, 8]}
    assert diary.treatments == ("Tea", "Tea")


def test_the_other_questions_are_told() -> None:
    (diary,) = read(row(0, "7", "6", "2"))
    assert "'Hours of sleep?', 'Stress yesterday?'" in diary.notices[0]


def test_a_question_is_chosen_by_a_piece_of_its_text_or_its_name() -> None:
    rows = [row(0, "7", "6", "2")]
    assert list(read(*rows, outcomes=("HOURS",))[0].scores) == ["Hours of sleep?"]
    assert list(read(*rows, outcomes=("survey2_question1",))[0].scores) == ["Stress yesterday?"]


def test_several_questions_can_be_outcomes() -> None:
    (diary,) = read(row(0, "7", "6"), outcomes=("hours", "well"))
    assert list(diary.scores) == ["Hours of sleep?", "Slept well?"]


def test_a_question_without_numbers_is_passed_over() -> None:
    (diary,) = read(row(0, "[well]", "6"), row(1, "[badly]", "5"))
    assert list(diary.scores) == ["Hours of sleep?"]


def test_an_answer_in_a_row_of_another_survey_is_no_entry() -> None:
    # The row says is_survey1 = False, so its answer is a leftover.
    leftover = row(1, "9").replace(",True,", ",False,", 1)
    (diary,) = read(row(0, "7"), leftover, row(2, "8"))
    assert list(diary.scores["Slept well?"][[0, 2]]) == [7, 8]
    assert str(diary.scores["Slept well?"][1]) == "nan"


def test_each_participant_has_a_diary() -> None:
    diaries = read(row(0, "7", person="ben"), row(0, "6", person="anna"))
    assert [diary.person for diary in diaries] == ["ben", "anna"]


def test_questions_of_the_same_text_keep_their_names_apart() -> None:
    rows = [row(0, "7", "6").replace("Hours of sleep?", "Slept well?")]
    (diary,) = read(*rows, outcomes=("survey1_question1", "survey1_question2"))
    assert list(diary.scores) == ["survey1_question1", "survey1_question2"]


def test_a_participant_who_is_read_alone_has_the_same_outcome() -> None:
    rows = [row(0, "7"), row(0, "", "6", person="ben"), row(1, "5", person="ben")]
    (diary,) = read(*rows, person="ben")
    assert list(diary.scores) == ["Slept well?"]
    assert diary.scores["Slept well?"][1] == 5
