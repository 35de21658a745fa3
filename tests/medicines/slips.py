"""What happens to a word that is typed in a hurry."""

from random import Random
from string import ascii_lowercase


def make_slip(text: str, random: Random) -> str:
    """Substitute, delete, insert or swap one letter."""
    places = [i for i, letter in enumerate(text) if letter.isalpha()]
    i, letter = random.choice(places), random.choice(ascii_lowercase)
    sort = random.choice(("substitute", "delete", "insert", "swap"))
    if sort == "swap" and i + 1 < len(text) and text[i + 1].isalpha():
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    if sort == "insert":
        return text[:i] + letter + text[i:]
    return text[:i] + ("" if sort == "delete" else letter) + text[i + 1 :]


def make_slips(text: str, n_slips: int, random: Random) -> str:
    """Make several slips one after the other."""
    for _ in range(n_slips):
        text = make_slip(text, random)
    return text
