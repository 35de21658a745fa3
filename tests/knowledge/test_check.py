"""Every rule of the check finds what breaks it, on the line where it stands; ours break none."""

import re
from datetime import date
from pathlib import Path

import pytest

from lowdose.knowledge.check import RULES, check_knowledge
from lowdose.knowledge.load import FOLDERS, data_folder

#: The day on which all facts of these tests were checked.
TODAY = date(2026, 11, 22)
MARKS = """locator = "p. 2"
checked = 2026-11-22
seen = "abstract"
verified = true
"""
# A small knowledge base that breaks no rule; each test changes one text of it.
GOOD = {
    "sources/paper.toml": """id = "paper"
kind = "article"
title = "Somebody 2013"
url = "https://example.org"
""",
    "topics/blockade.toml": f"""id = "blockade"
title = "Blockade"
group = "mechanism"
words = ["blocks"]
says = "It blocks opioids."
prescriber = "An antagonist."
safety = "none"

[[facts]]
name = "half-life"
says = "Half is gone after 4 hours."
low = 3.0
value = 4.0
high = 5.0
unit = "h"
source = "paper"
{MARKS}""",
    "conditions/fibromyalgia.toml": """id = "fibromyalgia"
name = "fibromyalgia"
words = ["fibro"]
rank = 10
is_pain = true
says = "One trial."
never = []
""",
    "instruments/nrs-pain.toml": """id = "nrs-pain"
name = "pain"
outcome = "pain"
unit = "points"
lower_is_better = true
""",
    "instruments/nausea.toml": """id = "nausea"
name = "nausea"
outcome = "nausea"
unit = "people"
lower_is_better = true
""",
    "studies/trial-2013.toml": f"""id = "trial-2013"
name = "Trial 2013"
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
{MARKS}risk_of_bias = "some"

[[bias]]
domain = "carryover"
judgement = "some"
reason = "No break."

[[results]]
name = "pain"
instrument = "nrs-pain"
weeks = 12.0
unit = "points"
is_primary = true
population = "all randomised"
pool = true
why = "The only one."
estimate = {{ kind = "difference-ci", difference = -0.34, low = -0.95, high = 0.27 }}
{MARKS}
[[results]]
name = "pain-p"
instrument = "nrs-pain"
weeks = 4.0
unit = "points"
is_primary = false
population = "all randomised"
pool = false
why = "Too early."
estimate = {{ kind = "difference-p", difference = -0.6, p = 0.016, degrees = 27.0 }}
{MARKS}
[[results]]
name = "nausea"
instrument = "nausea"
weeks = 12.0
unit = "people"
is_primary = false
population = "all randomised"
pool = false
why = "No question yet."
estimate = {{ kind = "events", ldn_events = 5, ldn_n = 49, control_events = 3, control_n = 50 }}
{MARKS}""",
    "reviews/review-2020.toml": f"""id = "review-2020"
name = "Review 2020"
year = 2020
conditions = ["fibromyalgia"]
includes = ["trial-2013"]
did_differently = "Nothing."
source = "paper"

[[results]]
name = "pooled"
outcome = "pain"
measure = "MD"
comparison = "LDN against placebo"
says = "Less pain."
inputs = ["trial-2013#pain"]
reproduced = "reproducible"
{MARKS}""",
    "medicines/tramadol.toml": """id = "tramadol"
name = "tramadol"
role = "opioid"
group = "short"
says = "An opioid."
facts = []
""",
    "statements/says-blocks.toml": f"""id = "says-blocks"
sort = "mechanism"
about = "opioid_blockade"
sentence = "It blocks opioids."
says = "It does."
topics = ["blockade"]
medicines = ["tramadol"]
said = ["One.", "Two.", "Three."]
not_said = ["Four.", "Five.", "Six."]

[[rulings]]
polarity = "asserts"
verdict = "supported"
says = "True."

[[citations]]
source = "paper"
{MARKS}""",
    "statements/says-helps.toml": """id = "says-helps"
sort = "efficacy"
about = "pain"
sentence = "It helps."
says = "See the trials."
said = ["One.", "Two.", "Three."]
not_said = ["Four.", "Five.", "Six."]

[computed]
condition = "fibromyalgia"
outcome = "pain"
""",
    "conflicts/hours.toml": f"""id = "hours"
title = "Hours"
used = "The first."

[[sides]]
says = "Four hours."
about = ["blockade", "blockade#half-life"]
source = "paper"
{MARKS}""",
    "intents/own-dose.toml": """id = "own-dose"
kind = "own-dose"
topic = "blockade"
needs = [["should i"]]
""",
    "priors/effect/weak.toml": """id = "weak"
name = "weak"
mean = 0.0
sd = 2.0
unit = "points"
provisional = false
basis = "assumption"
source = "paper"
locator = "p. 2"
checked = 2026-11-22
""",
    "priors/onset/ldn.toml": """id = "ldn"
name = "ldn"
mean = 7.0
longest = 42.0
unit = "d"
basis = "assumption"
source = "paper"
locator = "p. 2"
checked = 2026-11-22
""",
    "priors/background/nrs.toml": """id = "nrs"
name = "nrs"
level_mean = 5.0
level_sd = 3.0
trend_sd = 1.5
sd_median = 1.5
sd_log_sd = 0.6
unit = "points"
basis = "assumption"
source = "paper"
locator = "p. 2"
checked = 2026-11-22
""",
}
TOPIC, STUDY, REVIEW = "topics/blockade.toml", "studies/trial-2013.toml", "reviews/review-2020.toml"
BLOCKS, HELPS = "statements/says-blocks.toml", "statements/says-helps.toml"
CONFLICT, INTENT = "conflicts/hours.toml", "intents/own-dose.toml"
WEAK, SOURCE = "priors/effect/weak.toml", "sources/paper.toml"
CI = "difference = -0.34, low = -0.95, high = 0.27"
EVENTS = "ldn_events = 5, ldn_n = 49, control_events = 3, control_n = 50"


