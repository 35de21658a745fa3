"""The blockade as text: within 80 columns, in the order in which it matters."""

import pytest

from lowdose.report.blockade.text import blockade_text
from tests.report.blockades import blocked

REGIMENS = ["4.5mg x30", "0.5mg x3, off x14, 50mg x1", "0mg x3", "200mg every 12 hours x3"]


@pytest.mark.parametrize("text", REGIMENS)
@pytest.mark.parametrize("model", ["M1", "M0", "both"])
def test_no_line_is_wider_than_a_terminal_but_for_addresses(text, model):
    lines = blockade_text(blocked(text, model)).splitlines()
    assert [line for line in lines if len(line) > 80 and "http" not in line] == []


def test_the_answer_stands_before_the_numbers_and_the_sources_last():
    text = blockade_text(blocked())
    wanted = (
        "How long 4.5 mg blocks opioid receptors\n===",
        "Model, not a measurement. No human data on duration at 5 mg or less.\n",
        "It can’t tell when an opioid can be taken.",
        "The two models disagree",
        "1 in 40 people of the slow model (M1) stay above 10 %",
        "The regimen as it was read",
        "Before a planned operation",
        "Time after the last dose until the block stays below a share",
        "Hours of one day above a share",
        "Trying to overcome the block may lead to a fatal overdose.",
        "Hypothesis: ",
        "The doses of a study in fibromyalgia",
        "For a trial of one person",
        "By order of magnitude only",
        "The numbers of the model",
        "Sources\n",
    )
    places = [text.find(part) for part in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert text.endswith("not a medical device.\n")


def test_a_low_dose_is_told_to_be_open_between_the_models():
    text = " ".join(blockade_text(blocked()).split())
    assert "no measurement in people can decide between them" in text
    # Reference calculation: 66 and 54 % by M1, 46 and 4 % by M0.
    assert "has 66 % of the receptors blocked at the peak and 54 % after 24 hours" in text
    assert "The blood model (M0) has 46 % and 4 %." in text


def test_a_high_dose_is_told_to_fit_the_slow_model():
    text = " ".join(blockade_text(blocked("50mg x4")).split())
    assert "Brain scans after 50 mg fit the slow model" in text
    assert "50 mg a day is above the low doses meant here, which end at 6 mg." in text


def test_the_model_that_was_asked_for_is_told_first():
    text = " ".join(blockade_text(blocked(model="M0")).split())
    assert "the blood model (M0) has 46 % of the receptors blocked at the peak" in text
    assert "The slow model (M1) has 66 % and 54 %." in text


def test_the_text_never_calls_anything_safe():
    assert "safe" not in blockade_text(blocked()).casefold()
