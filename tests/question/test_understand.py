"""What a question is about is recognised, and what it is not about is not guessed."""

import pytest

from lowdose.question.lexicon import build_lexicon
from lowdose.question.understand import understand
from tests.question.facts import (
    NALTREXONE,
    make_condition,
    make_intent,
    make_knowledge,
    make_medicine,
    make_topic,
)


@pytest.fixture(scope="module")
def ask(lexicon, knowledge):
    """Return what is understood of a question with all shipped facts."""
    return lambda question: understand(question, lexicon, knowledge)


def understand_with(question, *records):
    """Return what is understood with a few made-up records."""
    knowledge = make_knowledge(NALTREXONE, *records)
    return understand(question, build_lexicon(knowledge), knowledge)


# --- the drug ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "is_drug", "is_low"),
    [
        ("Is naltrexone used for pain?", True, False),
        ("ReVia 50 mg", True, False),
        ("LDN for pain", True, True),
        ("L.D.N. for pain", True, True),
        ("low-dose naltrexone", True, True),
        ("lowdosenaltrexone", True, True),
        ("is a low dose better", False, True),
        ("naloxone spray", False, False),
        ("methylnaltrexone for constipation", False, False),
        ("methyl naltrexone", False, False),
        ("what about tramadol", False, False),
    ],
)
def test_the_drug_and_low_doses_of_it_are_told_apart(ask, question, is_drug, is_low):
    understood = ask(question)
    assert (understood.names_drug, understood.names_low_dose) == (is_drug, is_low)


def test_the_drug_is_not_listed_among_other_medicines(ask):
    assert ask("naltrexone with ibuprofen").medicines == ("ibuprofen",)


# --- doses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "doses"),
    [
        ("4.5 mg", [4.5]),
        ("4.5mg", [4.5]),
        ("4,5 mg", [4.5]),
        ("ldn4.5mg", [4.5]),
        ("4.5 milligrams", [4.5]),
        (".5 mg", [0.5]),
        ("500 mcg", [0.5]),
        ("500 µg or 500 ug", [0.5, 0.5]),
        ("4,500 mcg", [4.5]),
        ("1,200 mg", [1200]),
        ("0,125 mg", [0.125]),
        ("from 1.5 mg to 3mg, then 4.5 mg", [1.5, 3, 4.5]),
        ("50 mg/day", [50]),
    ],
)
def test_a_number_with_a_unit_of_mass_is_a_dose_in_mg(ask, question, doses):
    assert ask(question).doses_mg == pytest.approx(tuple(doses))


@pytest.mark.parametrize(
    "question", ["for 12 weeks", "5 ml", "mg", "covid 19", "2 capsules", "at 9 pm", "4.5", ""]
)
def test_other_numbers_are_no_doses(ask, question):
    assert ask(question).doses_mg == ()


# --- conditions, medicines, topics ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("ldn for fibromyalgia", ["fibromyalgia"]),
        ("LDN FIBRO", ["fibromyalgia"]),
        ("ldn fybromialga", ["fibromyalgia"]),
        ("Crohn’s disease", ["crohns-disease"]),
        ("crohns", ["crohns-disease"]),
        ("first migraine, then fibromyalgia", ["migraine", "fibromyalgia"]),
        ("first fibromyalgia, then migraine", ["fibromyalgia", "migraine"]),
        ("fibro and fibromyalgia", ["fibromyalgia"]),
        ("pain all over", ["fibromyalgia"]),
        ("what is the weather in Paris", []),
        ("naltrexone for Monday", []),
    ],
)
def test_conditions_are_found_in_order_of_appearance(ask, question, conditions):
    assert ask(question).conditions == tuple(conditions)


