"""The table of bad files in tests/cases/bad_diaries: situation, file, problems."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.errors import DiaryError

FOLDER = Path(__file__).parents[1] / "cases" / "bad_diaries"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['situation']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def make_options(case: dict[str, Any]) -> ReadOptions:
    values = case.get("options", {})
    return ReadOptions(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def make_bytes(case: dict[str, Any]) -> bytes:
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    text: str = case["file"]
    return text.encode(case.get("encoding", "utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_told_all_its_problems(case: dict[str, Any]) -> None:
    with pytest.raises(DiaryError) as caught:
        read_diaries(make_bytes(case), "diary.csv", make_options(case))
    found = [[problem.code, problem.line or 0] for problem in caught.value.problems]
    assert found == case["problems"]
