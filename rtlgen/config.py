"""Configuration: defaults < user file < project file < `--config` < `RTLGEN_*`.

Flags beat all of these; the commands apply them. Keys of secrets do not exist here: API keys
come from the environment only.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from rtlgen.errors import UsageError

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


class GenerateConfig(_Section):
    """Defaults of `rtlgen generate`."""

    backends: tuple[str, ...] = ("exact",)
    candidates: int = Field(default=8, ge=1)
    temperature: float = Field(default=0.8, ge=0)
    max_tokens: int = Field(default=4096, ge=1)
    has_cache: bool = True


class VerifyConfig(_Section):
    """Limits of the checks."""

    depth: int = Field(default=20, ge=1)
    """Cycles that bounded model checking looks ahead."""
    formal_timeout_s: float = Field(default=10.0, gt=0)
    seed: int = 0


class WaiverConfig(_Section):
    """A finding that the project accepts, with the reason."""

    code: str
    path: str = "*"
    line: int | None = None
    reason: str = Field(min_length=1)


class Config(BaseSettings):
    """All settings; `rtlgen config show` prints the effective ones."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, env_nested_delimiter=NESTING, extra="forbid", frozen=True
    )

    endpoint: EndpointConfig = EndpointConfig()
    generate: GenerateConfig = GenerateConfig()
    verify: VerifyConfig = VerifyConfig()
    prices: dict[str, Price] = {}
    """Model name → price."""
    waivers: tuple[WaiverConfig, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment beat the files, which arrive as arguments."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


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
        _check(table, str(path))
        merged = _merge(merged, table)
    _refuse_unknown_variables()
    return _check(merged, "configuration")


def config_files(files: Sequence[Path] = (), *, folder: Path) -> list[Path]:
    """The files that `load_config` reads, weakest first."""
    found = [_user_file(), _project_file(folder)]
    return [path for path in found if path is not None and path.is_file()] + list(files)


def _refuse_unknown_variables() -> None:
    """An unknown section in `RTLGEN_SECTION__KEY` would be ignored by the settings library."""
    for name in sorted(os.environ):
        if not name.startswith(ENVIRONMENT_PREFIX) or NESTING not in name:
            continue
        section = name[len(ENVIRONMENT_PREFIX) :].lower().split(NESTING)[0]
        if section not in Config.model_fields:
            hint = _suggest(section, sorted(Config.model_fields))
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


def _check(table: Mapping[str, Any], origin: str) -> Config:
    try:
        return Config(**table)
    except ValidationError as error:
        raise UsageError(f"{origin}: {_explain(error)}") from error


def _explain(error: ValidationError) -> str:
    """Turn the first complaint into one line with the nearest known key."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    if first["type"] == "missing":
        return f"{place}: this key is required"
    if first["type"] != "extra_forbidden":
        return f"{place}: {first['msg'][:1].lower()}{first['msg'][1:]}, not {first['input']!r}"
    *sections, key = map(str, first["loc"])
    return f"unknown key {place!r}; {_suggest(key, _known_keys(sections))}"


def _suggest(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"


def _known_keys(sections: list[str]) -> list[str]:
    """The keys that are allowed at a place in the configuration."""
    if not sections:
        return sorted(Config.model_fields)
    models: dict[str, type[BaseModel]] = {
        "endpoint": EndpointConfig,
        "generate": GenerateConfig,
        "verify": VerifyConfig,
        "prices": Price,
        "waivers": WaiverConfig,
    }
    return sorted(models[sections[0]].model_fields)
