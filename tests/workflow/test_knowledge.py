"""`knowledge`: every fact is held to the rules, and is shown with its sources and doubts."""

from datetime import date

import pytest

from lowdose.errors import UsageError
from lowdose.knowledge.load import FOLDERS, data_folder, load_knowledge
from lowdose.knowledge.records import EffectPrior, Label, Study
from lowdose.workflow import knowledge as workflow
from lowdose.workflow.knowledge import check, conflicts_of, show

TODAY = date(2026, 12, 31)


def test_the_shipped_facts_have_no_problem():
    assert check(TODAY).problems == ()


def test_every_file_is_counted_once():
    files = list(data_folder().rglob("*.toml"))
    assert sum(check(TODAY).counts.values()) == len(files)


def test_a_fact_checked_after_the_given_day_is_told():
    # Nothing here was written before 2020.
    problems = check(date(2020, 1, 1)).problems
    assert problems
    assert all("lies ahead" in problem for problem in problems)


def test_the_facts_of_the_package_are_those_that_are_checked(tmp_path, monkeypatch):
    (tmp_path / "stray.txt").write_text("no record")
    monkeypatch.setattr(workflow, "data_folder", lambda: tmp_path)
    (problem,) = check(TODAY).problems
    assert problem.startswith("stray.txt: no kind of record lives here")


def test_a_study_is_shown_with_the_sources_of_all_its_parts():
    shown = show("younger-2013")
    assert shown.folder == "studies"
    assert shown.record.id == "younger-2013"
    # The paper, the registry entry and the congress report, named in the study itself.
    ids = [source.id for source in shown.sources]
    assert ids[0] == "younger-2013"
    assert {"nct00568555", "younger-2012-congress"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_study_goes_before_the_source_of_the_same_id():
    both = set(load_knowledge().studies) & set(load_knowledge().sources)
    assert "younger-2013" in both
    assert all(isinstance(show(identity).record, Study) for identity in both)


def test_a_source_of_its_own_is_shown_as_it_is():
    shown = show("salaffi-2004")
    assert (shown.folder, shown.sources) == ("sources", ())


def test_an_address_shows_the_record_of_the_fact():
    assert show("approvals#opioids-year") == show("approvals")


@pytest.mark.parametrize(
    ("identity", "folder", "kind"),
    [("effect-weak", "priors/effect", EffectPrior), ("revia-2013", "labels", Label)],
)
def test_records_of_every_folder_are_found(identity, folder, kind):
    shown = show(identity)
    assert shown.folder == folder
    assert isinstance(shown.record, kind)


def test_every_id_of_every_folder_can_be_shown():
    for path in data_folder().rglob("*.toml"):
        assert show(path.stem).folder in FOLDERS.values()


def test_what_disagrees_is_shown_with_the_record_of_either_side():
    # conflicts/approval-dates.toml names two facts of the topic `approvals` as its sides.
    assert "approval-dates" in {conflict.id for conflict in show("approvals").conflicts}
    assert "younger-2013-numbers" in {c.id for c in conflicts_of("younger-2013")}


def test_a_record_that_nobody_disagrees_with_has_no_conflicts():
    assert conflicts_of("tramadol") == ()
    assert conflicts_of("approval") == ()


def test_the_sources_of_what_disagrees_are_listed_too():
    # conflicts/approval-dates.toml is complete; the topic `migraine` lacks toledano-acute-2021.
    shown = show("migraine")
    named = {side.source for conflict in shown.conflicts for side in conflict.sides}
    assert named <= {source.id for source in shown.sources}


@pytest.mark.parametrize(
    ("wrong", "meant"), [("younger2013", "younger-2013"), ("tramadole", "tramadol")]
)
def test_an_unknown_id_is_refused_with_similar_ones(wrong, meant):
    with pytest.raises(UsageError, match=rf"^id is '{wrong}'\. No record has it\. .*\b{meant}\b"):
        show(wrong)
