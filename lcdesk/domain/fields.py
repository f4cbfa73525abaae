"""What a field is: from one line in a record follow its editor, complaint, column, stored and
printed value."""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar, NoReturn, ParamSpec, TypeVar, dataclass_transform

from lcdesk import i18n
from lcdesk.domain.errors import Refused
from lcdesk.domain.kinds import Choice, Kind, Yes
from lcdesk.i18n import N_, _

Draft = dict[str, Any]
"""What stands in a form as typed: text by field name, and a list of drafts for a field of lines."""


@dataclass(frozen=True)
class Lines(Kind):
    """Records that belong to this one and are saved with it, in their order."""

    empty: ClassVar[tuple[()]] = ()
    of: type["Record"] = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Field:
    """One field of a record. `section` groups fields on the form; "" keeps it off the form."""

    name: str
    label: str
    kind: Kind
    required: bool
    section: str
    column: bool
    search: bool
    hint: str


MAIN = N_("Details")


def field(
    label: str,
    kind: Kind,
    *,
    required: bool = False,
    section: str = MAIN,
    column: bool = False,
    search: bool = False,
    hint: str = "",
    default: Any = None,
) -> Any:
    """Declare a field of a record: its English label, its kind, whether it is needed, and where it
    shows.

    `column` puts it in the area's table, `search` lets the search box find it.
    """
    about = {
        "label": label,
        "kind": kind,
        "required": required,
        "section": section,
        "column": column,
        "search": search,
        "hint": hint,
    }
    return dataclasses.field(default=kind.empty if default is None else default, metadata=about)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """Anything that is written down. Every subclass is a frozen dataclass; its fields have their
    value from `field` or a default.

    What `dataclass` would compile for each class anew stands here once: half the time to start
    went there, and ward files hold ten thousands of records.
    """

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    _defaults: ClassVar[Mapping[str, Any]]

    def __init_subclass__(cls) -> None:
        dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        cls._defaults = {each.name: each.default for each in dataclasses.fields(cls)}

    def __init__(self, **values: Any) -> None:
        if unknown := values.keys() - self._defaults.keys():
            raise TypeError(f"{type(self).__name__} has no fields {sorted(unknown)}")
        self.__dict__.update(self._defaults)
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({said})"

    def complaints(self, today: date) -> dict[str, str]:
        """Rules that need several fields: sentence by field name."""
        return {}


class Entity(Record):
    """A record with a life of its own: `id` 0 is not saved yet, `version` counts its saves."""

    id: int = 0
    version: int = 0
    labels: ClassVar[tuple[str, ...]] = ("name",)
    """The fields that name the record in a list or a sentence."""
    order: ClassVar[str] = "name"
    """The field whose name order sorts a list."""
    newest_first: ClassVar[bool] = False
    """Whether a list begins with the last of that order, as one of months does."""
    found_by: ClassVar[tuple[str, ...]] = ()
    """References whose own text finds the record too: an application is looked for by its
    borrower."""
    told_apart_by: ClassVar[tuple[str, ...]] = ()
    """Days, of which the year is shown, and references that tell records of one name apart where
    one is chosen."""


Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")


def once_a_class(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Work out only once what follows from a class alone."""
    known: Callable[..., Answer] = cache(function)
    return known


@once_a_class
def fields_of(cls: type[Record]) -> tuple[Field, ...]:
    """The declared fields of a record in their order."""
    return tuple(
        Field(name=f.name, **f.metadata) for f in dataclasses.fields(cls) if "kind" in f.metadata
    )


@once_a_class
def kinds_of(cls: type[Record]) -> Mapping[str, Kind]:
    """The kind of each field by its name."""
    return {each.name: each.kind for each in fields_of(cls)}


def labels_of(cls: type[Record]) -> dict[str, str]:
    """What each field is called in the language of the moment, by its name."""
    return {each.name: _(each.label) for each in fields_of(cls)}


@once_a_class
def value_fields(cls: type[Record]) -> tuple[Field, ...]:
    """The fields of one value: the columns of the record's own table."""
    return tuple(each for each in fields_of(cls) if not isinstance(each.kind, Lines))


@once_a_class
def line_fields(cls: type[Record]) -> tuple[Field, ...]:
    """The fields that hold lines."""
    return tuple(each for each in fields_of(cls) if isinstance(each.kind, Lines))


def form_fields(cls: type[Record]) -> tuple[Field, ...]:
    """The fields that stand on the form of a record."""
    return tuple(f for f in fields_of(cls) if f.section)


@once_a_class
def table_name(cls: type[Record]) -> str:
    """`HouseholdClass` is kept in the table `household_class`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


R = TypeVar("R", bound="Record")


def build(cls: type[R], draft: Mapping[str, Any], today: date, base: R | None = None) -> R:
    """Give the record that a draft describes; what is not on the form comes from `base`.

    Refused names every field that is missing or wrong, and every rule of the record that is broken.
    """
    values, complaints = _read(cls, draft, today)
    if complaints:
        raise Refused(complaints)
    built = dataclasses.replace(base, **values) if base is not None else cls(**values)
    check(built, today)
    return built


def check(record: Record, today: date) -> None:
    """Refuse a record of which a rule, or a rule of one of its lines, is broken, however it was
    made."""
    broken = {
        f"{each.name}.{index}.{part}": text
        for each in line_fields(type(record))
        for index, line in enumerate(getattr(record, each.name))
        for part, text in line.complaints(today).items()
    }
    if broken := {**broken, **record.complaints(today)}:
        raise Refused(broken)


def _read(
    cls: type[Record], draft: Mapping[str, Any], today: date
) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    complaints: dict[str, str] = {}
    for each in form_fields(cls):
        if isinstance(each.kind, Lines):
            values[each.name] = _read_lines(
                each.name, each.kind, draft.get(each.name, ()), today, complaints
            )
            continue
        try:
            values[each.name] = _read_value(each, str(draft.get(each.name, "")), today)
        except ValueError as complaint:
            complaints[each.name] = str(complaint)
    return values, complaints


def _read_value(each: Field, text: str, today: date) -> Any:
    if i18n.clean(text):
        return each.kind.parse(text, today)
    if each.required:
        raise ValueError(_("This cannot stay empty."))
    return each.kind.empty


def _read_lines(
    name: str, kind: Lines, drafts: Sequence[Draft], today: date, complaints: dict[str, str]
) -> tuple[Record, ...]:
    lines = []
    for index, draft in enumerate(drafts):
        values, wrong = _read(kind.of, draft, today)
        if not wrong:
            line = kind.of(**values)
            wrong = line.complaints(today)
            lines.append(line)
        complaints.update({f"{name}.{index}.{part}": text for part, text in wrong.items()})
    return tuple(lines)


def draft_of(record: Record) -> Draft:
    """The draft that would build this record again."""
    draft: Draft = {}
    for each in form_fields(type(record)):
        value = getattr(record, each.name)
        if isinstance(each.kind, Lines):
            draft[each.name] = [draft_of(line) for line in value]
        else:
            draft[each.name] = typed(each.kind, value)
    return draft


def typed(kind: Kind, value: Any) -> str:
    """The text that an editor of this kind holds for a value."""
    if isinstance(kind, Yes):
        return "1" if value else ""
    if isinstance(kind, Choice):
        return str(value)
    return kind.show(value)
