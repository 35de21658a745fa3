"""What metafor and bayesmeta computed; see `validation/metafor/`."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "pinned" / "metafor"
CASES = sorted(path.stem for path in FOLDER.glob("*.json"))


def read_case(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
