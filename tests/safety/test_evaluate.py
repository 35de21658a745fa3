"""Criteria are decided in Kleene's strong three-valued logic; its tables are the expectation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.knowledge.criteria import parse_criterion
from lowdose.safety.evaluate import Known, evaluate, holds

T, F, U = True, False, None
STATES = (T, U, F)
#: Kleene 1952, Introduction to Metamathematics, section 64: rows and columns are T, U, F.
AND = ((T, U, F), (U, U, F), (F, F, F))
OR = ((T, T, T), (T, U, U), (T, U, F))


def facts_of(**states):
    """Make each name hold `yes` where it is true, `no` where false, nothing where unknown."""
    word = {True: "yes", False: "no"}
    return {name: Known(word[s], word[s]) for name, s in states.items() if s is not None}


def pairs(table):
    return [(a, b, table[i][j]) for i, a in enumerate(STATES) for j, b in enumerate(STATES)]


@pytest.mark.parametrize(("a", "b", "expected"), pairs(AND))
def test_lines_of_one_alternative_follow_the_table_of_and(a, b, expected):
    assert evaluate((("a is yes", "b is yes"),), facts_of(a=a, b=b)).applies is expected


@pytest.mark.parametrize(("a", "b", "expected"), pairs(OR))
def test_alternatives_follow_the_table_of_or(a, b, expected):
    assert evaluate((("a is yes",), ("b is yes",)), facts_of(a=a, b=b)).applies is expected


def test_a_line_about_a_missing_answer_is_neither_met_nor_ruled_out():
    assert evaluate((("a is not yes",),), {}).applies is None
    assert evaluate((("a is none of yes, maybe",),), {}).applies is None


def test_what_is_missing_is_named_only_where_it_decides():
    lines = (("a is yes", "b is yes"), ("c is yes",))
    assert evaluate(lines, facts_of(a=F, b=U, c=U)).missing == ("c",)
    assert evaluate(lines, facts_of(a=T, b=U, c=U)).missing == ("b", "c")
    assert evaluate(lines, facts_of(a=U, b=U, c=T)).missing == ()


def test_a_name_that_is_missing_in_two_alternatives_is_named_once():
    lines = (("a is yes", "b is yes"), ("a is yes", "c is yes"))
    assert evaluate(lines, {}).missing == ("a", "b", "c")


def test_what_a_decision_rests_on_is_named():
    lines = (("a is yes", "b is yes"), ("c is yes",))
    assert evaluate(lines, facts_of(a=T, b=T, c=F)).used == ("a", "b")
    assert evaluate(lines, facts_of(a=T, b=U, c=F)).used == ("a",)


@pytest.mark.parametrize(
    ("line", "value", "expected"),
    [
        ("age < 18", 17.9, True),
        ("age < 18", 18.0, False),
        ("age <= 18", 18.0, True),
        ("age > 18", 18.0, False),
        ("age >= 18", 18.0, True),
        ("sort is short", "short", True),
        ("sort is not short", "slow", True),
        ("sort is one of short, slow", "slow", True),
        ("sort is one of short, slow", "depot", False),
        ("sort is none of short, slow", "depot", True),
        ("sort is none of short, slow", "slow", False),
    ],
)
def test_a_line_holds_for_the_values_it_names(line, value, expected):
    assert holds(parse_criterion(line), value) is expected


def test_a_word_is_never_compared_with_a_number():
    with pytest.raises(TypeError, match="age"):
        holds(parse_criterion("age < 18"), "seventeen")


states = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(STATES))
rules = st.lists(
    st.lists(st.sampled_from("abcd").map("{} is yes".format), min_size=1, max_size=3).map(tuple),
    min_size=1,
    max_size=3,
).map(tuple)


@given(rules, states)
def test_a_decision_does_not_change_with_any_answer_that_was_missing(when, known):
    # Strong logic decides only where no missing answer could decide otherwise.
    decided = evaluate(when, facts_of(**known)).applies
    for state in (True, False):
        filled = {name: known.get(name) for name in "abcd"}
        filled = {name: state if s is None else s for name, s in filled.items()}
        assert decided in (None, evaluate(when, facts_of(**filled)).applies)


@given(rules, states)
def test_an_open_rule_names_an_answer_that_is_missing(when, known):
    truth = evaluate(when, facts_of(**known))
    assert bool(truth.missing) == (truth.applies is None)
    assert all(known.get(name) is None for name in truth.missing)


def test_no_line_holds_about_a_question_that_an_earlier_answer_made_pointless():
    for line in ("a is yes", "a is not yes", "a < 7"):
        assert evaluate(((line,),), {}, not_asked={"a"}).applies is False
    assert evaluate((("a is yes",), ("b is yes",)), {}, not_asked={"a"}).missing == ("b",)
