"""Records as plain values and as text: contents of papers as they are kept, records for the trail
and for scripts."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from lcdesk.domain.fields import once_a_class

T = TypeVar("T")


def to_json(content: object) -> str:
    """Give the canonical JSON of a content record: sorted keys, dates as YYYY-MM-DD, letters as
    they are."""
    return json.dumps(_fields(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(cls: type[T], text: str) -> T:
    """Read a record of `cls` from the JSON that `to_json` wrote.

    Fields left out take their defaults, so that a paper kept years ago still opens; an unknown
    field or a
    value of the wrong kind raises ValueError, because a paper must never print half of what was
    decided.
    """
    return _record(cls, json.loads(text))


def as_dict(record: object) -> dict[str, Any]:
    """Plain values of a record by code name, in the order of its fields; how often it was saved is
    left out."""
    plain = _fields(record)
    plain.pop("version", None)
    return plain


def from_dict(cls: type[T], plain: Mapping[str, Any]) -> T:
    """The record that `as_dict` described, also of a version that knew fewer fields, or other ones
    beside these.

    A value of the wrong kind raises ValueError.
    """
    return _record(cls, plain, ignore_unknown=True)


def _fields(record: object) -> dict[str, Any]:
    if not is_dataclass(record) or isinstance(record, type):
        raise TypeError(f"not a record: {record!r}")
    return {each.name: _plain(getattr(record, each.name)) for each in fields(record)}


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return _fields(value)


def _record(cls: type[T], raw: object, ignore_unknown: bool = False) -> T:
    where = cls.__name__
    values, kinds = _checked(dict, raw, where), _kinds(cls)
    unknown = sorted(values.keys() - kinds.keys())
    if unknown and not ignore_unknown:
        raise ValueError(f"{where}: unknown fields {', '.join(unknown)}")
    known = {name: value for name, value in values.items() if name in kinds}
    return cls(
        **{
            name: _value(kinds[name], value, f"{where}.{name}", ignore_unknown)
            for name, value in known.items()
        }
    )


@once_a_class
def _kinds(cls: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(cls)
    return {each.name: hints[each.name] for each in fields(cls)}


def _value(hint: Any, raw: object, where: str, ignore_unknown: bool) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [each for each in get_args(hint) if each is not types.NoneType]
        hint = type(raw) if type(raw) in kinds else kinds[0]
        return None if raw is None else _value(hint, raw, where, ignore_unknown)
    hint = getattr(hint, "__supertype__", hint)  # an id of its own type is a number
    if get_origin(hint) is tuple:
        return tuple(
            _value(get_args(hint)[0], each, where, ignore_unknown)
            for each in _checked(list, raw, where)
        )
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, raw, ignore_unknown)
    if hint is date:
        return date.fromisoformat(_checked(str, raw, where))
    return _checked(hint, raw, where)


def _checked(kind: type[T], raw: object, where: str) -> T:
    if type(raw) is not kind:  # not isinstance: true is no amount of money
        raise ValueError(f"{where}: expected {kind.__name__}, found {raw!r}")
    return raw
