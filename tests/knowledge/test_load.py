"""Every rule of the loader refuses what breaks it, and the shipped facts all load."""

import re
from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest

from lowdose.errors import KnowledgeError
from lowdose.knowledge.load import (
    APART,
    FOLDERS,
    NAMED,
    data_folder,
    load_knowledge,
    load_records,
    read_folder,
    read_knowledge,
    read_record,
)
from lowdose.knowledge.records import (
    BackgroundPrior,
    EffectPrior,
    Intent,
    Mcid,
    OnsetPrior,
    PeriodPrior,
    Source,
    SpreadPrior,
    Study,
)

GOOD = {
    "id": '"effect-test"',
    "name": '"test"',
    "mean": "-0.5",
    "sd": "1",
    "unit": '"points of a 0-10 scale"',
    "provisional": "false",
    "basis": '"assumption"',
    "source": '"lowdose-priors"',
    "locator": '"section Weak"',
    "checked": "2026-11-22",
}
SOURCE = 'id = "{id}"\nkind = "article"\ntitle = "T"\nurl = "https://example.org"\n'
STUDY = """id = "trial"
name = "Trial"
year = 2013
conditions = ["fibromyalgia"]
design = "crossover"
blinding = "double"
comparator = "placebo"
dose_low_mg = 4.5
dose_high_mg = 4.5
people = "31 women"
status = "published"
says = "Pain fell."
source = "paper"
locator = "abstract"
checked = 2026-11-22
seen = "abstract"
verified = true
risk_of_bias = "some"

[[results]]
name = "pain"
instrument = "nrs-pain"
weeks = 12.0
unit = "points"
is_primary = true
population = "all randomised"
pool = true
why = "The only one."
locator = "Table 2"
checked = 2026-11-22
seen = "abstract"
verified = true
estimate = { kind = "difference-p", difference = -0.6, p = 0.016, degrees = 27.0 }
"""


def read(tmp_path, file_name="effect-test.toml", kind=EffectPrior, **changes):
    """Write a record with some values changed (None: left out), and read it."""
    lines = [f"{key} = {value}" for key, value in (GOOD | changes).items() if value is not None]
    path = tmp_path / file_name
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_record(path, kind)


def read_study(tmp_path, old="", new=""):
    """Write a study with one text replaced, and read it."""
    assert STUDY.count(old) == 1 or not old
    path = tmp_path / "trial.toml"
    path.write_text(STUDY.replace(old, new) if old else STUDY, encoding="utf-8")
    return read_record(path, Study)


# --- what is read ---------------------------------------------------------------------------


def test_a_good_record_is_read_with_its_types(tmp_path):
    record = read(tmp_path)
    assert (record.mean, record.sd, record.provisional) == (-0.5, 1, False)
    assert record.checked == date(2026, 11, 22)


def test_a_whole_number_may_stand_for_a_float(tmp_path):
    assert read(tmp_path, mean="2").mean == 2


def test_a_record_never_changes(tmp_path):
    record = read_study(tmp_path)
    assert record.conditions == ("fibromyalgia",)
    with pytest.raises(FrozenInstanceError):
        record.year = 2014


def test_lists_within_lists_become_tuples(tmp_path):
    path = tmp_path / "ask.toml"
    path.write_text('id = "ask"\nkind = "outside"\ntopic = "t"\nneeds = [["dog"], ["a", "b"]]\n')
    assert read_record(path, Intent).needs == (("dog",), ("a", "b"))


def test_a_source_needs_no_source_of_its_own(tmp_path):
    path = tmp_path / "someone-2001.toml"
    path.write_text(SOURCE.format(id="someone-2001"), encoding="utf-8")
    assert read_record(path, Source).ids == ()


# --- what is refused ------------------------------------------------------------------------


def test_an_unknown_key_is_refused_with_its_line(tmp_path):
    with pytest.raises(KnowledgeError, match=r"^effect-test\.toml:11: meen: unknown key\. "):
        read(tmp_path, meen="1.0")


