"""What all records share: the decorator, references, and facts with their source."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, dataclass_transform

Kind = TypeVar("Kind")

#: How a number was seen by whoever wrote it down, the surest first.
Seen = Literal[
    "label",  # read in a product label (its set id is the source)
    "paper",  # read in the paper's full text
    "abstract",  # read in the paper's abstract
    "registry",  # read in a registry record, or in results posted there
    "code-system",  # read in a terminology or a code list
    "extraction",  # read in somebody's table of what the paper says
    "secondary",  # read in a review, a news report, a monograph
    "computed",  # computed from numbers marked otherwise; `how` says how
    "proposal",  # this project's own proposal, no source's
    "memory",  # not seen; never verified
]


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[Kind]) -> type[Kind]:
    """Make a frozen dataclass whose TOML table may hold its own keys and types only."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = {  # type: ignore[attr-defined]
        "extra": "forbid",
        "strict": True,
        "allow_inf_nan": False,
    }
    made.__get_pydantic_core_schema__ = classmethod(_take_tables)  # type: ignore[attr-defined]
    return made


def _take_tables(cls: type, source: Any, handler: Callable[[Any], dict[str, Any]]) -> Any:
    """Let a record be made from a table, which `strict` alone would refuse."""
    return handler(source) | {"strict": False}


@dataclass(frozen=True, slots=True)
class Ref:
    """Mark of a field that holds the id of a record (or a tuple of ids).

    Parameters
    ----------
    to : str
        Name of the record class.
    """

    to: str


@record
class Code:
    """A code of a public terminology.

    Parameters
    ----------
    system : str
        `ICD-10-CM`, `ICD-10`, `LOINC`, `RxNorm`, `ATC`, `SNOMED CT` or `UNII`.
    code : str
        As printed.
    display : str
        What the code stands for, in few words.
    verified : bool
        False where the code was not seen in the terminology.
    """

    system: Literal["ICD-10-CM", "ICD-10", "LOINC", "RxNorm", "ATC", "SNOMED CT", "UNII", "NDC"]
    code: str
    display: str = ""
    verified: bool = True
