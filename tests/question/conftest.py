"""The facts that come with the package, and the words by which they are met: built once."""

import pytest

from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.load import load_knowledge
from lowdose.question.lexicon import Lexicon, build_lexicon
from lowdose.workflow.ask import list_ordinary_words


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """All facts."""
    return load_knowledge()


@pytest.fixture(scope="session")
def lexicon(knowledge: Knowledge) -> Lexicon:
    """All words; collecting them takes most of a second."""
    return build_lexicon(knowledge, list_ordinary_words())