def run(folder, **files):
    """Write the good files with some others put in their place, and check them."""
    for name, text in (GOOD | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return check_knowledge(folder, TODAY)


def change(folder, file, old, new):
    """Change one text of one file; return each problem with the text of the line it names."""
    assert GOOD[file].count(old) == 1
    text = GOOD[file].replace(old, new)
    shown = []
    for problem in run(folder, **{file: text}).problems:
        name, line, told = re.fullmatch(r"([^:]+):(\d+): (.+)", problem).groups()
        assert file.endswith(name)
        shown.append((text.splitlines()[int(line) - 1], told))
    return shown


def check_one(folder, file, old, new, line, told):
    """Assert that a change is one problem, told on the line that starts so."""
    ((shown, text),) = change(folder, file, old, new)
    assert shown.startswith(line)
    assert told in text


# --- what is in order -----------------------------------------------------------------------


def test_a_knowledge_base_that_breaks_no_rule_has_no_problem(tmp_path):
    report = run(tmp_path)
    assert report.problems == ()
    assert report.counts["statements"] == 2
    assert report.counts["labels"] == 0
    assert sum(report.counts.values()) == len(GOOD)


def test_what_was_seen_in_its_source_is_counted(tmp_path):
    # By hand: a fact, a study and its three results, a review's result, a citation, a side.
    report = run(tmp_path)
    assert (report.verified, report.unverified) == (8, 0)
    report = run(tmp_path, **{TOPIC: GOOD[TOPIC].replace("verified = true", "verified = false")})
    assert (report.verified, report.unverified) == (7, 1)


def test_the_shipped_facts_have_no_problem():
    report = check_knowledge(data_folder(), date.today())
    assert report.problems == ()
    assert all(report.counts[folder] for folder in FOLDERS.values())


# --- references --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        pytest.param(TOPIC, '"paper"', '"x"', "source", id="source of a fact"),
        pytest.param(WEAK, '"paper"', '"x"', "source", id="source of a prior"),
        pytest.param(INTENT, '"blockade"', '"x"', "topic", id="topic"),
        pytest.param(BLOCKS, '["blockade"]', '["x"]', "topic", id="topic in a list"),
        pytest.param(BLOCKS, '["tramadol"]', '["x"]', "medicine", id="medicine"),
        pytest.param(STUDY, '["fibromyalgia"]', '["x"]', "condition", id="condition"),
        pytest.param(HELPS, '"fibromyalgia"', '"x"', "condition", id="condition of a verdict"),
        pytest.param(STUDY, '"nausea"\nweeks', '"x"\nweeks', "instrument", id="instrument"),
        pytest.param(REVIEW, '["trial-2013"]', '["x"]', "study", id="study"),
        pytest.param(REVIEW, "trial-2013#pain", "x", "address", id="result of a study"),
        pytest.param(CONFLICT, "blockade#half-life", "x", "address", id="fact"),
        pytest.param(CONFLICT, '"blockade",', '"paper",', "address", id="source as a side"),
    ],
)
def test_a_reference_that_names_nothing_is_told_on_its_line(tmp_path, file, old, new, kind):
    ((line, told),) = change(tmp_path, file, old, new)
    wrong = re.search(r"\w+", new)[0]
    assert f'"{wrong}"' in line
    assert told.endswith(f"'{wrong}' names no {kind}. Add it or correct the id.")


