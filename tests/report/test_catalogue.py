"""The texts: every key is usable, and none of them tells anybody what to do with a medicine."""

import re
from pathlib import Path
from string import Formatter

import pytest

from lowdose.report.texts import BOLD_END, BOLD_START, REMARK_CODES, load_texts, plain

TEXTS = load_texts()
#: What the analysis and the project's plan name as reasons and warnings.
CODES = [
    "no_comparison",
    "one_switch_only",
    "too_few_pairs",
    "no_variation",
    "no_scores",
    "no_scores_on_treatment",
    "no_scores_on_reference",
    "too_many_treatments",
    "computation_unreliable",
    "interval_includes_both",
    "priors_disagree",
    "shape_check_disagrees",
    "needs_later_look",
    "all_checks_passed",
    "little_chance_of_meaningful",
    "provisional_prior",
    "mostly_prior",
    "few_pairs",
    "extrapolated",
    "edge_scores",
    "prior_data_conflict",
    "tau_at_limit",
    "no_guesses",
    "many_missing",
    "short_periods",
    "baseline_left_out",
    "left_out",
    "open_label_unknown",
]
VALUES = {"treatment", "reference", "outcome", "size", "prior", "count", "pairs", "weight"}
VALUES |= {"share", "z", "days"}
#: An order: one of these verbs where a sentence or a clause begins, or after a word that urges.
ORDER = re.compile(
    r"(?:^|[.:;!?]\s+|\b(?:please|should|must|try to|need to|have to)\s+)"
    r"(?:take|raise|increase|lower|reduce|stop|start|begin|continue|keep|double|halve|skip|quit|"
    r"change|switch)\s+(?:taking|using|it|this|that|the|your|an?|ldn|\{|more|less|with)",
    re.IGNORECASE,
)


def sentences() -> list[tuple[str, str]]:
    pairs = []
    for key, value in TEXTS.entries.items():
        lines = value if isinstance(value, list) else [value]
        pairs += [(key, plain(line)) for line in lines]
    return pairs


@pytest.mark.parametrize("code", CODES)
def test_every_reason_and_warning_has_a_sentence(code: str) -> None:
    assert code in REMARK_CODES


def test_every_code_that_the_analysis_uses_has_a_sentence() -> None:
    folder = Path(__file__).parents[2] / "src" / "lowdose" / "inference"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r'(?:Remark|Vote)\(\s*(?:[\w.]+,\s*)?"(\w+)"', source))
    assert {"few_pairs", "all_checks_passed"} <= used <= set(REMARK_CODES)


@pytest.mark.parametrize("code", REMARK_CODES)
def test_a_remark_needs_no_value_that_nobody_gives(code: str) -> None:
    keys = [key for key in TEXTS.entries if key.startswith(f"remark.{code}.")]
    needed = {name for key in keys for _, name, _, _ in Formatter().parse(TEXTS.entries[key])}
    assert needed - {None} <= VALUES


@pytest.mark.parametrize("code", REMARK_CODES)
def test_the_advice_a_remark_names_exists(code: str) -> None:
    key = f"remark.{code}.help"
    assert not TEXTS.has(key) or TEXTS.has(f"advice.{TEXTS.word(key)}")


@pytest.mark.parametrize(("key", "sentence"), sentences())
def test_no_sentence_orders_anything_about_a_medicine(key: str, sentence: str) -> None:
    assert not ORDER.search(sentence), key


@pytest.mark.parametrize(
    "order", ["Stop LDN.", "It helps. Take it daily.", "You should raise the dose."]
)
def test_the_search_for_orders_finds_one(order: str) -> None:
    assert ORDER.search(order)


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.97, "97 in 100"),
        (0.994, "99 in 100"),
        (0.996, "more than 99 in 100"),
        (1.0, "more than 99 in 100"),
        (0.006, "1 in 100"),
        (0.004, "less than 1 in 100"),
        (0.0, "less than 1 in 100"),
    ],
)
def test_a_chance_is_never_certain_and_never_impossible(probability: float, words: str) -> None:
    assert TEXTS.chance(probability) == words


def test_the_two_sides_of_a_half_percent_add_up_to_a_hundred() -> None:
    assert TEXTS.chance(0.975) == "98 in 100"
    assert TEXTS.chance(0.025) == "2 in 100"


def test_points_have_one_decimal_and_no_sign() -> None:
    assert TEXTS.points(-1.25) == "1.2"
    assert TEXTS.points(2.0) == "2.0"


def test_a_number_has_only_the_decimals_it_needs() -> None:
    assert [TEXTS.number(x) for x in (10.0, 1.5, -0.25, -0.001)] == ["10", "1.5", "−0.25", "0"]


def test_a_sentence_starts_with_a_capital_even_inside_marks() -> None:
    assert TEXTS.say("chance.most") == "More than 99 in 100"
    marked = TEXTS.marked("chances.sentence", better="more", meaningful="less", size="a point")
    assert marked.startswith(f"{BOLD_START}More{BOLD_END} that it helps at all")


def test_braces_in_a_name_are_left_alone() -> None:
    assert TEXTS.say("verdict.helps", treatment="{size}") == "{size} helped"
