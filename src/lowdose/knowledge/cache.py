"""Keep what took long to read or compute from the facts, for the next process."""

import os
import pickle
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")

#: Packages on whose files everything kept here depends: words, summaries and sentences are
#: kept as well as facts.
PACKAGES = ("lowdose",)
#: Hexadecimal digits of a state in the name of a file.
DIGITS = 16


def remember(name: str, compute: Callable[[], Value]) -> Value:
    """Return what `compute` returns, from the user's cache where the facts are unchanged.

    Parameters
    ----------
    name : str
        Name of the value.
    compute : callable
        Must depend on the files of `PACKAGES` only.

    Returns
    -------
    object
        The value; where the cache can't be read or written it is computed anew.
    """
    path = _folder() / f"{name}-{_state()}.pickle"
    try:
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]
    except Exception:  # a damaged file is as good as none
        value = compute()
    _keep(path, name, value)
    return value


def _keep(path: Path, name: str, value: object) -> None:
    """Write a value beside its place, move it there whole, and drop its predecessors."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        part.replace(path)
        # The state is spelt out: `pain-*` would drop `pain-response-30` as well.
        for old in path.parent.glob(f"{name}-{'[0-9a-f]' * DIGITS}.pickle"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return


def _folder() -> Path:
    """Return the folder of the cache: `LOWDOSE_CACHE`, or the user's own."""
    if folder := os.environ.get("LOWDOSE_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("lowdose")


@lru_cache
def _state() -> str:
    """Return a digest of names, sizes and times of change of all files it depends on."""
    digest = sha256()
    for package in PACKAGES:
        root = Path(str(files(package)))
        for path, status in sorted(_walk(root)):
            digest.update(f"{path} {status}\n".encode())
    return digest.hexdigest()[:DIGITS]


def _walk(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every code and data file below a folder with its size and time of change."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walk(Path(entry.path))
        else:
            status = entry.stat()
            yield entry.path, f"{status.st_size} {status.st_mtime_ns}"
