"""Files that keep the answers of a talk; only their owner can read them."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from lowdose.cli.talk import Talk, find_profile, list_open, read_typed, say, show_text
from lowdose.errors import harmless

if TYPE_CHECKING:
    from lowdose.safety.profile import Profile

#: File that keeps the answers of a talk that was broken off.
DRAFT = "lowdose-answers{}.toml"
#: Drafts looked at for a free name before the system's folder for such files is used.
MOST_DRAFTS = 100


def offer_file(talk: Talk, profile: "Profile") -> None:
    """Write the answers to a file if the person names one."""
    say(talk, "save")
    while name := read_typed(talk):
        try:
            _write(talk, profile, Path(name).expanduser())
        except OSError as error:
            reason = (error.strerror or "it can't be written").lower()
            say(talk, "not_saved", path=name, reason=reason)
        else:
            say(talk, "saved", path=name)
            return


def keep(talk: Talk) -> None:
    """Write what was answered to a file nobody else can read, and say where it is."""
    if not talk.answers:
        say(talk, "nothing_kept")
        return
    n = len(talk.answers)
    total = n + len(list_open(talk))
    path = _write_draft(talk, find_profile(talk))
    say(talk, "kept", n=n + 1 if total > n else n, total=total, path=path)
    show_text(talk, talk.texts.say("screening.wizard.go_on", path=harmless(str(path))))


def _write_draft(talk: Talk, profile: "Profile") -> Path:
    """Write the answers under the first free name."""
    for number in range(1, MOST_DRAFTS):
        path = Path(DRAFT.format("" if number == 1 else f"-{number}"))
        try:
            return _write(talk, profile, path)
        except FileExistsError:
            continue
        except OSError:
            break
    return _write(talk, profile, Path(tempfile.mkdtemp()) / DRAFT.format(""))


def _write(talk: Talk, profile: "Profile", path: Path) -> Path:
    """Write answers to a new file that only its owner can read."""
    from lowdose.report.screening.profile_file import profile_toml

    text = profile_toml(profile, talk.items, talk.today)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path
