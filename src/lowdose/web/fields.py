"""Options of the command line, called as the form calls them."""

import re

from lowdose.report.texts import Texts

#: Options that the form has, and their fields.
FIELDS = {
    "--outcome": "outcome",
    "--reference": "reference",
    "--mcid": "mcid",
    "--scale": "scale",
    "--ignore": "ignore",
    "--better": "better",
    "--date-format": "date_format",
}
#: One option or several with their values, as problems quote them.
_QUOTED = re.compile(r"`(--[^`]+)`")
#: An option as other errors name it.
_BARE = re.compile(r"(?<![\w`'-])--[a-z]+(?:-[a-z]+)*")


def name_fields(sentence: str, texts: Texts) -> str:
    """Return a sentence that speaks of the fields of the form and not of options.

    Parameters
    ----------
    sentence : str
        A problem or an error, with options such as `` `--scale 0-10` `` or `--scale`.
    texts : Texts
        Names of the fields.

    Returns
    -------
    str
        The sentence; an option without a field keeps its name, with a word on where
        it is given.
    """
    named = _QUOTED.sub(lambda found: _name_quoted(found[1], texts), sentence)
    return _BARE.sub(lambda found: _name_bare(found[0], texts), named)


def _name_quoted(code: str, texts: Texts) -> str:
    """Return fields and their values for options and theirs."""
    parts = [part.partition(" ") for part in re.split(r"\s+(?=--)", code)]
    if any(option not in FIELDS for option, _, _ in parts):
        return texts.word("service.command_only", code=code)
    return ", ".join(_name_field(FIELDS[option], value, texts) for option, _, value in parts)


def _name_field(field: str, value: str, texts: Texts) -> str:
    """Return a field with the value it should have, if there is one."""
    label = texts.say(f"service.{field}").rstrip("?")
    if not value:
        return texts.word("service.field", label=label)
    choice = f"service.{field}_{value}"
    shown = texts.say(choice) if texts.has(choice) else value.strip('"')
    return texts.word("service.field_value", label=label, value=shown)


def _name_bare(option: str, texts: Texts) -> str:
    """Return the field of an option; the option where there is none."""
    return _name_field(FIELDS[option], "", texts) if option in FIELDS else option
