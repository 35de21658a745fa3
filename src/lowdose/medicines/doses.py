"""Doses that stand beside a name."""

from lowdose.medicines.words import Word

#: Milligrams in one of each unit.
UNITS_MG = {
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams", "мг"), 1.0),
    **dict.fromkeys(("mcg", "µg", "ug", "microgram", "micrograms", "мкг"), 0.001),
    **dict.fromkeys(("g", "gram", "grams"), 1000.0),
}


def find_dose_mg(
    words: tuple[Word, ...], place: tuple[int, int], bounds: tuple[int, int]
) -> float | None:
    """Return the dose behind a name, or before it.

    Parameters
    ----------
    words : tuple of Word
        All words of the text.
    place : tuple of int
        First word of the name, and the one behind it.
    bounds : tuple of int
        The same for the words that belong to the name.

    Returns
    -------
    float or None
        None where no number with a unit stands there. [mg]
    """
    behind = range(place[1], bounds[1] - 1)
    before = range(place[0] - 2, bounds[0] - 1, -1)
    for i in (*behind, *before):
        if words[i].is_number and words[i + 1].key in UNITS_MG:
            return float(words[i].key) * UNITS_MG[words[i + 1].key]
    return None


def find_bare_number(
    words: tuple[Word, ...], place: tuple[int, int], bounds: tuple[int, int]
) -> float | None:
    """Return the number that stands alone behind a name: `LDN 4.5`."""
    i = place[1]
    if i >= bounds[1] or not words[i].is_number:
        return None
    return float(words[i].key) if i + 1 == bounds[1] else None
