"""How labels, outcomes, sizes and priors are called in a sentence."""

from lowdose.inference.answer import Answer
from lowdose.report.texts import Texts
from lowdose.terms import Outcome

#: Longest name of an outcome that is used inside sentences, in characters.
LONGEST_NAME = 28


def label_words(label: str) -> str:
    """Return a stable name as words: without underscores and dashes."""
    return label.replace("_", " ").replace("-", " ").strip()


def treatment_name(label: str, texts: Texts) -> str:
    """Return the name of a treatment as it stands in a sentence."""
    key = f"treatment_name.{label.lower()}"
    return texts.word(key) if texts.has(key) else _spell_acronyms(label, texts)


def _spell_acronyms(label: str, texts: Texts) -> str:
    """Return a label with its acronyms in capitals."""
    keys = ((word, f"acronym.{word.lower()}") for word in label.split())
    return " ".join(texts.word(key) if texts.has(key) else word for word, key in keys)


def outcome_name(name: str, texts: Texts) -> str:
    """Return the name of an outcome as it stands in a sentence."""
    key = f"outcome_name.{name}"
    if texts.has(key):
        return texts.word(key)
    words = label_words(name)
    # A survey question does not fit into a sentence; the notes on the file name it in full.
    return words if len(words) <= LONGEST_NAME else texts.word("outcome_in_short")


def size_words(points: float, texts: Texts) -> str:
    """Return a smallest change that matters in words: "a point", "1.5 points"."""
    if points == 1:
        return texts.word("size.one")
    return texts.word("size.other", n=texts.number(points))


def side_of(outcome: Outcome) -> str:
    """Return which side of the scale is bad, as the texts call it."""
    return "worse_is_high" if outcome.higher_is_worse else "better_is_high"


def direction_word(change: float, outcome: Outcome, texts: Texts) -> str:
    """Return the word for a change: "lower" and "higher", or "better" and "worse"."""
    kind = "better" if change * outcome.direction > 0 else "worse"
    return texts.word(f"direction.{side_of(outcome)}.{kind}")


def prior_name(prior: str, is_provisional: bool, texts: Texts, form: str = "prior") -> str:
    """Return what an effect prior assumes, marked where it is provisional.

    `form` is `prior` for the middle of a sentence, `prior_short` for a table.
    """
    kind, _, condition = prior.partition(":")
    key = f"{form}.{kind}_of" if condition else f"{form}.{prior}"
    known = texts.has(key)
    words = texts.word(key, condition=label_words(condition)) if known else label_words(prior)
    return texts.word("prior.provisional", prior=words) if is_provisional else words


def period_prior_name(period_prior: str, texts: Texts, form: str = "period_prior") -> str:
    """Return what a prior on the drift between periods assumes."""
    key = f"{form}.{period_prior}"
    return texts.word(key) if texts.has(key) else period_prior


def percent(share: float, texts: Texts) -> str:
    """Return a share as whole percent, without the sign."""
    n = round(100 * share)
    return texts.word("share.least") if share > 0 and n == 0 else texts.word("share.plain", n=n)


def known_words(answer: Answer, texts: Texts) -> dict[str, str]:
    """Return the words that every sentence about an answer may use."""
    return {
        "treatment": treatment_name(answer.treatment, texts),
        "reference": treatment_name(answer.reference, texts),
        "outcome": outcome_name(answer.outcome.name, texts),
        "size": size_words(answer.mcid, texts),
        "prior": prior_name(answer.prior, answer.prior_provisional, texts),
    }
