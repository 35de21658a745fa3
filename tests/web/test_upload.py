"""The form: what it passes on, what it refuses, and how it shows a name."""

import pytest

from lowdose.diary.options import ReadOptions
from lowdose.web.upload import tidy_name
from lowdose.workflow.analyse import AnalyseOptions

CONTENT = b"date,treatment,pain\n2026-01-05,ldn,3\n"


def post(client, name: str = "diary.csv", content: bytes = CONTENT, **fields: str):
    return client.post("/answer", files={"file": (name, content, "text/csv")}, data=fields)


def test_an_empty_form_asks_with_the_usual_options(client, analysis) -> None:
    post(client, outcome="", reference=" ", mcid="", scale="", better="", ignore="", date_format="")
    assert analysis.asked == [(CONTENT, "diary.csv", ReadOptions(), AnalyseOptions())]


def test_the_options_of_the_form_reach_the_analysis(client, analysis) -> None:
    post(client, outcome="sleep", reference="nothing", mcid="1,5", ignore="note, steps")
    _, _, reading, options = analysis.asked[0]
    assert reading == ReadOptions(ignore=("note", "steps"))
    assert options == AnalyseOptions(outcome="sleep", reference="nothing", mcid=1.5)


def test_an_outcome_with_its_own_scale_is_read_as_such(client, analysis) -> None:
    post(client, outcome="leg", scale="0-100", better="lower", date_format="dmy")
    reading = analysis.asked[0][2]
    assert (reading.outcomes, reading.scale, reading.better) == (("leg",), (0.0, 100.0), "lower")
    assert reading.date_format == "dmy"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mcid": "a lot"}, "A change that matters is “a lot”."),
        ({"scale": "0"}, "scale"),
        ({"date_format": "ymd"}, "date-format"),
    ],
)
def test_an_option_that_cannot_be_carried_out_is_explained(client, fields, sentence) -> None:
    response = post(client, **fields)
    assert response.status_code == 400
    assert sentence in response.text
    assert 'type="file"' in response.text


def test_a_file_above_the_limit_is_refused_in_plain_words(client, analysis) -> None:
    response = post(client, content=b"x" * 100_001)
    assert response.status_code == 413
    assert "The file is larger than 0.1 MB." in response.text
    assert analysis.asked == []


def test_a_body_without_a_length_is_counted_as_it_comes(client, analysis) -> None:
    def body():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="d.csv"\r\n\r\n'
        for _ in range(200):
            yield b"x" * 1000
        yield b"\r\n--b--\r\n"

    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/answer", content=body(), headers=kind).status_code == 413
    assert analysis.asked == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"file=x", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"no boundary", "multipart/form-data"),
        (b"--b\r\nnonsense", "multipart/form-data; boundary=b"),
        (b"", ""),
    ],
)
def test_a_body_that_is_no_form_is_refused(client, analysis, content: bytes, kind: str) -> None:
    response = client.post("/answer", content=content, headers={"content-type": kind})
    assert response.status_code == 400
    assert analysis.asked == []


def test_a_form_without_a_file_says_so(client) -> None:
    response = client.post("/answer", files={"file": ("", b"", "text/csv")})
    assert response.status_code == 400
    assert "No file came along." in response.text


def test_two_files_are_refused(client, analysis) -> None:
    files = [("file", ("a.csv", b"1", "text/csv")), ("file", ("b.csv", b"2", "text/csv"))]
    assert client.post("/answer", files=files).status_code == 400
    assert analysis.asked == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("diary.csv", "diary.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Täglich 1.csv", "Täglich 1.csv"),
        ("a\x00b\n\x1b[31m.csv", "ab[31m.csv"),
        ("x" * 300, "x" * 80),
        ("///", "diary.csv"),
    ],
)
def test_the_name_of_a_file_is_shown_without_folders_and_tricks(name: str, shown: str) -> None:
    assert tidy_name(name) == shown


def test_a_name_with_markup_is_escaped(client) -> None:
    page = post(client, name="<img onerror=alert(1)>.csv").text
    assert "<img" not in page
    assert "&lt;img onerror=alert(1)&gt;.csv" in page
