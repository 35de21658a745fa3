"""The page of the model holds the numbers that the files hold."""

import re
from pathlib import Path

import pytest

from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Source
from tests.pharmacology.typical import RECORDS

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "blockade.md").read_text("utf-8")
ROWS = {
    cells[1].strip().strip("`"): cells
    for line in PAGE.splitlines()
    if len(cells := line.split("|")) == 9
}
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def numbers(text):
    return {f"{float(number):g}" for number in re.findall(r"\d+(?:\.\d+)?", text)}


@pytest.mark.parametrize("name", RECORDS)
def test_the_table_has_the_numbers_of_each_parameter(name):
    record, cells = RECORDS[name], ROWS[name]
    assert numbers(cells[4]) == {f"{record.value:g}"}
    if record.low != record.high:
        assert numbers(cells[5]) == {f"{record.low:g}", f"{record.high:g}"}
    spreads = {record.sd_log_persons, record.sd_log_estimate} - {0.0}
    assert numbers(cells[6]) == {f"{sd:g}" for sd in spreads}


@pytest.mark.parametrize("name", RECORDS)
def test_the_table_links_the_source_of_each_parameter(name):
    record, cells = RECORDS[name], ROWS[name]
    assert record.source in cells[7]
    assert cells[7].rstrip().endswith(f", {record.seen}")
    assert load_records(Source)[record.source].url in cells[7] or "lowdose-" in record.source


@pytest.mark.parametrize("name", [n for n, r in RECORDS.items() if r.source == "lowdose-blockade"])
def test_what_the_project_derived_or_assumed_is_explained_in_its_section(name):
    record = RECORDS[name]
    section = SECTIONS[record.locator.removeprefix("section ")]
    assert f"{record.value:g}" in numbers(section.replace("Five half-lives", "5 half-lives"))


def test_every_published_file_of_tests_is_on_the_page():
    names = [p.stem for p in (Path(__file__).parents[1] / "published").glob("test_*.py")]
    papers = {name.split("_")[1].title() for name in names if name[-4:].isdigit()} - {
        *("Naltrexone", "Heroin")
    }
    assert papers
    assert not [paper for paper in papers if paper.replace("Trostheim", "Trøstheim") not in PAGE]
