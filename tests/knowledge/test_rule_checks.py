"""Questions and rules that nothing could answer, or that pass silence for no, are refused."""

from dataclasses import replace
from datetime import date

import pytest

from lowdose.knowledge.check import check_knowledge
from lowdose.knowledge.records import AlertRule, Choice, Citation, Item, Rule
from lowdose.knowledge.rule_checks import Vocabulary, check_item, check_rule, find_wrong_lines

AGE = Item(
    id="age",
    checks=("screen",),
    section="about-you",
    order=10,
    ask="How old are you?",
    why="It was hardly studied in children.",
    kind="number",
    unit="years",
)
ALCOHOL = Item(
    id="alcohol-use",
    checks=("screen", "watch"),
    section="about-you",
    order=20,
    ask="How much do you drink?",
    why="Alcohol strains the liver.",
    kind="choice",
    choices=(Choice(value="none", label="None"), Choice(value="heavy", label="Much")),
)
ALT = replace(AGE, id="alt", checks=("watch",), kind="lab", unit="U/L", order=30)
WORDS = Vocabulary((AGE, ALCOHOL, ALT), ("tramadol",))
SOURCE = Citation(
    source="paper", locator="p. 2", checked=date(2026, 11, 22), seen="abstract", verified=True
)
RULE = Rule(
    id="too-young",
    title="Under 18",
    level="stop",
    when=(("age < 18",),),
    text="Do not start.",
    prescriber_text="Under 18.",
    if_unknown="How old are you?",
    citations=(SOURCE,),
)
ALERT = AlertRule(
    id="alt-raised",
    title="ALT",
    urgency="today",
    trial="pauses",
    when=(("alt-times-limit > 3",),),
    text="Call.",
    prescriber_text="ALT.",
    citations=(SOURCE,),
)


def wrong_lines(record):
    return [text for _, text in find_wrong_lines(record, WORDS)]


def test_a_rule_and_a_question_in_order_have_no_problem():
    assert wrong_lines(RULE) == wrong_lines(ALERT) == wrong_lines(ALCOHOL) == []
    assert check_rule(RULE) is check_rule(ALERT) is None
    assert check_item(AGE) is check_item(ALCOHOL) is None


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("aeg < 18", "no answer that is known"),
        ("age is 18", "is a number"),
        ("age < eighteen", "compares with no number"),
        ("age under 18", "no criterion"),
        ("alcohol-use < 3", "is no number"),
        ("alcohol-use is lots", "is never 'lots'"),
        ("alcohol-use is none, heavy", "is one of"),
        ("medicine-role is opioid", "no answer that is known"),
        ("alt-times-limit > 3", "no answer that is known"),
    ],
)
def test_a_criterion_that_nothing_can_answer_is_told(line, wrong):
    (text,) = wrong_lines(replace(RULE, when=((line,),)))
    assert wrong in text


def test_a_rule_over_medicines_may_name_what_is_known_of_one():
    lines = ("medicine is tramadol", "medicine-role is opioid", "days-since-last-dose < 7")
    assert wrong_lines(replace(RULE, each="medicine", when=(lines,))) == []
    (text,) = wrong_lines(replace(RULE, each="medicine", when=(("medicine is tramadoll",),)))
    assert "is never 'tramadoll'" in text


def test_a_question_may_depend_on_earlier_ones_only():
    later = (("alcohol-use is heavy",),)
    assert wrong_lines(replace(ALCOHOL, asked_if=(("age >= 18",),))) == []
    assert len(wrong_lines(replace(AGE, asked_if=later))) == 1


def test_the_place_of_a_wrong_criterion_is_told():
    rule = replace(RULE, when=(("age < 18",), ("age < 12", "aeg < 3")))
    assert [place for place, _ in find_wrong_lines(rule, WORDS)] == [("when", 1, 1)]


def test_an_alternative_without_a_line_is_refused():
    assert "always holds" in wrong_lines(replace(RULE, when=((),)))[0]


@pytest.mark.parametrize("level", ["stop", "ask", "caution"])
def test_a_rule_above_information_says_what_it_asks_where_it_is_not_known(level):
    assert "if_unknown" in (check_rule(replace(RULE, level=level, if_unknown=" ")) or "")


def test_a_rule_of_information_may_stay_silent_where_it_is_not_known():
    assert check_rule(replace(RULE, level="info", if_unknown="")) is None


@pytest.mark.parametrize(("field", "value"), [("when", ()), ("citations", ())])
def test_a_rule_that_decides_nothing_or_rests_on_nothing_is_refused(field, value):
    assert "without when or citations" in (check_rule(replace(RULE, **{field: value})) or "")


def test_only_a_rule_over_medicines_names_one_in_its_text():
    each = replace(RULE, each="medicine", if_unsure="It may be {name}.")
    assert "{medicine}" in (check_rule(replace(RULE, text="Not with {medicine}.")) or "")
    assert check_rule(replace(each, text="Not with {medicine}.")) is None
    assert "{drug}" in (check_rule(replace(each, text="Not {drug}.")) or "")


def test_a_rule_that_stops_because_of_a_medicine_says_what_is_read_where_it_is_not_sure():
    assert "if_unsure" in (check_rule(replace(RULE, each="medicine", level="stop")) or "")
    assert check_rule(replace(RULE, each="medicine", level="ask")) is None


@pytest.mark.parametrize(
    ("item", "wrong"),
    [
        (replace(AGE, unit=""), "without a unit"),
        (replace(ALT, unit=" "), "without a unit"),
        (replace(ALCOHOL, choices=()), "choices"),
        (replace(AGE, choices=ALCOHOL.choices), "choices"),
        (replace(ALCOHOL, choices=ALCOHOL.choices * 2), "repeat"),
        (replace(ALCOHOL, choices=(Choice(value="unknown", label="?"),)), "always an answer"),
        (replace(AGE, low=120.0, high=0.0), "low"),
        (replace(AGE, why=""), "why is empty"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(item, wrong):
    assert wrong in (check_item(item) or "")


def test_the_check_of_all_facts_names_file_and_line_of_a_wrong_criterion(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "too-young.toml").write_text(
        'id = "too-young"\ntitle = "Under 18"\nlevel = "info"\n'
        'when = [["aeg < 18"]]\ntext = "Wait."\nprescriber_text = "Wait."\ncitations = []\n'
    )
    problems = check_knowledge(tmp_path, date(2026, 11, 22)).problems
    assert any(text.startswith("rules/too-young.toml:4: 'aeg' is no answer") for text in problems)
    assert any("without when or citations" in text for text in problems)
