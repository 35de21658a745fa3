"""What the pages may be told when they start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How the pages are served.

    Parameters
    ----------
    allowed_hosts : tuple of str
        Host names that a request may name; anything else could be another site's trick.
    upload_limit_bytes : int
        Largest request. [bytes]
    most_answers : int
        Answers of one file that are shown in full.
    most_problems : int
        Problems of one file that are listed.
    language : str
        Language of the sentences.
    """

    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    upload_limit_bytes: int = 10_000_000
    most_answers: int = 20
    most_problems: int = 100
    language: str = "en"
