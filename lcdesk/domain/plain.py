"""Keep the content of a paper as text: to JSON, and back again."""

import json
import types
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Content = TypeVar("Content")


def to_json(content: object) -> str:
    """Give the canonical JSON of a content record: sorted keys, dates as YYYY-MM-DD, letters as they are."""
    if not is_dataclass(content) or isinstance(content, type):
        raise TypeError(f"not a content record: {content!r}")
    return json.dumps(asdict(content), default=_iso, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(cls: type[Content], text: str) -> Content:
    """Read a record of `cls` from the JSON that `to_json` wrote.

    Fields left out take their defaults, so that a paper kept years ago still opens; an unknown field or a
    value of the wrong kind raises ValueError, because a paper must never print half of what was decided.
    """
    return _record(cls, json.loads(text))


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a content record cannot hold {value!r}")


def _record(cls: type[Content], raw: object) -> Content:
    where = cls.__name__
    values = _checked(dict, raw, where)
    hints = get_type_hints(cls)
    unknown = sorted(values.keys() - hints.keys())
    if unknown:
        raise ValueError(f"{where}: unknown fields {', '.join(unknown)}")
    return cls(**{name: _value(hints[name], value, f"{where}.{name}") for name, value in values.items()})


def _value(hint: Any, raw: object, where: str) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [each for each in get_args(hint) if each is not types.NoneType]
        return None if raw is None else _value(type(raw) if type(raw) in kinds else kinds[0], raw, where)
    if get_origin(hint) is tuple:
        return _items(get_args(hint)[0], raw, where)
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, raw)
    if hint is date:
        return date.fromisoformat(_checked(str, raw, where))
    return _checked(hint, raw, where)


def _items(hint: Any, raw: object, where: str) -> tuple[object, ...]:
    return tuple(_value(hint, item, where) for item in _checked(list, raw, where))


def _checked(kind: type[Content], raw: object, where: str) -> Content:
    if type(raw) is not kind:  # not isinstance: true is no amount of money
        raise ValueError(f"{where}: expected {kind.__name__}, found {raw!r}")
    return raw
