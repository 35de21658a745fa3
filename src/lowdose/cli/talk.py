"""A talk on a terminal: what was asked and answered so far, and how it is shown and read."""

from collections.abc import Sequence
from datetime import date
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from lowdose.errors import harmless

if TYPE_CHECKING:
    from rich.console import Console

    from lowdose.knowledge.records import Item
    from lowdose.report.texts import Texts
    from lowdose.safety.profile import Profile
    from lowdose.safety.profile_reader import Part

#: Columns of the text.
WIDTH = 80


class Leave(Exception):  # noqa: N818 (nothing went wrong)
    """The person wants to stop."""


class Back(Exception):  # noqa: N818 (nothing went wrong)
    """The person wants to go one question back."""


class Talk(NamedTuple):
    """A talk under way.

    Parameters
    ----------
    console : rich.console.Console
        Where questions are shown: stderr, so that the result can go elsewhere.
    texts : Texts
        Sentences of the language.
    items : tuple of Item
        All questions, in order.
    today : datetime.date
        Day from which days are counted.
    given : sequence of Part
        What a file or options answered before the talk.
    answers : dict of str to object
        What is answered in the talk, by question, in the order of asking.
    told : set of str
        Rules whose call for help was shown.
    """

    console: "Console"
    texts: "Texts"
    items: "tuple[Item, ...]"
    today: date
    given: "Sequence[Part]"
    answers: dict[str, object]
    told: set[str]


def find_profile(talk: Talk) -> "Profile":
    """Return all answers so far; those to questions no longer asked are dropped."""
    from lowdose.safety.profile_reader import Part
    from lowdose.workflow.screen import is_asked, read_answers

    kept: dict[str, object] = {}
    profile = read_answers(talk.given, talk.today)
    for item in talk.items:
        if item.id not in talk.answers:
            continue
        if is_asked(item, profile, talk.today):
            kept[item.id] = talk.answers[item.id]
            profile = read_answers([*talk.given, Part("", kept)], talk.today)
        else:
            del talk.answers[item.id]
    return profile


def list_open(talk: Talk) -> "list[Item]":
    """Return the questions that are still to be asked."""
    from lowdose.workflow.screen import is_asked

    profile = find_profile(talk)
    known = {*talk.answers, *profile.answers}
    if profile.medicines is not None:
        known.add("medicines")
    return [i for i in talk.items if i.id not in known and is_asked(i, profile, talk.today)]


def read_typed(talk: Talk, item: "Item | None" = None) -> str:
    """Return what is typed; the keys for the reason, back and stop are followed."""
    while True:
        typed = talk.console.input(talk.texts.word("screening.wizard.prompt")).strip()
        match typed.casefold():
            case "?" if item is not None:
                say(talk, "why", why=item.why)
            case "b" | "back" if item is not None:
                raise Back
            case "q" | "quit":
                raise Leave
            case _:
                return typed


def say(talk: Talk, key: str, style: str = "", **values: object) -> None:
    """Print a sentence of the wizard."""
    text = talk.texts.say(f"screening.wizard.{key}", **values)
    show_text(talk, fill(harmless(text), WIDTH), style)


def show_text(talk: Talk, text: str, style: str = "") -> None:
    """Print a text as it stands."""
    talk.console.print(text, style=style or None, markup=False)
