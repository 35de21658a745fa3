"""From what a person wrote to words that can be looked up."""

import pytest

from lowdose.medicines.words import clean, count_words, fold, join_words, split_words


def keys(text: str) -> list[str]:
    return [word.key for word in split_words(clean(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("oxycodon10mg", ["oxycodon", "10", "mg"]),
        ("Percocet 5/325", ["percocet", "5", "325"]),
        ("LDN 4,5 mg", ["ldn", "4.5", "mg"]),
        ("T3", ["t", "3"]),
        ("7-OH", ["7", "oh"]),
    ],
)
def test_words_and_numbers_stand_apart(text, words):
    assert keys(text) == words


@pytest.mark.parametrize(
    "text", ["OXYCODONE", "ＯＸＹＣＯＤＯＮＥ", "oxycodóne", "oxy\u00adco\u200bdone"]
)
def test_capitals_accents_wide_and_unseen_letters_make_no_difference(text):
    assert keys(text) == ["oxycodone"]


def test_letters_of_other_languages_are_read_in_their_plain_form():
    assert fold("Petydyna ŁØDŹ ß") == "petydyna lodz ss"


def test_other_scripts_are_kept():
    assert keys("Трамадол ترامادول") == ["трамадол", "ترامادول"]


def test_items_of_a_list_are_told_apart_but_not_the_parts_of_a_number():
    lines = [word.line for word in split_words("a 4,5 b, c; d\ne")]
    assert lines == [0, 0, 0, 1, 2, 3]


def test_a_word_knows_its_place_in_the_text():
    text = "some Oxy 5"
    second = split_words(text)[1]
    assert text[second.start : second.end] == "Oxy"


def test_a_name_of_several_words_is_joined_and_counted():
    assert join_words("MS Contin") == "mscontin"
    assert count_words("Tylenol #3") == 2
