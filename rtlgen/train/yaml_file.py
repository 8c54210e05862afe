"""Dataclasses from YAML, with complaints that name the key."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, cast, get_type_hints

import yaml

from rtlgen.errors import UsageError

T = TypeVar("T")


def read_values(path: Path, kind: type[T]) -> T:
    """Read a dataclass from YAML.

    Raises:
        UsageError: it cannot be read, has unknown keys, lacks some, or has values of other types.
    """
    try:
        content = yaml.safe_load(path.read_text())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise UsageError(f"{path}: expected keys and values, for example `steps: 1000`")
    return cast("T", _build(kind, content, str(path)))


def require(path: Path, recipe: Any, rules: Mapping[str, bool]) -> None:
    """Refuse the first key whose rule is broken.

    Raises:
        UsageError: there is one.
    """
    for key, is_right in rules.items():
        if not is_right:
            raise UsageError(f"{path}: {key}: {getattr(recipe, key)!r} makes no sense here")


def _build(kind: type[Any], content: Mapping[str, Any], place: str) -> Any:
    hints = get_type_hints(kind)
    known = {item.name: item for item in dataclasses.fields(kind)}
    values: dict[str, Any] = {}
    for key, value in content.items():
        if key not in known:
            raise UsageError(f"{place}: unknown key {key!r}; known are {', '.join(sorted(known))}")
        values[key] = _value(hints[key], value, f"{place}: {key}")
    for item in known.values():
        is_open = item.default is dataclasses.MISSING
        if is_open and item.default_factory is dataclasses.MISSING and item.name not in values:
            raise UsageError(f"{place}: the key {item.name!r} is missing")
    return kind(**values)


def _value(hint: Any, value: Any, place: str) -> Any:
    if isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint):
        if value is None:
            return None
        (hint,) = (kind for kind in typing.get_args(hint) if kind is not type(None))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _build(hint, _mapping(value, place), place)
    if typing.get_origin(hint) is Mapping:
        return _mapping(value, place)
    if hint == tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise UsageError(f"{place}: expected a list of texts, got {value!r}")
        return tuple(items)
    if hint is float and _is_number(value):
        return float(value)
    if not isinstance(value, hint) or isinstance(value, bool) != (hint is bool):
        raise UsageError(f"{place}: expected {hint.__name__}, got {value!r}")
    return value


def _is_number(value: Any) -> bool:
    """Whether a value is meant as a number; `1e-6`, without a point, is text in YAML 1.1."""
    if isinstance(value, str):
        return re.fullmatch(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+", value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


def _mapping(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise UsageError(f"{place}: expected keys and values")
    return {key: _plain(item) for key, item in value.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return float(value) if isinstance(value, str) and _is_number(value) else value
