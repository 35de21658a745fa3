"""The questions of the screening on a terminal, one by one; nothing that was written is lost."""

from collections.abc import Sequence
from datetime import date
from textwrap import fill
from typing import TYPE_CHECKING

import typer

from lowdose.cli.talk import (
    WIDTH,
    Back,
    Leave,
    Talk,
    find_profile,
    list_open,
    read_typed,
    say,
    show_text,
)
from lowdose.cli.talk_files import keep, offer_file
from lowdose.errors import AnswerError

if TYPE_CHECKING:
    from lowdose.knowledge.records import Item
    from lowdose.safety.profile import Profile
    from lowdose.safety.profile_reader import Part

#: Exit code after Ctrl-C.
INTERRUPTED = 130


def run_wizard(given: "Sequence[Part]", today: date) -> "Profile | None":
    """Ask what is not answered yet.

    Parameters
    ----------
    given : sequence of Part
        What a file or options have answered already.
    today : datetime.date
        Day from which days are counted.

    Returns
    -------
    Profile or None
        All answers; None if the person stopped before the end.

    Raises
    ------
    typer.Exit
        After Ctrl-C, once it is said where the answers are kept.
    """
    from rich.console import Console

    from lowdose.report.texts import load_texts
    from lowdose.workflow.screen import list_questions

    console = Console(stderr=True, highlight=False)
    talk = Talk(console, load_texts(), list_questions(), today, given, {}, set())
    find_profile(talk)
    try:
        say(talk, "hello", style="bold")
        say(talk, "how")
        say(talk, "keys", style="dim")
        _ask_open(talk)
        while _change_one(talk):
            _ask_open(talk)
        profile = find_profile(talk)
        offer_file(talk, profile)
    except (Leave, EOFError):
        keep(talk)
        return None
    except KeyboardInterrupt:
        console.print()
        keep(talk)
        raise typer.Exit(INTERRUPTED) from None
    return profile


def _ask_open(talk: Talk) -> None:
    """Ask until nothing is left to be asked."""
    before: dict[str, object] = {}
    while items := list_open(talk):
        try:
            talk.answers[items[0].id] = _ask(talk, items[0], len(items), before)
            _help_first(talk)
        except Back:
            if not talk.answers:
                say(talk, "first")
                continue
            name, answer = talk.answers.popitem()
            before[name] = answer


def _help_first(talk: Talk) -> None:
    """Say at once where help is, if an answer calls for it; the result would come too late."""
    from lowdose.report.screening.view import is_emergency
    from lowdose.workflow.screen import screen

    findings = screen(find_profile(talk), talk.today).screening.findings
    for finding in findings:
        if is_emergency(finding) and finding.rule not in talk.told:
            talk.told.add(finding.rule)
            show_text(
                talk, f"\n{talk.texts.say('screening.emergency_heading').upper()}", "bold red"
            )
            show_text(talk, fill(talk.texts.say("screening.emergency_call"), WIDTH), "bold")
            show_text(talk, fill(finding.text, WIDTH))


def _ask(talk: Talk, item: "Item", n_left: int, before: dict[str, object]) -> object:
    """Ask one question until its answer can be read."""
    n = len(talk.answers) + 1
    place = talk.texts.say("screening.wizard.of", n=n, total=n + n_left - 1)
    section = talk.texts.say(f"screening.section.{item.section}")
    show_text(talk, f"\n{section} · {place}", "dim")
    show_text(talk, fill(item.ask, WIDTH), "bold")
    say(talk, "why", why=item.why, style="dim")
    if item.id in before:
        say(talk, "so_far", answer=_show(talk, item, before[item.id]))
    if item.kind == "medicines":
        return _ask_medicines(talk, item)
    for number, choice in enumerate(item.choices, start=1):
        show_text(talk, fill(f"{number}  {choice.label}", WIDTH, subsequent_indent="   "))
    unit = item.unit.partition(",")[0]
    key = item.kind.replace("-", "_")
    say(talk, key, style="dim", unit=unit, today=talk.today)
    while (answer := _check(talk, item, read_typed(talk, item))) is None:
        pass
    return answer


def _check(talk: Talk, item: "Item", typed: str) -> str | None:
    """Return an answer that can be read, None if what was typed can't be."""
    from lowdose.workflow.screen import check_answer

    if item.kind == "choice" and typed.isdigit() and 1 <= int(typed) <= len(item.choices):
        typed = item.choices[int(typed) - 1].value
    try:
        answer = check_answer(item, typed, talk.today)
    except AnswerError as error:
        show_text(talk, fill(str(error), WIDTH), "yellow")
        return None
    if answer is None:
        say(talk, "unknown_kept", style="dim")
        return "unknown"
    return typed


def _ask_medicines(talk: Talk, item: "Item") -> object:
    """Ask for the medicines, one in each line."""
    from lowdose.safety.medicine_answers import NOTHING
    from lowdose.workflow.screen import check_medicine

    say(talk, "medicines", style="dim")
    lines: list[str] = []
    while typed := read_typed(talk, item):
        if typed.casefold() in NOTHING and not lines:
            return "none"
        try:
            check_medicine(typed, talk.today)
        except AnswerError as error:
            show_text(talk, fill(str(error), WIDTH), "yellow")
            continue
        lines.append(typed)
        # Kept at once: a talk that is broken off here loses none of them.
        talk.answers[item.id] = list(lines)
        say(talk, "medicines_more", style="dim", read=_tell_readings(talk, typed))
    if not lines:
        say(talk, "unknown_kept", style="dim")
    return lines or "unknown"


def _tell_readings(talk: Talk, typed: str) -> str:
    """Return what a medicine was read as, and what that is."""
    from lowdose.report.screening.words import tell_kind, tell_reading
    from lowdose.workflow.screen import check_medicine, find_readings

    readings = find_readings(check_medicine(typed, talk.today))
    return "; ".join(
        f"{tell_reading(reading, talk.texts)} ({tell_kind(reading, talk.texts)})"
        for reading in readings
    )


def _show(talk: Talk, item: "Item", answer: object) -> str:
    """Return an answer as a person would read it."""
    from lowdose.report.screening.words import show_answer

    written = "; ".join(answer) if isinstance(answer, list) else str(answer)
    return show_answer(item, written, talk.texts)


def _change_one(talk: Talk) -> bool:
    """Show all answers; return True if one is to be given anew."""
    show_text(talk, f"\n{talk.texts.say('screening.wizard.summary')}", "bold")
    items = {item.id: item for item in talk.items}
    names = [name for name in items if name in talk.answers]
    for number, name in enumerate(names, start=1):
        line = f"{number:>2}  {items[name].ask} {_show(talk, items[name], talk.answers[name])}"
        show_text(talk, fill(line, WIDTH, subsequent_indent="    "))
    say(talk, "summary_prompt", style="dim")
    while typed := read_typed(talk):
        if typed.isdigit() and 1 <= int(typed) <= len(names):
            del talk.answers[names[int(typed) - 1]]
            return True
        say(talk, "no_number", n=len(names))
    return False
