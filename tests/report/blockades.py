"""Blockades that tests of reports share; each is computed once."""

from functools import lru_cache

from lowdose.pharmacology.result import Blockade
from lowdose.workflow.blockade import BlockadeOptions, blockade


@lru_cache
def blocked(text: str = "4.5mg x30", model: str = "M1") -> Blockade:
    """Return the blockade of a regimen with few persons."""
    return blockade(text, BlockadeOptions(model=model, persons=64))
