"""Decide whether a rule applies to what is known: yes, no, or not known."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lowdose.knowledge.criteria import Criterion, parse_criterion
from lowdose.knowledge.records import When


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known.

    Parameters
    ----------
    value : str or float
        As criteria compare it.
    as_written : str
        As the person wrote it.
    """

    value: str | float
    as_written: str


#: What is known by name; a name that is missing is unknown, which is never `no`.
Facts = Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether a rule applies.

    Parameters
    ----------
    applies : bool or None
        None where what is missing decides.
    used : tuple of str
        Names of the answers it rests on.
    missing : tuple of str
        Names of the answers that would decide; empty unless `applies` is None.
    """

    applies: bool | None
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def evaluate(when: When, facts: Facts, not_asked: Collection[str] = ()) -> Truth:
    """Decide whether one of several alternatives holds, in three-valued logic.

    Parameters
    ----------
    when : tuple of tuple of str
        Alternatives, of which one is enough; in each all criteria must hold.
    facts : mapping of str to Known
        What is known.
    not_asked : collection of str
        Names that an earlier answer has made pointless; no criterion on them holds.

    Returns
    -------
    Truth
        True if some alternative holds whole; False if each has a criterion that does not
        hold; else None (Kleene's strong logic: the answer is given only where no missing
        fact could change it).
    """
    undecided: list[Truth] = []
    refuted: list[str] = []
    for alternative in when:
        truth = _evaluate_all(alternative, facts, not_asked)
        if truth.applies:
            return truth
        if truth.applies is None:
            undecided.append(truth)
        refuted += truth.used
    if undecided:
        used = dict.fromkeys(name for truth in undecided for name in truth.used)
        missing = dict.fromkeys(name for truth in undecided for name in truth.missing)
        return Truth(None, tuple(used), tuple(missing))
    return Truth(False, tuple(dict.fromkeys(refuted)))


def _evaluate_all(lines: tuple[str, ...], facts: Facts, not_asked: Collection[str]) -> Truth:
    """Decide whether all criteria hold; one that does not hold settles it."""
    used: dict[str, None] = {}
    missing: dict[str, None] = {}
    for line in lines:
        criterion = parse_criterion(line)
        known = facts.get(criterion.name)
        if known is None and criterion.name in not_asked:
            return Truth(False)
        if known is None:
            missing[criterion.name] = None
        elif holds(criterion, known.value):
            used[criterion.name] = None
        else:
            return Truth(False, (criterion.name,))
    return Truth(None if missing else True, tuple(used), tuple(missing))


def holds(criterion: Criterion, value: str | float) -> bool:
    """Return whether one criterion holds for a value that is known.

    Raises
    ------
    TypeError
        If a text is compared with a number; `knowledge.check` refuses such rules.
    """
    match criterion.operator:
        case "is" | "is one of":
            return value in criterion.values
        case "is not" | "is none of":
            return value not in criterion.values
    limit = criterion.values[0]
    if isinstance(value, str) or isinstance(limit, str):
        raise TypeError(f"{criterion.name}: {value!r} can't be compared with {limit!r}.")
    match criterion.operator:
        case "<":
            return value < limit
        case "<=":
            return value <= limit
        case ">":
            return value > limit
    return value >= limit