@pytest.mark.parametrize(
    ("question", "medicines"),
    [
        ("tramadol then codeine", ["tramadol", "codeine"]),
        ("codeine then tramadol", ["codeine", "tramadol"]),
        ("Percocet and ldn", ["oxycodone"]),
        ("imodium and ldn", ["loperamide"]),
        ("suboxen", ["buprenorphine"]),
        ("is it like narcan", ["naloxone"]),
        ("methyl naltrexone", ["methylnaltrexone"]),
        ("relistor", ["methylnaltrexone"]),
        ("hydrocodne", ["hydrocodone"]),
        ("naltrexone alone", []),
        ("is water good for me", []),
    ],
)
def test_medicines_are_found_by_any_name(ask, question, medicines):
    assert ask(question).medicines == tuple(medicines)


def test_a_name_goes_to_the_longest_phrase_that_holds_it():
    pain, back = make_condition("pain"), make_condition("back-pain", "low back pain")
    assert understand_with("my low back pain", pain, back).conditions == ("back-pain",)
    assert understand_with("my back and pain", pain, back).conditions == ("pain",)


def test_a_topic_may_share_its_words_with_a_name():
    tramadol, leaving = make_medicine("tramadol"), make_topic("leaving", "withdrawal from tramadol")
    understood = understand_with("withdrawal from tramadol", tramadol, leaving)
    assert understood.medicines == ("tramadol",)
    assert understood.topics == ("leaving",)
    assert understood.names_subject


def test_a_topic_beside_a_name_is_not_about_it():
    understood = understand_with(
        "tramadol, sleep", make_medicine("tramadol"), make_topic("rest", "sleep")
    )
    assert understood.topics == ("rest",)
    assert not understood.names_subject


def test_topics_with_the_most_telling_words_come_first():
    # `bad` is in two of three topics, so `dreams` tells more.
    topics = make_topic("a", "bad"), make_topic("b", "dreams"), make_topic("c", "bad luck")
    assert understand_with("bad dreams", *topics).topics == ("b", "a")


def test_words_that_carry_a_subject_are_kept_as_stems(ask):
    assert ask("What is it for? Sleeping badly").content == ("sleep", "bad")


def test_what_was_read_otherwise_is_told(ask):
    (reading,) = ask("is naltrexonne safe").readings
    assert (reading.written, reading.read) == ("naltrexonne", "naltrexone")


@pytest.mark.parametrize("question", ["", "???", "qwzx vbnk", "🙂", "¿"])
def test_nothing_is_understood_of_what_means_nothing(ask, question):
    understood = ask(question)
    found = understood.medicines, understood.conditions, understood.topics, understood.intents
    assert found == ((), (), (), ())
    assert not understood.names_drug


# --- intents -------------------------------------------------------------------------------------

