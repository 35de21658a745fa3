"""Every rule of the loader refuses what breaks it, and the shipped facts all load."""

from dataclasses import fields
from datetime import date

import pytest

from lowdose.errors import KnowledgeError
from lowdose.knowledge.load import BASES, FOLDERS, load_records, read_record
from lowdose.knowledge.records import (
    BackgroundPrior,
    EffectPrior,
    Mcid,
    OnsetPrior,
    PeriodPrior,
    Source,
)

FACTS = [kind for kind in FOLDERS if kind is not Source]
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


def read(tmp_path, file_name="effect-test.toml", kind=EffectPrior, **changes):
    """Write a record with some values changed (None: left out), and read it."""
    lines = [f"{key} = {value}" for key, value in (GOOD | changes).items() if value is not None]
    path = tmp_path / file_name
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_record(path, kind)


# --- what is refused ------------------------------------------------------------------------


def test_a_good_record_is_read_with_its_types(tmp_path):
    record = read(tmp_path)
    assert (record.mean, record.sd, record.provisional) == (-0.5, 1, False)
    assert record.checked == date(2026, 11, 22)


def test_a_whole_number_may_stand_for_a_float(tmp_path):
    assert read(tmp_path, mean="2").mean == 2


def test_an_unknown_key_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(KnowledgeError, match=r"effect-test.toml: unknown key 'meen'.*mean, sd"):
        read(tmp_path, meen="1.0")


@pytest.mark.parametrize("key", GOOD)
def test_every_key_is_needed(tmp_path, key):
    with pytest.raises(KnowledgeError, match=f"effect-test.toml: key '{key}' is missing"):
        read(tmp_path, **{key: None})


@pytest.mark.parametrize(
    ("key", "value", "type_name"),
    [
        ("mean", '"-0.5"', "float"),
        ("mean", "true", "float"),
        ("mean", "[1.0]", "float"),
        ("name", "7", "str"),
        ("provisional", "1", "bool"),
        ("provisional", '"no"', "bool"),
        ("checked", '"2026-11-22"', "date"),
        ("checked", "2026", "date"),
    ],
)
def test_a_value_of_another_type_is_refused(tmp_path, key, value, type_name):
    with pytest.raises(KnowledgeError, match=f"effect-test.toml: {key} is .*{type_name}"):
        read(tmp_path, **{key: value})


def test_a_source_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match=r"source 'nobody-1999' is not in sources/"):
        read(tmp_path, source='"nobody-1999"')


def test_an_id_that_is_not_the_file_name_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match=r"other.toml: id is 'effect-test'"):
        read(tmp_path, "other.toml")


def test_an_unknown_basis_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(KnowledgeError, match=r"basis is 'guess'.*assumption, convention, study"):
        read(tmp_path, basis='"guess"')


def test_numbers_without_a_unit_are_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="unit is empty"):
        read(tmp_path, unit='""')


def test_a_source_needs_no_source_of_its_own(tmp_path):
    path = tmp_path / "someone-2001.toml"
    path.write_text('id = "someone-2001"\ntitle = "T"\nlink = "doi:10.1/2"\n', encoding="utf-8")
    assert read_record(path, Source).link == "doi:10.1/2"


# --- what is shipped ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FOLDERS, ids=lambda kind: kind.__name__)
def test_the_shipped_records_all_load(kind):
    records = load_records(kind)
    assert records
    assert all(isinstance(record, kind) for record in records.values())


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_every_shipped_number_has_a_source_a_place_and_a_date(kind):
    for record in load_records(kind).values():
        assert record.source in load_records(Source)
        assert record.basis in BASES
        assert record.locator
        assert record.unit
        assert record.checked <= date(2026, 12, 31)


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_records_are_found_by_the_name_that_options_use(kind):
    assert all(name == record.name for name, record in load_records(kind).items())


def test_sources_are_found_by_id():
    assert all(name == record.id for name, record in load_records(Source).items())


def test_every_source_is_used():
    used = {record.source for kind in FACTS for record in load_records(kind).values()}
    assert used == set(load_records(Source))


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_names_are_unique_within_a_kind(kind):
    # As many names as files: none has hidden another.
    ids = {record.id for record in load_records(kind).values()}
    assert len(ids) == len(load_records(kind))


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