@pytest.mark.parametrize("key", GOOD)
def test_every_key_is_needed(tmp_path, key):
    with pytest.raises(KnowledgeError, match=rf"^effect-test\.toml:1: {key}: the key is missing"):
        read(tmp_path, **{key: None})


@pytest.mark.parametrize(
    ("key", "value", "line", "wanted"),
    [
        pytest.param("mean", '"-0.5"', 3, "number", id="text for a number"),
        pytest.param("mean", "true", 3, "number", id="yes or no for a number"),
        pytest.param("mean", "[1.0]", 3, "number", id="list for a number"),
        pytest.param("mean", "nan", 3, "finite number", id="not a number"),
        pytest.param("mean", "inf", 3, "finite number", id="infinite"),
        pytest.param("sd", "-inf", 4, "finite number", id="infinite below"),
        pytest.param("name", "7", 2, "string", id="number for text"),
        pytest.param("provisional", "1", 6, "boolean", id="number for yes or no"),
        pytest.param("provisional", '"no"', 6, "boolean", id="text for yes or no"),
        pytest.param("checked", '"2026-11-22"', 10, "date", id="text for a date"),
        pytest.param("checked", "2026", 10, "date", id="number for a date"),
        pytest.param("checked", "2026-11-22T00:00:00", 10, "date", id="time for a date"),
        pytest.param("checked", "2026-11-22T09:30:00Z", 10, "date", id="time zone for a date"),
    ],
)
def test_a_value_of_another_type_is_refused(tmp_path, key, value, line, wanted):
    found = rf"^effect-test\.toml:{line}: {key}: .* can't stand here\. .*valid {wanted}"
    with pytest.raises(KnowledgeError, match=found.replace("valid finite", "finite")):
        read(tmp_path, **{key: value})


def test_an_unknown_word_is_refused_with_the_known_ones(tmp_path):
    known = r"'guess' can't stand here\. .*'assumption', 'convention' or 'study'"
    with pytest.raises(KnowledgeError, match=rf"^effect-test\.toml:7: basis: {known}"):
        read(tmp_path, basis='"guess"')


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        pytest.param("mean", "= 1", 3, id="two equals signs"),
        pytest.param("name", '"open', 2, id="quote left open"),
        pytest.param("checked", "2026-02-30", 10, id="day that does not exist"),
        pytest.param("sd", "1\nmean = 2", 5, id="key given twice"),
    ],
)
def test_bad_toml_is_refused_with_its_line(tmp_path, key, value, line):
    with pytest.raises(
        KnowledgeError, match=rf"^effect-test\.toml: no valid TOML: .*line {line}\b"
    ):
        read(tmp_path, **{key: value})


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "effect-test.toml"
    path.write_bytes(b'id = "effect-test"\nname = "Cr\xf6hn"\n')
    with pytest.raises(KnowledgeError, match=r"^effect-test\.toml: no valid TOML: .*utf-8"):
        read_record(path, EffectPrior)


def test_an_id_that_is_not_the_file_name_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match=r"^other\.toml:1: id is 'effect-test'"):
        read(tmp_path, "other.toml")


def test_a_mistake_in_a_table_is_refused_with_the_line_in_that_table(tmp_path):
    with pytest.raises(KnowledgeError, match=r"^trial\.toml:28: results\.0\.why: 3 can't stand"):
        read_study(tmp_path, 'why = "The only one."', "why = 3")


def test_a_mistake_in_an_estimate_is_told_by_the_kind_that_was_meant(tmp_path):
    with pytest.raises(KnowledgeError, match=r"^trial\.toml:33: .*estimate\.degrees: the key"):
        read_study(tmp_path, ", degrees = 27.0", "")


def test_an_unknown_key_of_an_estimate_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match=r"^trial\.toml:33: .*estimate\.power: unknown key"):
        read_study(tmp_path, "degrees = 27.0", "degrees = 27.0, power = 0.8")


