"""A text becomes words, and words become stems, however it was typed."""

import pytest

from lowdose.question.words import EMPTY, split_words, stem_text, stem_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ?! … ", []),
        ("Is LDN safe?", ["is", "ldn", "safe"]),
        ("multiple-sclerosis/MS", ["multiple", "sclerosis", "ms"]),
        ("pain,sleep;mood", ["pain", "sleep", "mood"]),
        ("snake_case", ["snake", "case"]),
        ("ＬＤＮ ﬁbro", ["ldn", "fibro"]),
        ("naltrexón für Bauchschmerz", ["naltrexón", "für", "bauchschmerz"]),
    ],
)
def test_words_are_parted_by_whatever_is_no_letter_and_no_digit(text, words):
    assert split_words(text) == tuple(words)


@pytest.mark.parametrize("text", ["LDN", "ldn", "L.D.N.", "L.D.N", "l.d.n."])
def test_initials_are_one_word(text):
    assert split_words(f"take {text} now") == ("take", "ldn", "now")


def test_a_point_at_the_end_of_a_sentence_makes_no_initials():
    assert split_words("I take it. A lot.") == ("i", "take", "it", "a", "lot")


@pytest.mark.parametrize(
    "text", ["low dose", "low-dose", "Low Dose", "low  doses", "low dosage", "low-\ndose"]
)
def test_low_dose_is_one_word(text):
    assert split_words(f"{text} naltrexone") == ("lowdose", "naltrexone")


@pytest.mark.parametrize("text", ["slow doses", "low pain dose", "lower dose", "low doser"])
def test_low_dose_is_not_found_in_other_words(text):
    assert "lowdose" not in split_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4.5 mg", ["4.5", "mg"]),
        ("4.5mg", ["4.5", "mg"]),
        ("4,5mg", ["4,5", "mg"]),
        ("4.5MG.", ["4.5", "mg"]),
        (".5 mg", ["0.5", "mg"]),
        ("take .5mg", ["take", "0.5", "mg"]),
        ("500mcg", ["500", "mcg"]),
        ("1.5mg,3mg", ["1.5", "mg", "3", "mg"]),
        ("ldn4.5mg", ["ldn", "4.5", "mg"]),
        ("naltrexone50mg", ["naltrexone", "50", "mg"]),
        ("1-4.5 mg", ["1", "4.5", "mg"]),
        ("3 tablets.5 days", ["3", "tablets", "5", "days"]),
    ],
)
def test_a_number_stays_whole_and_leaves_its_unit(text, words):
    assert split_words(text) == tuple(words)


def test_micro_is_one_sign_whichever_of_the_two_was_typed():
    # U+00B5 is the micro sign, U+03BC the Greek letter.
    assert split_words("5\u00b5g") == split_words("5\u03bcg") == ("5", "\u00b5g")


@pytest.mark.parametrize("text", ["vitamin b12", "cd4 count", "t3 and t4"])
def test_a_name_that_ends_in_a_digit_stays_one_word(text):
    assert split_words(text) == tuple(text.split())


@pytest.mark.parametrize("mark", ["'", "’", "‘", "ʼ", "´", "`", "′", "＇"])
def test_every_apostrophe_is_the_same(mark):
    # In order: typewriter, typographic, opening quote, modifier letter, acute accent, grave
    # accent, prime, full width. A question for help must not depend on the keyboard.
    assert split_words(f"I can{mark}t breathe") == ("i", "can't", "breathe")


def test_quotes_around_a_word_are_no_part_of_it():
    assert split_words("'ldn' “works”") == ("ldn", "works")


def test_words_of_one_stem_are_one():
    # The sample of the English stemmer at snowballstem.org.
    family = ("consist", "consisted", "consistency", "consistent", "consisting", "consists")
    assert set(stem_words(family)) == {"consist"}


def test_the_possessive_is_no_part_of_the_stem():
    assert stem_text("Crohn's") == stem_text("crohn") == stem_text("Crohn’s")


def test_the_stems_of_a_text_are_those_of_its_words_in_order():
    assert stem_text("Sleeping helps; 4.5mg") == ("sleep", "help", "4.5", "mg")


def test_different_subjects_keep_different_stems():
    words = ("naltrexone", "naltrexol", "naloxone", "methylnaltrexone", "nalmefene", "pain")
    assert len(set(stem_words(words))) == len(words)


def test_words_without_a_subject_are_single_words_in_small_letters():
    assert all(split_words(word) == (word,) for word in EMPTY)
    assert not EMPTY & {"pain", "naltrexone", "ldn", "dose", "safe", "sleep"}
