"""Codes that stand beside a name, or instead of one."""

import re

from lowdose.medicines.names import MedicineNames, Target

_GROUP = r"[A-DGHJL-NPRSV]\d{2}"
_RXNORM = re.compile(r"\brx\s?(?:norm|cui)\b[\s:#=-]*(?:code|cui)?[\s:#=]*(\d{2,8})\b", re.I)
_ATC = re.compile(rf"\b(?:atc[\s:#=-]*)?({_GROUP}[A-Z]{{2}}\d{{2}})\b", re.I)
_ATC_GROUP = re.compile(rf"\batc[\s:#=-]*(?:code[\s:#=]*)?({_GROUP}[A-Z]{{0,2}})\b\*?", re.I)
_ATC_STAR = re.compile(rf"\b({_GROUP}[A-Z]{{0,2}})\*", re.I)
_PLAIN = re.compile(rf"\s*(\d{{2,8}}|{_GROUP}(?:[A-Z]{{1,2}}(?:\d{{2}})?)?)\*?\s*", re.I)
#: Characters of an ATC code: of one substance, and of the groups above it.
_SUBSTANCE, _GROUPS = 7, (5, 4)


def take_codes(text: str) -> tuple[tuple[str, ...], str]:
    """Return the codes of a text, and the text with blanks in their place."""
    codes: list[str] = []

    def keep(found: re.Match[str]) -> str:
        codes.append(found[1].upper())
        return " " * len(found[0])

    for form in (_RXNORM, _ATC, _ATC_GROUP, _ATC_STAR):
        text = form.sub(keep, text)
    return tuple(codes), text


def read_code(code: str) -> tuple[str, ...]:
    """Return the codes in a field that is meant for a code."""
    if found := _PLAIN.fullmatch(code):
        return (found[1].upper(),)
    return take_codes(code)[0]


def find_code(code: str, names: MedicineNames) -> Target | None:
    """Return what a code stands for; an ATC code that is unknown stands for its group."""
    if code in names.codes or code.isdigit():
        return names.codes.get(code)
    return next(
        (names.codes[code[:n]] for n in _GROUPS if len(code) > n and code[:n] in names.codes), None
    )


def agrees(code: str, medicine: str, names: MedicineNames) -> bool | None:
    """Tell whether a code may stand for a medicine; None where that can't be told."""
    target = find_code(code, names)
    same = {medicine, *names.forms.get(medicine, ())}
    own = [known for known, owner in names.codes.items() if owner.medicine in same]
    is_substance = len(code) == _SUBSTANCE and not code.isdigit()
    if target is None:
        # Of ATC all codes of an opioid are known, of RxNorm's products not.
        return False if is_substance and any(not known.isdigit() for known in own) else None
    if same & {target.medicine, *names.forms[target.medicine]}:
        return True
    if code.isdigit() or (is_substance and code in names.codes):
        return False
    group = code if code in names.codes else code[: _GROUPS[0]]
    return any(known.startswith(group) for known in own)
