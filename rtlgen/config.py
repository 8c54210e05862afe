"""Configuration: defaults < user file < project file < `--config` < `RTLGEN_*`.

Flags beat all of these; the commands apply them. Keys of secrets do not exist here: API keys
come from the environment only.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from rtlgen.errors import UsageError, suggest

ENVIRONMENT_PREFIX = "RTLGEN_"
NESTING = "__"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Price(_Section):
    """What a model costs, in US dollars per million tokens."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)
    """Price of prompt tokens that the server had in its cache; None = as `input`."""


class EndpointConfig(_Section):
    """An OpenAI-compatible server."""

    url: str | None = None
    model: str | None = None
    timeout_s: float = Field(default=120.0, gt=0)
    """Limit of one call, in seconds."""
    deadline_s: float = Field(default=600.0, gt=0)
    """Limit of all calls for one specification, retries included, in seconds."""
    sees_images: bool = False
    """Send figures of the specification as image parts."""


class ImagesConfig(_Section):
    """How images of a specification are read; see docs/images.md."""

    backend: str | None = None
    """`endpoint:MODEL` or a URL that sees; None = `endpoint`, where it sees images."""


class GenerateConfig(_Section):
    """Defaults of `rtlgen generate`."""

    backends: tuple[str, ...] = ("exact", "embedded")
    candidates: int = Field(default=8, ge=1)
    temperature: float = Field(default=0.8, ge=0)
    beams: int = Field(default=4, ge=1, le=64)
    """Beginnings that a model of ours keeps at temperature 0."""
    max_tokens: int = Field(default=4096, ge=1)
    has_cache: bool = True
    second_opinion: tuple[str, ...] = ()
    """Backends that are asked for worked examples where nothing judges behaviour."""
    opinions: int = Field(default=3, ge=1)
    """Of each of them."""
    repair_turns: int = Field(default=2, ge=0)
    """How often a backend is told what is wrong with the best candidate."""


class VerifyConfig(_Section):
    """Limits of the checks."""

    depth: int = Field(default=20, ge=1)
    """Cycles that bounded model checking looks ahead."""
    formal_timeout_s: float = Field(default=10.0, gt=0)
    seed: int = 0


class AutomationConfig(_Section):
    """Whether `rtlgen generate` may accept answers alone; see docs/automation.md."""

    enabled: bool = False
    most: Literal["assist", "limited", "full"] = "limited"
    """The furthest stage that is allowed."""
    threshold: float = Field(default=0.95, gt=0.5, lt=1)
    confidence: float = Field(default=0.9, ge=0, le=1)
    window: int = Field(default=200, ge=20)
    audit_share: float = Field(default=0.1, ge=0, le=1)


class WaiverConfig(_Section):
    """A finding that the project accepts, with the reason."""

    code: str
    path: str = "*"
    line: int | None = None
    reason: str = Field(min_length=1)


class Config(_Section):
    """All settings; `rtlgen config show` prints the effective ones."""

    endpoint: EndpointConfig = EndpointConfig()
    images: ImagesConfig = ImagesConfig()
    generate: GenerateConfig = GenerateConfig()
    verify: VerifyConfig = VerifyConfig()
    automation: AutomationConfig = AutomationConfig()
    prices: dict[str, Price] = {}
    """Model name → price."""
    waivers: tuple[WaiverConfig, ...] = ()


def load_config(files: Sequence[Path] = (), *, folder: Path | None = None) -> Config:
    """Read all sources and return the effective configuration.

    Args:
        files: Files named with `--config`, later ones win.
        folder: Where the search for a project file starts; None = the current folder.

    Raises:
        UsageError: a file cannot be read, a key is unknown (the nearest is suggested), or a
            value has the wrong type.
    """
    merged: dict[str, Any] = {}
    for path in config_files(files, folder=folder or Path.cwd()):
        table = _read_toml(path)
        _check_source(table, str(path))
        merged = _merge(merged, table)
    _refuse_unknown_variables()
    variables = _read_environment()
    _check_source(variables, None)
    return _check(_merge(merged, variables))


