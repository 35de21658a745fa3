"""Slips are read as names where one name is near, and as nothing else anywhere."""

import pytest

from lowdose.question.lexicon import build_lexicon
from lowdose.question.repair import Reading, repair_words
from lowdose.question.words import split_words
from tests.question.facts import NALTREXONE, make_condition, make_knowledge, make_medicine


def read(text, lexicon):
    """Return the words of a text as they are read."""
    return " ".join(repair_words(split_words(text), lexicon)[0])


def small(*records):
    """Return the words of a few records."""
    return build_lexicon(make_knowledge(NALTREXONE, *records))


# --- names of the shipped records ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("naltrexonne", "naltrexone"),
        ("natlrexone", "naltrexone"),
        ("anltrexone", "naltrexone"),
        ("nalterxone", "naltrexone"),
        ("naltraxine", "naltrexone"),
        ("naltrexene", "naltrexone"),
        ("natrexole", "naltrexone"),
        ("tramadole", "tramadol"),
        ("hydrocodne", "hydrocodone"),
        ("oxycodine", "oxycodone"),
        ("methdone", "methadone"),
        ("fentnyl", "fentanyl"),
        ("codene", "codeine"),
        ("setraline", "sertraline"),
        ("naloxne", "naloxone"),
        ("naldemidine", "naldemedine"),
        ("methylnaltrexne", "methylnaltrexone"),
    ],
)
def test_a_misspelt_medicine_is_read_as_the_one_that_is_meant(lexicon, written, name):
    words, readings = repair_words((written,), lexicon)
    assert words == (name,)
    assert readings == (Reading(written, name),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("usingnaltrexonewith", "using naltrexone with"),
        ("lowdosenaltrexone", "lowdose naltrexone"),
        ("lowdosenaltrexonefibromyalgia", "lowdose naltrexone fibromyalgia"),
        ("naltrexoneforpain", "naltrexone for pain"),
        ("naltrexonetramadol", "naltrexone tramadol"),
        ("naltrexoneandalcohol", "naltrexone and alcohol"),
        ("isnaltrexonesafe", "is naltrexone safe"),
        ("stopnaltrexone", "stop naltrexone"),
        ("naloxonenaltrexone", "naloxone naltrexone"),
        ("ldnnaltrexone", "ldn naltrexone"),
    ],
)
def test_the_drug_is_freed_from_words_glued_to_it(lexicon, written, meant):
    assert read(written, lexicon) == meant


@pytest.mark.parametrize(
    "name",
    [
        *("naltrexone", "naltrexon", "naloxone", "nalmefene", "methylnaltrexone", "naltrexol"),
        *("naloxegol", "naldemedine", "nalbuphine", "nalorphine", "nalfurafine", "samidorphan"),
        *("oxycodone", "oxymorphone", "hydrocodone", "hydromorphone", "prednisone", "revia"),
        *("prednisolone", "levomethadone", "methadone", "normethadone", "ketamine", "ketoconazole"),
    ],
)
def test_names_that_look_alike_are_left_as_they_are(lexicon, name):
    assert repair_words((name,), lexicon) == ((name,), ())


@pytest.mark.parametrize(
    "written", ["naloxonee", "nalaxone", "nalmafene", "naltrexoll", "methylnaltrexonee"]
)
def test_a_misspelt_look_alike_is_not_read_as_the_drug(lexicon, written):
    assert read(written, lexicon) not in {"naltrexone", written}


def test_a_word_between_the_drug_and_what_it_becomes_is_left_alone(lexicon):
    # One letter from naltrexol (made from it in the body) and one from naltrexone's slips.
    assert repair_words(("naltrexole",), lexicon) == (("naltrexole",), ())


@pytest.mark.parametrize(
    "word",
    [
        *("doctor", "question", "morning", "people", "window", "garden", "computer", "mother"),
        *("football", "president", "national", "nation", "external", "thought", "elephant"),
        *("caffeine", "cocaine", "cortisone", "metoprolol", "hydroxyzine", "hydralazine"),
    ],
)
def test_ordinary_words_and_other_medicines_are_left_as_they_are(lexicon, word):
    assert repair_words((word,), lexicon) == ((word,), ())


@pytest.mark.parametrize(
    "word",
    [
        *("contract", "contrast", "transfer", "shorten", "alive", "clarity", "coding", "verbatim"),
        *("freezing", "location", "visiting", "skipping", "infarction", "rational"),
    ],
)
def test_ordinary_words_near_a_name_are_left_as_they_are(lexicon, word):
    assert repair_words((word,), lexicon) == ((word,), ())


def test_a_sentence_without_slips_is_left_as_it_is(lexicon):
    words = split_words("I took 4.5 mg of low dose naltrexone at night and slept badly.")
    assert repair_words(words, lexicon) == (words, ())


# --- the rules, on made-up names -----------------------------------------------------------------


def test_a_word_as_near_to_two_medicines_is_left_alone():
    words = small(make_medicine("zolpamine"), make_medicine("zolpatine"))
    assert repair_words(("zolpazine",), words) == (("zolpazine",), ())


def test_a_word_as_near_to_two_names_of_one_medicine_is_read_as_the_first():
    words = small(make_medicine("zolpamine", "zolpatine"))
    assert read("zolpazine", words) == "zolpamine"


def test_the_nearer_of_two_medicines_is_read():
    words = small(make_medicine("zolpamine"), make_medicine("zolputixe"))
    assert read("zolpamixe", words) == "zolpamine"


@pytest.mark.parametrize(
    ("written", "is_read"),
    [
        pytest.param("kratum", True, id="one slip in six letters"),
        pytest.param("kretum", False, id="two slips in six letters"),
        pytest.param("trsmadil", True, id="two slips in eight letters"),
        pytest.param("trsmudil", False, id="three slips in eight letters"),
        pytest.param("nsltrixane", True, id="three slips in the name of the drug"),
        pytest.param("nsltrixani", False, id="four slips in the name of the drug"),
        pytest.param("zsltrexone", False, id="another first letter"),
        pytest.param("rkatom", True, id="the first two letters exchanged"),
    ],
)
def test_slips_are_allowed_by_length(written, is_read):
    words = small(make_medicine("kratom"), make_medicine("tramadol"))
    assert (read(written, words) != written) is is_read


@pytest.mark.parametrize("written", ["abc", "opum", "4.5", "b12"])
def test_short_words_and_numbers_are_never_read_as_names(written):
    words = small(make_medicine("opium"), make_medicine("abcd"))
    assert read(written, words) == written


def test_a_known_misspelling_is_read_as_its_medicine():
    words = small(make_medicine("buprenorphine", "suboxen", sort="misspelling"))
    assert repair_words(("suboxen",), words) == (
        ("buprenorphine",),
        (Reading("suboxen", "buprenorphine"),),
    )


def test_a_brand_stays_what_it_is():
    words = small(make_medicine("buprenorphine", "Suboxone"))
    assert repair_words(("suboxone",), words) == (("suboxone",), ())


def test_misspelt_words_of_conditions_are_read_too():
    words = small(make_condition("multiple sclerosis", "multiple sclerosis"))
    assert read("multipal sclorosis", words) == "multiple sclerosis"


def test_what_stands_beside_a_glued_name_stays_whole_where_it_is_no_known_word():
    assert read("xyzzyqnaltrexone", small()) == "xyzzyq naltrexone"


def test_only_what_was_read_otherwise_is_told():
    words, readings = repair_words(("does", "naltrexonne", "help"), small())
    assert words == ("does", "naltrexone", "help")
    assert readings == (Reading("naltrexonne", "naltrexone"),)
