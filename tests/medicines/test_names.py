"""All names and codes, ready to be looked up."""

import pickle

from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Medicine, NameList
from lowdose.medicines import build_names
from lowdose.medicines.glued import find_inside, split_two, take_off
from lowdose.medicines.reading import MOST_WORDS
from lowdose.medicines.words import count_words, fold, join_words


def test_every_name_of_every_record_stands_for_its_medicine(names):
    for medicine in load_records(Medicine).values():
        for text in (medicine.name, *(name.text for name in medicine.names)):
            found = names.exact[join_words(text)]
            assert medicine.id in {target.medicine for target in found}, text


def test_no_name_has_more_words_than_are_looked_up():
    texts = [name.text for medicine in load_records(Medicine).values() for name in medicine.names]
    assert max(map(count_words, texts)) <= MOST_WORDS


def test_every_other_name_stays_silent_unless_it_is_an_opioids_as_well(names):
    for record in load_records(NameList).values():
        if record.sort == "medicine":
            keys = [join_words(name) for name in record.names]
            assert all(key in names.others or key in names.exact for key in keys)


def test_no_silent_name_or_ordinary_word_hides_a_medicine_that_counts(names):
    assert not names.others.keys() & names.exact.keys()
    ordinary = names.words & names.exact.keys()
    assert {t.role for word in ordinary for t in names.exact[word]} <= {"harmless"}


def test_ordinary_words_are_kept_as_they_are_compared(names):
    assert all(word == fold(word) for word in names.words)


def test_codes_of_records_and_products_are_known(names):
    for medicine in load_records(Medicine).values():
        assert all(code in names.codes for code in medicine.product_codes)
        assert all(code.code in names.codes for code in medicine.codes)


def test_no_code_stands_for_two_medicines():
    owners: dict[str, set[str]] = {}
    for medicine in load_records(Medicine).values():
        for code in (*medicine.product_codes, *(code.code for code in medicine.codes)):
            owners.setdefault(code, set()).add(medicine.id)
    assert {code: ids for code, ids in owners.items() if len(ids) > 1} == {}


def test_a_low_dose_is_what_the_record_of_the_drug_says(names):
    assert names.low_dose_mg == 6.0  # FINAL's highest dose, mg a day


def test_nothing_is_known_without_records():
    empty = build_names({}, {})
    assert (empty.exact, empty.codes, empty.low_dose_mg) == ({}, {}, 0.0)


def test_the_names_can_be_kept_in_the_cache(names):
    assert pickle.loads(pickle.dumps(names)) == names


def test_two_glued_names_are_two_medicines(names):
    found = split_two("oxycodonenaloxone", names)
    assert [target.medicine for target in found] == ["oxycodone", "naloxone"]


def test_an_ordinary_word_is_taken_off_a_name(names):
    assert [target.medicine for target in take_off("morphinetablets", names)] == ["morphine"]


def test_a_generic_name_is_found_inside_a_word(names):
    found = find_inside("paramethoxyfentanyl", names)
    assert [target.medicine for target in found] == ["fentanyl"]
    assert find_inside("tiotropium", names) == ()