def config_files(files: Sequence[Path] = (), *, folder: Path) -> list[Path]:
    """The files that `load_config` reads, weakest first."""
    found = [_user_file(), _project_file(folder)]
    return [path for path in found if path is not None and path.is_file()] + list(files)


def environment_variables() -> list[str]:
    """Names of the variables that `load_config` reads, in alphabetical order."""
    return sorted(n for n in os.environ if n.startswith(ENVIRONMENT_PREFIX) and NESTING in n)


def _refuse_unknown_variables() -> None:
    """An unknown section in `RTLGEN_SECTION__KEY` would be ignored by the settings library."""
    for name in environment_variables():
        section = name[len(ENVIRONMENT_PREFIX) :].lower().split(NESTING)[0]
        if section not in Config.model_fields:
            hint = suggest(section, sorted(Config.model_fields))
            raise UsageError(f"{name}: unknown section {section!r}; {hint}")


def _user_file() -> Path | None:
    home = os.environ.get("HOME")
    base = os.environ.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else None)
    return Path(base) / "rtlgen" / "config.toml" if base else None


def _project_file(folder: Path) -> Path | None:
    for parent in (folder, *folder.parents):
        if (path := parent / "rtlgen.toml").is_file():
            return path
        if (path := parent / "pyproject.toml").is_file():
            return path if _read_toml(path) else None
    return None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    if path.name == "pyproject.toml":
        return dict(table.get("tool", {}).get("rtlgen", {}))
    return table


def _merge(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        both_tables = isinstance(old, dict) and isinstance(value, Mapping)
        merged[key] = _merge(old, value) if both_tables else value  # type: ignore[arg-type]
    return merged


def _read_environment() -> dict[str, Any]:
    """Read the variables `RTLGEN_SECTION__KEY`."""
    if not environment_variables():
        return {}  # the library takes as long to load as all other sources together
    from pydantic_settings import (
        BaseSettings,
        EnvSettingsSource,
        SettingsConfigDict,
        SettingsError,
    )

    class Environment(Config, BaseSettings):
        model_config = SettingsConfigDict(
            env_prefix=ENVIRONMENT_PREFIX, env_nested_delimiter=NESTING
        )

    try:
        return EnvSettingsSource(Environment)()
    except SettingsError as error:
        raise UsageError(
            f"{ENVIRONMENT_PREFIX}*: {error}; write lists and tables as JSON"
        ) from error


def _check(table: Mapping[str, Any]) -> Config:
    """Validate all settings together, after each source was checked alone."""
    try:
        return Config(**table)
    except ValidationError as error:
        raise UsageError(_explain(error.errors()[0], "configuration")) from error


def _check_source(table: Mapping[str, Any], origin: str | None) -> None:
    """Validate what one source says; `origin` None = the environment.

    A key that is required may still come from another source, but not into the item of a list.
    """
    try:
        Config(**table)
    except ValidationError as error:
        for fault in error.errors():
            if fault["type"] != "missing" or any(isinstance(part, int) for part in fault["loc"]):
                raise UsageError(_explain(fault, origin)) from error


def _explain(fault: ErrorDetails, origin: str | None) -> str:
    """Turn a complaint into one line with the nearest known key."""
    *sections, key = map(str, fault["loc"])
    place = ".".join((*sections, key))
    if origin is None:
        origin, place = ENVIRONMENT_PREFIX + NESTING.join((*sections, key)).upper(), ""
    if fault["type"] == "extra_forbidden":
        named = f" {place!r}" if place else ""
        return f"{origin}: unknown key{named}; {suggest(key, _known_keys(sections))}"
    label = f"{origin}: {place}" if place else origin
    if fault["type"] == "missing":
        return f"{label}: this key is required"
    return f"{label}: {fault['msg'][:1].lower()}{fault['msg'][1:]}, not {fault['input']!r}"


def _known_keys(sections: list[str]) -> list[str]:
    """The keys that are allowed at a place in the configuration."""
    if not sections:
        return sorted(Config.model_fields)
    field = Config.model_fields[sections[0]]
    models = (field.annotation, *get_args(field.annotation))
    return sorted(
        key
        for model in models
        if isinstance(model, type) and issubclass(model, BaseModel)
        for key in model.model_fields
    )
