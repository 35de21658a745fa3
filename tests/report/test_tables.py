"""The numbers behind the pictures and sentences."""

from dataclasses import replace

import numpy as np
import pytest

from lowdose.inference.answer import Fit
from lowdose.report.tables import (
    explain_priors,
    tabulate_chances,
    tabulate_change,
    tabulate_data,
    tabulate_diary,
    tabulate_pairs,
    tabulate_priors,
)
from lowdose.report.texts import load_texts
from tests.report.answers import effect, helps, mood, not_valid

TEXTS = load_texts()


def test_a_day_without_an_entry_and_a_day_left_out_are_named() -> None:
    answer = helps()
    rows = tabulate_diary(answer, answer.diary, TEXTS).rows
    assert rows[0][:4] == ("5 Jan 2026", "placebo", "6", "")
    assert rows[5][:4] == ("10 Jan 2026", "placebo", "", "no entry")
    assert rows[30][3] == "left out"
    assert len(rows) == 84


def test_the_fitted_level_stands_beside_the_score() -> None:
    answer = helps()
    table = tabulate_diary(answer, answer.diary, TEXTS)
    assert table.head[-1] == "Level seen (95 %)"
    assert table.rows[0][-1] == "6.2 (5.4 – 7.0)"


def test_a_diary_without_a_fit_has_no_column_for_it() -> None:
    answer = not_valid()
    assert len(tabulate_diary(answer, answer.diary, TEXTS).head) == 4


def test_the_steps_of_an_even_density_have_even_chances() -> None:
    # Flat from -2 to 0: a quarter of it in each half point, the outer steps put together.
    flat = Fit(*([np.zeros(1)] * 3), np.linspace(-2.0, 0.0, 5), np.full(5, 0.5))
    table = tabulate_change(replace(helps(), fit=flat), TEXTS)
    assert table.rows == (
        ("Below −1.5", "25 in 100"),
        ("−1.5 to −1", "25 in 100"),
        ("−1 to −0.5", "25 in 100"),
        ("−0.5 and more", "25 in 100"),
    )


def test_pairs_are_told_in_words() -> None:
    assert tabulate_pairs(helps(), TEXTS).rows[0] == ("Pair 1", "1.1 lower")
    assert tabulate_pairs(mood(), TEXTS).rows[0] == ("Pair 1", "9.0 better")


def test_the_first_prior_is_the_one_used_and_provisional_ones_are_marked() -> None:
    answer = replace(helps(), sensitivity=helps().sensitivity[:2])
    first, second = tabulate_priors(answer, TEXTS).rows
    assert first[0] == "Published trials (provisional)"
    assert second[0] == "Published trials (provisional), more drift"
    assert first[2:] == ("99", "77", "62 %")


def test_every_prior_of_the_table_is_explained() -> None:
    assert explain_priors(helps(), TEXTS) == (
        "Published trials: a small effect, as published trials suggest. "
        "Open-minded: any effect up to a few points, for better or worse."
    )


def test_an_unknown_prior_is_shown_by_its_name() -> None:
    line = replace(helps().sensitivity[0], prior="my-own", provisional=False)
    answer = replace(helps(), sensitivity=(line,))
    assert tabulate_priors(answer, TEXTS).rows[0][0] == "My own"


def test_the_reached_and_the_steady_effect_stand_side_by_side() -> None:
    answer = replace(helps(), reached=effect(-1.2, -2.2, -0.1))
    table = tabulate_chances(answer, TEXTS)
    assert table.head == ("What", "Reached in your periods", "If you stayed on it (projection)")
    assert table.rows[0][:2] == ("Helps at all", "97 in 100")
    assert table.rows[2][:2] == ("Helps by 2 points or more", "20 in 100")


@pytest.mark.parametrize(("answer", "n_rows"), [(helps(), 9), (not_valid(), 7)])
def test_assumptions_are_listed_only_where_they_were_used(answer, n_rows: int) -> None:
    assert len(tabulate_data(answer, TEXTS).rows) == n_rows