# By intent: questions that are of its kind, and questions near it that are not.
INTENTS = {
    "emergency-acute-pain": (
        [
            "I take LDN and just had a car accident",
            "on naltrexone, I am in labour",
            "ldn, in the ER",
        ],
        ["I had a car accident", "ldn and my car", "i burned my dinner, and I take ldn"],
    ),
    "emergency-breathing": (
        ["can't breathe", "I can´t breathe on LDN", "my face is swollen", "chest pain after ldn"],
        ["does ldn help asthma", "my throat is sore", "my feet are swollen", "I breathe well"],
    ),
    "emergency-child": (
        ["my toddler swallowed naltrexone", "my kid took my LDN", "our baby got into the pills"],
        ["is ldn tested in children", "my son has Crohn's disease", "I swallowed naltrexone"],
    ),
    "emergency-liver": (
        ["yellow eyes on naltrexone", "my skin is yellow", "jaundice since Monday"],
        ["is ldn bad for the liver", "the capsule is yellow", "I have a history of jaundice"],
    ),
    "emergency-overdose": (
        ["he took too many", "my wife is unconscious", "her lips are blue", "I overdosed"],
        ["can you overdose on LDN", "what is the risk of overdose", "is the dose too high"],
    ),
    "emergency-seizure": (
        ["my wife is having a seizure, she takes contrave", "had a fit after naltrexone"],
        ["can naltrexone cause seizures", "I have a seizure disorder, can I take ldn"],
    ),
    "emergency-lung": (
        ["shot three weeks ago, coughing with fever", "ldn and coughing up blood"],
        ["ldn with a cough", "fever from ldn"],
    ),
    "emergency-in-withdrawal": (
        ["withdrawing bad from naltrexone", "I think he is in withdrawal"],
        ["what is precipitated withdrawal", "does ldn cause withdrawal"],
    ),
    "emergency-many-tablets": (
        ["gf took 40 naltrexone tablets", "he took all his naltrexone pills at once"],
        ["I took 2 tablets", "I have 40 tablets left"],
    ),
    "emergency-sleepy": (
        ["she took percocet after her naltrexone and is very sleepy", "heroin, he is snoring"],
        ["does ldn make you sleepy", "tramadol makes me tired"],
    ),
    "warning-both-taken": (
        ["I took my norco and LDN together by accident", "took a tramadol and ldn tonight"],
        ["can I take tramadol with ldn", "what happens with codeine on ldn"],
    ),
    "warning-after-naltrexone": (
        ["I relapsed on heroin after stopping vivitrol", "can I take percocet after my last ldn"],
        ["how long after tramadol can I start ldn", "does ldn work"],
    ),
    "warning-dose-slip": (
        ["i accidentally took 50mg instead of 4.5 of naltrexone", "took my dose twice"],
        ["can I take ldn instead of my tramadol dose", "I took my dose at night"],
    ),
    "warning-break-block": (
        ["can i take extra oxy to get over the naltrexone block", "I take a percocet while on ldn"],
        ["how long does naltrexone block opioids", "what is a nerve block"],
    ),
    "emergency-overdose-asked": (
        ["took 3 pills, could I overdose", "he swallowed a dangerous amount of ldn"],
        ["can you overdose on LDN", "I took 4.5 mg last night"],
    ),
    "emergency-suicidal": (
        ["I want to die", "I feel suicidal on ldn", "I cant go on", "thinking of ending my life"],
        ["does ldn cause suicidal thoughts", "is there a suicide risk", "killing pain with ldn"],
    ),
    "emergency-withdrawal": (
        [
            "took naltrexone after oxycodone and I am shaking",
            "ldn on top of tramadol by mistake, vomiting",
            "I just took it while on methadone, what do I do",
        ],
        [
            "does ldn cause vomiting",
            "how long after oxycodone is ldn safe",
            "I took ldn and slept badly",
        ],
    ),
    "outside-animals": (
        [
            "can my dog have ldn",
            "naltrexone for horses",
            "what does the vet say",
            "is ldn for cats",
        ],
        ["what category is naltrexone", "I am doing well", "is it a hoarse voice"],
    ),
    "own-dose": (
        ["should I take 4.5 mg", "can I double my LDN", "how much should I take"],
        [
            "what dose was tested",
            "how much does LDN cost",
            "should I wait 2 hours",
            "is 4.5 mg safe",
        ],
    ),
}
CASES = [
    pytest.param(intent, question, is_met, id=f"{intent}, {question}")
    for intent, sorts in INTENTS.items()
    for is_met, questions in zip((True, False), sorts, strict=True)
    for question in questions
]


@pytest.mark.parametrize(("intent", "question", "is_met"), CASES)
def test_an_intent_is_met_by_its_phrases_and_not_by_their_neighbours(ask, intent, question, is_met):
    assert (intent in [found.id for found in ask(question).intents]) is is_met


def test_every_shipped_intent_is_tested_here(knowledge):
    assert set(INTENTS) == set(knowledge.intents)