def test_a_reference_to_a_record_of_another_kind_names_nothing(tmp_path):
    check_one(tmp_path, STUDY, '["fibromyalgia"]', '["nrs-pain"]', "conditions", "no condition")


# --- marks of what was seen --------------------------------------------------------------------


def test_what_was_not_seen_is_never_verified(tmp_path):
    told = "seen is 'memory', so verified must be false"
    check_one(tmp_path, TOPIC, 'seen = "abstract"', 'seen = "memory"', "[[facts]]", told)


def test_what_was_not_seen_may_stand_there_marked(tmp_path):
    marked = 'seen = "memory"\nverified = false'
    assert change(tmp_path, TOPIC, 'seen = "abstract"\nverified = true', marked) == []


@pytest.mark.parametrize("locator", ['""', '"  "'])
def test_a_place_in_a_source_is_never_empty(tmp_path, locator):
    told = "locator is empty"
    check_one(tmp_path, BLOCKS, 'locator = "p. 2"', f"locator = {locator}", "[[citations]]", told)


@pytest.mark.parametrize("file", [TOPIC, WEAK, BLOCKS])
def test_nothing_was_checked_in_the_future(tmp_path, file):
    tomorrow = "checked = 2026-11-23"
    check_one(tmp_path, file, "checked = 2026-11-22", tomorrow, tomorrow, "lies ahead")


# --- facts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ['unit = ""\n', 'unit = " "\n', ""])
def test_a_number_needs_a_unit(tmp_path, unit):
    told = "half-life: a number without a unit"
    check_one(tmp_path, TOPIC, 'unit = "h"\n', unit, "[[facts]]", told)


def test_a_fact_without_numbers_needs_no_unit(tmp_path):
    numbers = 'low = 3.0\nvalue = 4.0\nhigh = 5.0\nunit = "h"\n'
    assert change(tmp_path, TOPIC, numbers, "") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("low = 3.0", "low = 6.0", id="low above high"),
        pytest.param("low = 3.0", "low = 4.5", id="low above value"),
        pytest.param("high = 5.0", "high = 3.5", id="value above high"),
        pytest.param("low = 3.0\nvalue = 4.0", "low = 5.5", id="no value"),
    ],
)
def test_low_value_and_high_are_in_order(tmp_path, old, new):
    check_one(tmp_path, TOPIC, old, new, "[[facts]]", "low, value, high are not in order")


def test_a_computed_number_says_how(tmp_path):
    told = "half-life: computed, but `how` is empty"
    check_one(tmp_path, TOPIC, 'seen = "abstract"', 'seen = "computed"', "[[facts]]", told)


def test_a_computed_number_that_says_how_is_in_order(tmp_path):
    how = 'how = "3 and 5 averaged."\nseen = "computed"'
    assert change(tmp_path, TOPIC, 'seen = "abstract"', how) == []


def test_two_facts_of_one_record_have_two_names(tmp_path):
    fact = GOOD[TOPIC].partition("[[facts]]")[2]
    ((_, told),) = change(tmp_path, TOPIC, fact, f"{fact}\n[[facts]]{fact}")
    assert told == "'half-life' names two facts. Names are unique in a record. Rename one."


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        pytest.param("value = 4.0", "value = 4.5", True, id="another value"),
        pytest.param("low = 3.0", "low = 2.0", True, id="another interval"),
        pytest.param("4 hours", "four hours", False, id="other words"),
        pytest.param('"p. 2"', '"p. 3"', False, id="another place"),
        pytest.param('unit = "h"', 'unit = "hours of rats"', False, id="another unit"),
    ],
)
def test_facts_of_one_name_and_place_agree(tmp_path, old, new, is_told):
    other = GOOD[TOPIC].replace('id = "blockade"', 'id = "other"').replace(old, new)
    told = run(tmp_path, **{"topics/other.toml": other}).problems
    wanted = (
        "topics/other.toml:9: half-life differs from blockade.toml, same source and place. "
        "Correct one of them."
    )
    assert told == ((wanted,) if is_told else ())


