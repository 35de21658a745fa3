"""The form of the screening: from questions to fields, and from fields to answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from lowdose.errors import KeyProblem, ProfileError
from lowdose.knowledge.criteria import Criterion, parse_criterion
from lowdose.knowledge.records import Choice, Item
from lowdose.report.texts import Texts
from lowdose.safety.numbers import list_units
from lowdose.safety.screened import ScreeningResult
from lowdose.web.upload import UploadRefusedError, UploadTooLargeError
from lowdose.web.views import texts_of

#: Largest form that is read; a hundred medicines have a tenth of it. [bytes]
LARGEST_FORM = 200_000
#: Most fields of a form.
MOST_FIELDS = 2_000
#: Rows for medicines to begin with, and most of them.
FIRST_ROWS, MOST_ROWS = 3, 60
FORM_TYPE = "application/x-www-form-urlencoded"
#: Button that asks for another row and not for the result.
ADD = "add"
NONE_TAKEN = "medicines-none"
LIST = "medicines-list"
#: What rules know of the amount; asked for only where a rule waits for it.
AMOUNT = "more-than-label-dose"
#: Fields of a row.
ROW_FIELDS = ("name", "last", "day", "amount")


@dataclass(frozen=True, slots=True)
class FormData:
    """What was typed and chosen.

    Parameters
    ----------
    fields : mapping of str to str
        By name of the field; empty where nothing was sent.
    """

    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return what stands in a field."""
        return self.fields.get(name, "")

    @property
    def wants_row(self) -> bool:
        """Whether the person asked for another row only."""
        return ADD in self.fields

    @property
    def n_rows(self) -> int:
        """Number of rows for medicines to show: the ones used, and one or two empty ones."""
        used = [n for n in range(1, MOST_ROWS + 1) if self[f"medicine-{n}-name"]]
        shown = [n for n in range(1, MOST_ROWS + 1) if f"medicine-{n}-name" in self.fields]
        n = max(FIRST_ROWS, max(used, default=0) + 1, max(shown, default=0)) + self.wants_row
        return min(n, MOST_ROWS)


@dataclass(frozen=True, slots=True)
class Field:
    """One question as the form shows it.

    Parameters
    ----------
    item : Item
        The question.
    choices : tuple of Choice
        Answers to choose from, `I don't know` last; empty for what is typed.
    units : tuple of str
        Units of a laboratory value.
    only_if : str
        When it is asked; empty if always.
    problem : str
        What is wrong with the answer.
    """

    item: Item
    choices: tuple[Choice, ...]
    units: tuple[str, ...]
    only_if: str
    problem: str

    @property
    def unit_options(self) -> list[tuple[str, str]]:
        """Units as options of a list: value and what is shown."""
        return [(unit, unit) for unit in self.units]


@dataclass(frozen=True, slots=True)
class FormPart:
    """The questions of one section."""

    id: str
    heading: str
    fields: tuple[Field, ...]


async def read_form(request: Request) -> FormData:
    """Read the form of a request, in memory only.

    Raises
    ------
    UploadTooLargeError
        If it is larger than any list of medicines.
    UploadRefusedError
        If it is no form of ours.
    """
    say = texts_of(request).say
    if not request.headers.get("content-type", "").startswith(FORM_TYPE):
        raise UploadRefusedError(say("screening.form.refused"))
    body = bytearray()
    async for piece in request.stream():
        body += piece[: LARGEST_FORM + 1 - len(body)]
    if len(body) > LARGEST_FORM:
        raise UploadTooLargeError(say("screening.form.too_large"))
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UploadRefusedError(say("screening.form.refused")) from error
    return FormData({name: value.strip() for name, value in pairs})


def to_table(form: FormData, items: Iterable[Item], texts: Texts) -> dict[str, object]:
    """Return the answers of a form as a profile's table.

    Raises
    ------
    ProfileError
        If two fields say different things.
    """
    table: dict[str, object] = {}
    problems: list[KeyProblem] = []
    for item in items:
        if item.kind == "medicines":
            table[item.id] = _medicines(form, texts, problems)
        elif item.kind == "lab":
            parts = {key: form[f"{item.id}-{key}"] for key in ("value", "limit", "unit")}
            if parts["value"] or parts["limit"]:
                table[item.id] = {
                    "value": parts["value"],
                    "upper_limit": parts["limit"],
                    "unit": parts["unit"],
                }
        elif form[item.id]:
            table[item.id] = form[item.id]
    if problems:
        raise ProfileError(tuple(problems))
    return table