def test_every_phrase_of_an_intent_with_one_group_meets_it_alone(ask, knowledge):
    for intent in knowledge.intents.values():
        for phrase in intent.needs[0] if len(intent.needs) == 1 else ():
            assert intent in ask(phrase).intents, phrase


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("he is not breathing, can you overdose on ldn?", "emergency-overdose"),
        ("her lips are blue, what is the risk of overdose", "emergency-overdose"),
        ("I want to die. is suicide risk higher on ldn?", "emergency-suicidal"),
        ("my eyes are yellow, and I had jaundice as a baby", "emergency-liver"),
    ],
)
def test_a_harmless_phrase_does_not_silence_another_sign_of_danger(ask, question, intent):
    assert ask(question).intents[0].id == intent


def test_emergencies_come_first_and_doses_last(ask):
    found = [i.kind for i in ask("my dog's lips are blue, should I give it 4.5 mg").intents]
    assert found == ["emergency", "outside", "own-dose"]


@pytest.mark.parametrize(
    "question",
    [
        "can I have a CAT scan on LDN",
        "I am a 60 year old woman, I ate breakfast before LDN",
        "I took my son to the doctor, can he have LDN",
        "I had a car accident ten years ago, can LDN help the pain",
    ],
)
def test_an_ordinary_question_is_no_emergency_and_not_about_animals(ask, question):
    assert not {i.kind for i in ask(question).intents} & {"emergency", "outside"}


# --- the marks an intent may need, on made-up records --------------------------------------------

OPIOID, GUT = make_medicine("tramadol"), make_medicine("loperamide", role="antidiarrhoeal")
HARMLESS = make_medicine("ibuprofen", role="harmless")


@pytest.mark.parametrize(
    ("mark", "question", "is_met"),
    [
        ("@drug", "is naltrexone safe", True),
        ("@drug", "is ldn safe", True),
        ("@drug", "is a low dose safe", True),
        ("@drug", "is tramadol safe", False),
        ("@dose", "is 4 mg safe", True),
        ("@dose", "is 4 safe", False),
        ("@number", "is 4 safe", True),
        ("@number", "take 4", True),
        ("@number", "after 4 weeks", False),
        ("@number", "4 hours at 9 pm", False),
        ("@number", "is it safe", False),
        ("@medicine", "with ibuprofen", True),
        ("@medicine", "with naltrexone", False),
        ("@opioid", "with tramadol", True),
        ("@opioid", "with loperamide", True),
        ("@opioid", "with ibuprofen", False),
    ],
)
def test_a_mark_stands_for_what_was_recognised(mark, question, is_met):
    records = OPIOID, GUT, HARMLESS, make_intent("test", (mark,))
    assert bool(understand_with(question, *records).intents) is is_met


def test_an_intent_needs_a_phrase_of_each_group():
    intent = make_intent("test", ("should i", "can i"), ("more", "@dose"))
    assert understand_with("can I take more", intent).intents == (intent,)
    assert understand_with("should I take 4 mg", intent).intents == (intent,)
    assert understand_with("can I take it", intent).intents == ()
    assert understand_with("take more", intent).intents == ()


def test_the_words_of_a_phrase_follow_each_other_in_any_form():
    intent = make_intent("test", ("stop taking",))
    assert understand_with("I stopped taking it", intent).intents == (intent,)
    assert understand_with("stop it, taking less", intent).intents == ()


def test_a_phrase_of_unless_rules_out_what_is_no_emergency():
    intent = make_intent("test", ("how much",), unless=("cost",))
    assert understand_with("how much", intent).intents == (intent,)
    assert understand_with("how much does it cost", intent).intents == ()


def test_in_an_emergency_a_phrase_of_unless_takes_away_its_own_words_only():
    needs = ("overdose", "blue lips")
    intent = make_intent("test", needs, unless=("overdose risk",), kind="emergency")
    assert understand_with("is there an overdose risk", intent).intents == ()
    assert understand_with("overdose risk, blue lips", intent).intents == (intent,)
    assert understand_with("overdose! overdose risk?", intent).intents == (intent,)
