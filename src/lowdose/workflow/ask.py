"""Ask: a question in plain words, an honest reply with its sources."""

from functools import lru_cache
from importlib.resources import files
from itertools import islice

from lowdose.errors import UsageError
from lowdose.knowledge.cache import remember
from lowdose.knowledge.load import load_knowledge
from lowdose.question.lexicon import FEWEST_LETTERS, build_lexicon
from lowdose.question.reply import Library, Reply
from lowdose.question.select import NAME_ENDINGS, select
from lowdose.question.understand import understand
from lowdose.report.reply import compose_reply
from lowdose.report.texts import load_texts

#: Longest question that is read; more is a text, not a question. [characters]
LONGEST_QUESTION = 500
#: How many common words are never read as misspelt names; rarer ones are slips more often.
N_ORDINARY = 25_000
#: The question that started the project; its answer stands on the first page.
FIRST_QUESTION = "Is naltrexone used for pain?"


def ask(question: str, language: str = "en") -> Reply:
    """Answer a question about naltrexone from studies, labels and guidelines.

    Parameters
    ----------
    question : str
        In plain words; slips of the finger are read as names where only one is near.
    language : str
        Language of the sentences around the facts.

    Returns
    -------
    Reply
        The same for the same question, always. Its kind says whether it is an answer,
        an emergency, a question only the prescriber can answer, one about another drug,
        or one that was not understood.

    Raises
    ------
    UsageError
        If the question is empty, or longer than 500 characters.
    """
    if not question.strip():
        raise UsageError("question: it is empty. Ask in your own words, in one sentence.")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(
            f"question: it has {len(question)} characters. At most {LONGEST_QUESTION} are read. "
            "Ask in one or two sentences."
        )
    library = load_library(language)
    asked = understand(question, library.lexicon, library.knowledge)
    chosen = select(asked, library.lexicon, library.knowledge)
    return compose_reply(question, asked, chosen, library, load_texts(language))


@lru_cache(maxsize=4)
def load_library(language: str = "en") -> Library:
    """Load facts, words and summaries; from the cache where nothing has changed.

    Parameters
    ----------
    language : str
        Language of the summaries' sentences.
    """
    return remember(f"library-{language}", lambda: _build_library(language))


def _build_library(language: str) -> Library:
    """Read all facts; pool the first outcome of every condition, and what statements claim."""
    from lowdose.report.condition_summaries import summarise_condition
    from lowdose.workflow.evidence import evidence, outcomes_of

    knowledge = load_knowledge()
    texts = load_texts(language)
    wanted: dict[str, tuple[str, str | None]] = {c: (c, None) for c in knowledge.conditions}
    for statement in knowledge.statements.values():
        asked = statement.computed
        if asked is not None and asked.outcome in outcomes_of(asked.condition):
            wanted[f"{asked.condition}/{asked.outcome}"] = (asked.condition, asked.outcome)
    summaries = {}
    for key, (condition, outcome) in wanted.items():
        known = evidence(condition, outcome)
        summaries[key] = summarise_condition(
            known.condition, known.synthesis, known.verdict, known.studies, texts
        )
    return Library(knowledge, build_lexicon(knowledge, list_ordinary_words()), summaries)


def list_ordinary_words() -> tuple[str, ...]:
    """Return the commonest English words, long enough to be taken for a misspelt name."""
    path = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    words = (line.partition(" ")[0] for line in path.read_text("utf-8").splitlines())
    ordinary = (
        word for word in words if len(word) >= FEWEST_LETTERS and not word.endswith(NAME_ENDINGS)
    )
    return tuple(islice(ordinary, N_ORDINARY))