def _medicines(form: FormData, texts: Texts, problems: list[KeyProblem]) -> object:
    """Return the list of medicines, `none` or `unknown`."""
    listed: list[object] = []
    for n in range(1, MOST_ROWS + 1):
        name, last, day, amount = (form[f"medicine-{n}-{field}"] for field in ROW_FIELDS)
        if not name:
            if day:
                problems.append(_problem(f"medicine-{n}", "name_missing", texts))
            continue
        if last == "now" and day:
            problems.append(_problem(f"medicine-{n}", "last_conflict", texts))
        if last == "day" and not day:
            problems.append(_problem(f"medicine-{n}", "last_missing", texts))
        taken = day or ("unknown" if last == "unknown" else "now")
        listed.append({"name": name, "last_taken": taken, "amount": amount})
    listed += [line for line in form[LIST].splitlines() if line.strip()]
    if form[NONE_TAKEN] and listed:
        problems.append(_problem(NONE_TAKEN, "none_conflict", texts))
    return listed or ("none" if form[NONE_TAKEN] else "unknown")


def _problem(field: str, key: str, texts: Texts) -> KeyProblem:
    return KeyProblem("", field, texts.say(f"screening.form.{key}"))


def find_amounts(result: ScreeningResult) -> frozenset[str]:
    """Return the medicines of which it matters whether more is taken than the package says."""
    return frozenset(
        given.as_written
        for finding in result.screening.findings
        if AMOUNT in finding.missing
        for given in finding.inputs
        if given.name == "medicine"
    )


def place_problems(form: FormData, problems: Iterable[KeyProblem], texts: Texts) -> dict[str, str]:
    """Return what is wrong by field; an entry of the list of medicines is found by its row.

    Files say `unknown`, a form leaves a field empty; sentences are told in its words.
    """
    in_files = texts.word("screening.form.unknown_in_files")
    in_forms = texts.word("screening.form.unknown_in_forms")
    rows = [f"medicine-{n}" for n in range(1, MOST_ROWS + 1) if form[f"medicine-{n}-name"]]
    placed: dict[str, str] = {}
    for problem in problems:
        field = problem.key
        name, _, number = field.partition(" ")
        if name == "medicines":
            n = int(number) if number.isdigit() else 0
            field = rows[n - 1] if 0 < n <= len(rows) else LIST
        text = problem.text.replace(in_files, in_forms)
        placed[field] = f"{placed[field]} {text}" if field in placed else text
    return placed


def name_fields(fields: Iterable[str], items: Iterable[Item], texts: Texts) -> dict[str, str]:
    """Return what fields are called: by their question, or by their place in the list."""
    names = {item.id: item.ask for item in items}
    names |= {LIST: texts.say("screening.form.list")}
    names |= {NONE_TAKEN: texts.say("screening.form.none_taken")}
    rows = {f"medicine-{n}": texts.say("screening.form.medicine", n=n) for n in range(1, MOST_ROWS)}
    names |= rows
    return {field: names.get(field, field) for field in fields}


def build_form(
    items: Iterable[Item], problems: Mapping[str, str], texts: Texts
) -> tuple[FormPart, ...]:
    """Return the form, section by section.

    Parameters
    ----------
    items : iterable of Item
        All questions, in order.
    problems : mapping of str to str
        What is wrong, by field.
    texts : Texts
        Sentences of the language.
    """
    listed = tuple(items)
    by_id = {item.id: item for item in listed}
    sections: dict[str, list[Field]] = {}
    for item in listed:
        field = Field(
            item=item,
            choices=_choices(item, texts),
            units=list_units(item) if item.kind == "lab" else (),
            only_if=_tell_when(item, by_id, texts),
            problem=problems.get(item.id, ""),
        )
        sections.setdefault(item.section, []).append(field)
    return tuple(
        FormPart(name, texts.say(f"screening.section.{name}"), tuple(fields))
        for name, fields in sections.items()
    )


def _choices(item: Item, texts: Texts) -> tuple[Choice, ...]:
    """Return what can be chosen; every question can be left open."""
    if item.kind not in ("yes-no", "choice"):
        return ()
    yes_no = (Choice(value=v, label=texts.say(f"screening.form.{v}")) for v in ("yes", "no"))
    unknown = Choice(value="unknown", label=texts.say("screening.form.dont_know"))
    return (*(item.choices or yes_no), unknown)


def _tell_when(item: Item, items: Mapping[str, Item], texts: Texts) -> str:
    """Return when a question is asked, as far as a choice above decides it."""
    for alternative in item.asked_if:
        for line in alternative:
            criterion = parse_criterion(line)
            asked = items.get(criterion.name)
            if asked is not None and not isinstance(criterion.values[0], float):
                return _tell_criterion(criterion, asked, texts)
    return texts.say("screening.form.only_if_other") if item.asked_if else ""


def _tell_criterion(criterion: Criterion, asked: Item, texts: Texts) -> str:
    """Return one criterion in words."""
    labels = {choice.value: choice.label for choice in _choices(asked, texts)}
    wanted = [labels.get(str(value), str(value)) for value in criterion.values]
    key = "only_unless" if criterion.operator in ("is not", "is none of") else "only_if"
    answer = texts.word("screening.form.or").join(wanted)
    return texts.say(f"screening.form.{key}", answer=answer, question=asked.ask)