# --- studies and their results -----------------------------------------------------------------


@pytest.mark.parametrize(
    "new",
    [
        pytest.param("difference = -0.96, low = -0.95, high = 0.27", id="below"),
        pytest.param("difference = 0.30, low = -0.95, high = 0.27", id="above"),
        pytest.param("difference = -0.34, low = 0.27, high = -0.95", id="turned round"),
        pytest.param("difference = -0.34, low = -0.34, high = 0.27", id="no width"),
    ],
)
def test_an_estimate_lies_in_its_interval(tmp_path, new):
    check_one(tmp_path, STUDY, CI, new, "estimate", "low, difference, high are not in order")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("p = 0.016", "p = 0.0"),
        ("p = 0.016", "p = 1.0"),
        ("p = 0.016", "p = 1.6"),
        ("p = 0.016", "p = -0.1"),
        ("degrees = 27.0", "degrees = 0.0"),
    ],
)
def test_a_p_value_lies_between_0_and_1_and_has_degrees_of_freedom(tmp_path, old, new):
    check_one(tmp_path, STUDY, old, new, "estimate", "must lie between 0 and 1")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("ldn_events = 5", "ldn_events = 50", id="on LDN"),
        pytest.param("control_events = 3", "control_events = 51", id="on control"),
        pytest.param("ldn_events = 5", "ldn_events = -1", id="below 0 on LDN"),
        pytest.param("control_events = 3", "control_events = -1", id="below 0 on control"),
    ],
)
def test_no_more_people_have_an_event_than_there_are(tmp_path, old, new):
    check_one(tmp_path, STUDY, old, new, "estimate", "more events than people")


def test_everybody_may_have_an_event(tmp_path):
    everybody = "ldn_events = 49, ldn_n = 49, control_events = 50, control_n = 50"
    assert change(tmp_path, STUDY, EVENTS, everybody) == []


def test_an_unverified_result_is_never_pooled(tmp_path):
    first, mark, rest = GOOD[STUDY].partition(f"{CI} }}\n")
    text = first + mark + rest.replace("verified = true", "verified = false", 1)
    (told,) = run(tmp_path, **{STUDY: text}).problems
    assert told.startswith("studies/trial-2013.toml:25: pain: an unverified result can't be pooled")


def test_a_pooled_result_says_when_it_was_measured(tmp_path):
    (told,) = run(tmp_path, **{STUDY: GOOD[STUDY].replace("weeks = 12.0\n", "", 2)}).problems
    assert "pain: a pooled result without weeks" in told


def test_a_pooled_study_says_its_dose(tmp_path):
    text = "\n".join(x for x in GOOD[STUDY].split("\n") if not x.startswith("dose_high_mg"))
    (told,) = run(tmp_path, **{STUDY: text}).problems
    assert "a pooled study without dose_high_mg" in told


def test_a_result_says_why_it_is_pooled_or_not(tmp_path):
    check_one(tmp_path, STUDY, '"Too early."', '" "', "[[results]]", "pain-p: why is empty")


def test_two_results_of_one_study_have_two_names(tmp_path):
    ((_, told),) = change(tmp_path, STUDY, '"pain-p"', '"pain"')
    assert told.startswith("'pain' names two facts.")


BIAS = '[[bias]]\ndomain = "carryover"\njudgement = "some"\nreason = "No break."\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(BIAS, "", id="no domain"),
        pytest.param('risk_of_bias = "some"', 'risk_of_bias = "not-assessed"', id="no judgement"),
    ],
)
def test_a_controlled_study_has_its_bias_judged(tmp_path, old, new):
    check_one(tmp_path, STUDY, old, new, "id", "a controlled study without bias")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('comparator = "placebo"', 'comparator = "none"', id="no control group"),
        pytest.param('status = "published"', 'status = "running"', id="no result yet"),
    ],
)
def test_a_study_without_control_or_result_needs_no_judgement(tmp_path, old, new):
    text = GOOD[STUDY].replace(BIAS, "").replace(old, new)
    assert run(tmp_path, **{STUDY: text}).problems == ()


# --- statements and priors ---------------------------------------------------------------------


