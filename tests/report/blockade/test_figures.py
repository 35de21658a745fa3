"""The pictures of a blockade with what it takes to read them without seeing them."""

import pytest

from lowdose.report.blockade.figures import draw_blockade
from lowdose.report.texts import load_texts
from tests.report.blockade.test_scene import LONG, scene_of

TEXTS = load_texts()
FIGURES = {figure.name: figure for figure in draw_blockade(scene_of(LONG), TEXTS)}


@pytest.mark.parametrize("name", ["regimen", "day", "after"])
def test_each_picture_has_a_description_a_table_and_two_sizes(name: str) -> None:
    figure = FIGURES[name]
    assert len(figure.description) > 80
    assert len(figure.table.rows) > 5
    assert len(set(figure.drawings)) == 2


def test_the_description_counts_doses_and_tells_both_models() -> None:
    told = FIGURES["regimen"].description
    assert told.startswith("88 doses taken and 2 missed.")
    # Acceptance values of the model, steady state.
    assert "54 % to 66 %" in told
    assert "4 % to 46 %" in told


def test_the_third_strip_is_called_a_hypothesis_for_who_cannot_see_it() -> None:
    told = FIGURES["day"].description
    assert "Third, a hypothesis" in told
    assert "without a scale" in told
    assert "hours above 50 % are 24 h by the slow model and 0 h by the blood model" in told


def test_a_caption_explains_only_what_is_there() -> None:
    shown = {f.name: f.caption for f in draw_blockade(scene_of("10mg x3"), TEXTS)}
    assert "A ring is a missed dose." in FIGURES["regimen"].caption
    assert "A ring is a missed dose." not in shown["regimen"]
    assert all("The hatch means" in figure.caption for figure in FIGURES.values())
    assert all("A dashed line means" in caption for caption in shown.values())
    assert not any("The hatch means" in caption for caption in shown.values())
