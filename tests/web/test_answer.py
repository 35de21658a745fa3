"""The routes: the example, an answer, several answers, and a file with problems."""

from dataclasses import replace

import pytest

from lowdose.errors import DiaryError, Problem, UsageError
from lowdose.web.routes.answer import split_problem

CSV = {"file": ("diary.csv", b"date,treatment,pain\n", "text/csv")}


def problem_page(client, analysis, *problems: Problem):
    analysis.error = DiaryError("diary.csv", problems)
    return client.post("/answer", files=CSV)


def test_the_first_page_leads_to_the_answer(client) -> None:
    response = client.get("/", follow_redirects=False)
    assert response.status_code == 200
    assert '<a href="/answer">Find out from a diary whether it helps you</a>' in response.text


def test_the_pages_say_that_they_are_there(client) -> None:
    assert client.get("/healthz").text == "ok"


def test_the_example_is_called_one_and_leads_to_the_form(client) -> None:
    page = client.get("/answer").text
    assert "An example: this diary is made up." in page
    assert '<a href="#own">Use your own diary</a>' in page
    assert "<h1>An example</h1>" in page
    assert '<form action="/answer" method="post" enctype="multipart/form-data"' in page


def test_a_diary_is_answered_on_the_same_address(client) -> None:
    response = client.post("/answer", files=CSV)
    assert response.status_code == 200
    assert "From diary.csv" in response.text
    assert "LDN helped you.</h1>" in response.text


def test_answers_beyond_the_first_twenty_are_listed_only(client, analysis) -> None:
    analysis.answers = tuple(replace(analysis.bare, person=f"p{i}") for i in range(1, 26))
    page = client.post("/answer", files=CSV).text
    assert "25 answers in this file" in page
    assert "The first 20 answers are shown in full." in page
    assert '<a href="#answer-20">p20: LDN helped</a>' in page
    assert "<span>p21: LDN helped</span>" in page
    assert page.count("<article") == 20


def test_a_file_with_problems_is_shown_problem_by_problem(client, analysis) -> None:
    text = "pain is 11. The scale runs from 0 to 10. Correct it or say `--scale`."
    response = problem_page(client, analysis, Problem("off-scale", 3, text))
    assert response.status_code == 422
    assert "One thing needs mending in diary.csv." in response.text
    assert ">Line 3</th>" in response.text
    assert ">pain is 11. The scale runs from 0 to 10.</td>" in response.text
    assert ">Correct it or say “Scale of the outcome”.</td>" in response.text
    assert 'type="file"' in response.text


def test_a_problem_of_the_whole_file_has_no_line(client, analysis) -> None:
    page = problem_page(client, analysis, Problem("empty", None, "Empty. Choose another.")).text
    assert ">File</th>" in page


def test_text_from_a_file_is_escaped_in_its_problems(client, analysis) -> None:
    text = "'<script>x</script>' is no date. Write `<b>`."
    page = problem_page(client, analysis, Problem("no-date", 2, text)).text
    assert "<script>x" not in page
    assert "<code>&lt;b&gt;</code>" in page


def test_very_many_problems_are_cut(client, analysis) -> None:
    page = problem_page(client, analysis, *[Problem("a", i, "Wrong. Mend.") for i in range(150)])
    assert "150 things need mending" in page.text
    assert "The first 100 are shown." in page.text
    assert page.text.count('role="row"') == 101


def test_a_question_that_does_not_fit_is_explained(client, analysis) -> None:
    analysis.error = UsageError("reference is 'x'. The diary has ldn, placebo. Name one.")
    response = client.post("/answer", files=CSV)
    assert response.status_code == 400
    assert "The diary has ldn, placebo." in response.text


def test_a_page_that_is_missing_says_so_in_words(client) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "There is no such page." in response.text


def test_the_answer_cannot_be_asked_for_with_other_methods(client) -> None:
    assert client.put("/answer").status_code == 405


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A is b. Mend it.", ("A is b.", "Mend it.")),
        ("A is 1.5. Allowed is 1. Mend it.", ("A is 1.5. Allowed is 1.", "Mend it.")),
        ("Only one sentence", ("Only one sentence", "")),
    ],
)
def test_what_to_do_is_the_last_sentence(text: str, parts: tuple[str, str]) -> None:
    assert split_problem(Problem("code", 1, text)) == (1, *parts)