def test_a_statement_has_not_both_rulings_and_a_computed_verdict(tmp_path):
    both = '[computed]\ncondition = "fibromyalgia"\noutcome = "pain"\n\n[[citations]]'
    check_one(tmp_path, BLOCKS, "[[citations]]", both, "id", "give either rulings or computed")


def test_a_statement_has_rulings_or_a_computed_verdict(tmp_path):
    computed = '[computed]\ncondition = "fibromyalgia"\noutcome = "pain"\n'
    check_one(tmp_path, HELPS, computed, "", "id", "give either rulings or computed")


def test_a_verdict_has_a_citation(tmp_path):
    citation = f'[[citations]]\nsource = "paper"\n{MARKS}'
    check_one(tmp_path, BLOCKS, citation, "", "id", "a verdict without citations")


@pytest.mark.parametrize(
    ("old", "new"),
    [('["One.", "Two.", "Three."]', '["One.", "Two."]'), ('["Four.", "Five.", "Six."]', "[]")],
)
def test_a_statement_has_three_examples_of_each_sort(tmp_path, old, new):
    check_one(tmp_path, BLOCKS, old, new, "id", "said and not_said need 3 sentences each")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (WEAK, "sd = 2.0", "sd = 0.0"),
        (WEAK, "sd = 2.0", "sd = -2.0"),
        ("priors/onset/ldn.toml", "longest = 42.0", "longest = 0.0"),
        ("priors/background/nrs.toml", "sd_median = 1.5", "sd_median = -1.5"),
    ],
)
def test_the_width_of_a_prior_is_above_0(tmp_path, file, old, new):
    name = old.partition(" ")[0]
    check_one(tmp_path, file, old, new, "id", f"{name} must be above 0")


def test_the_numbers_of_a_prior_have_a_unit(tmp_path):
    check_one(tmp_path, WEAK, 'unit = "points"', 'unit = " "', "id", "unit is empty")


# --- files -------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_checked(tmp_path):
    report = run(
        tmp_path,
        **{
            INTENT: GOOD[INTENT] + "need = []\n",
            WEAK: GOOD[WEAK].replace("sd = 2.0", "sd = 0.0"),
        },
    )
    first, second = report.problems
    assert first.startswith("intents/own-dose.toml:5: need: unknown key")
    assert second.startswith("effect/weak.toml:1: sd must be above 0")
    assert report.counts["intents"] == 0


@pytest.mark.parametrize(
    "stray", ["notes.md", "topics/blockade.txt", "topics/blockade.toml.orig", "topicz/a.toml"]
)
def test_a_stray_file_is_told(tmp_path, stray):
    (problem,) = run(tmp_path, **{stray: 'id = "a"\n'}).problems
    assert problem.startswith(f"{stray}: no kind of record lives here.")


@pytest.mark.parametrize(
    ("twin", "file"),
    [
        pytest.param("topics/more/blockade.toml", TOPIC, id="two of one kind"),
        pytest.param("sources/more/paper.toml", SOURCE, id="two sources"),
    ],
)
def test_an_id_is_given_once_in_all_folders_of_a_kind(tmp_path, twin, file):
    problems = run(tmp_path, **{twin: GOOD[file]}).problems
    name = Path(file).stem
    assert any(f"/{name}.toml:1: id '{name}' is taken by " in problem for problem in problems)


def test_an_id_is_given_once_among_all_kinds(tmp_path):
    text = GOOD["conditions/fibromyalgia.toml"].replace('id = "fibromyalgia"', 'id = "tramadol"')
    (problem,) = run(tmp_path, **{"conditions/tramadol.toml": text}).problems
    assert (
        "medicines/tramadol.toml:1: id 'tramadol' is taken by conditions/tramadol.toml" in problem
    )


def test_a_source_may_be_named_like_its_study(tmp_path):
    source = GOOD[SOURCE].replace('id = "paper"', 'id = "trial-2013"')
    assert run(tmp_path, **{"sources/trial-2013.toml": source}).problems == ()


def test_the_rules_of_single_parts_are_those_tested_here():
    tested = {
        *("_check_marks", "_check_fact", "_check_interval", "_check_p", "_check_events"),
        *("_check_result", "_check_study", "_check_statement", "_check_prior"),
        *("_check_limit", "_check_syringe", "_check_monitoring"),
        "_check_parameter",
        *("check_item", "check_rule"),  # in test_rule_checks.py
    }
    assert {rule.__name__ for rule in RULES} == tested