@pytest.mark.parametrize(
    ("kind", "files", "line"),
    [
        pytest.param(EffectPrior, ("a.toml", "b.toml"), 2, id="priors of one name"),
        pytest.param(Source, ("x/same.toml", "y/same.toml"), 1, id="sources of one id"),
    ],
)
def test_a_name_that_is_taken_is_refused(tmp_path, kind, files, line):
    for name in files:
        path = tmp_path / FOLDERS[kind] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        good = "\n".join(f"{key} = {value}" for key, value in GOOD.items())
        text = good.replace("effect-test", path.stem)
        path.write_text(SOURCE.format(id=path.stem) if kind is Source else text)
    last = re.escape(path.name)
    with pytest.raises(KnowledgeError, match=rf"^{last}:{line}: '(test|same)' is taken"):
        read_folder(tmp_path, kind)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert read_knowledge(tmp_path).studies == {}


def test_records_are_read_from_subfolders_in_order_of_path(tmp_path):
    for name in ("b", "a/c"):
        path = tmp_path / "sources" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SOURCE.format(id=path.stem))
    assert list(read_folder(tmp_path, Source)) == ["c", "b"]


# --- what is shipped ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FOLDERS, ids=lambda kind: kind.__name__)
def test_the_shipped_records_all_load_and_none_hides_another(kind):
    records = read_folder(data_folder(), kind)
    assert records
    assert all(isinstance(record, kind) for record in records.values())
    assert len(records) == len(list((data_folder() / FOLDERS[kind]).rglob("*.toml")))


@pytest.mark.parametrize("kind", FOLDERS, ids=lambda kind: kind.__name__)
def test_records_are_found_by_name_where_options_name_them_else_by_id(kind):
    found = load_records(kind)
    assert all(key == (r.name if kind in NAMED else r.id) for key, r in found.items())


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.__name__)
def test_every_shipped_assumption_has_a_source_a_place_a_unit_and_a_date(kind):
    for record in load_records(kind).values():
        assert record.source in load_records(Source)
        assert record.basis in {"assumption", "convention", "study"}
        assert record.locator.strip()
        assert record.unit.strip()
        assert record.checked <= date(2026, 12, 31)


def test_all_facts_are_those_of_the_single_kinds():
    knowledge = load_knowledge()
    for kind, folder in FOLDERS.items():
        if kind not in APART:
            assert getattr(knowledge, folder) == load_records(kind)


def test_the_priors_that_vote_are_those_of_the_design():
    effects, periods = load_records(EffectPrior), load_records(PeriodPrior)
    assert (effects["weak"].mean, effects["weak"].sd) == (0.0, 2.0)
    assert (effects["evidence"].mean, effects["evidence"].sd) == (-0.3, 0.8)
    assert effects["evidence"].provisional
    assert sorted(period.scale for period in periods.values()) == [0.7, 1.0]


def test_spreads_are_above_zero():
    assert all(prior.sd > 0 for prior in load_records(EffectPrior).values())
    assert all(0 < prior.mean < prior.longest for prior in load_records(OnsetPrior).values())
    assert all(prior.scale > 0 for prior in load_records(PeriodPrior).values())
    assert all(prior.scale > 0 for prior in load_records(SpreadPrior).values())
    background = load_records(BackgroundPrior)["nrs"]
    spreads = background.level_sd, background.trend_sd, background.sd_median, background.sd_log_sd
    assert min(spreads) > 0


def test_sizes_of_change_are_the_published_ones():
    # Salaffi 2004: one point or 15 %; Farrar 2001: two points or 30 %.
    sizes = load_records(Mcid)
    assert (sizes["pain"].points, sizes["pain"].share) == (1.0, 0.15)
    assert (sizes["much-better"].points, sizes["much-better"].share) == (2.0, 0.3)


def test_the_good_record_of_these_tests_has_every_key():
    assert set(GOOD) == {field.name for field in fields(EffectPrior)}
