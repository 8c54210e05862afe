"""`rtlgen config`: what is configured, and where it came from."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from rtlgen.cli.options import ConfigFiles

app = typer.Typer(help="Show the configuration.", no_args_is_help=True)


@app.command("show")
def show(config: ConfigFiles = None) -> None:
    """Print the effective configuration as JSON; where it came from is told on standard error."""
    from rtlgen.config import config_files, environment_variables, load_config

    settings = load_config(config or ())
    files = config_files(config or (), folder=Path.cwd())
    for origin in ("defaults", *files, *environment_variables()):
        print(f"from {origin}", file=sys.stderr)
    print(settings.model_dump_json(indent=2))


@app.command("path")
def path(config: ConfigFiles = None) -> None:
    """Print the files that are read, weakest first."""
    from rtlgen.config import config_files

    for file in config_files(config or (), folder=Path.cwd()):
        print(file)


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of the configuration file."""
    import json

    from rtlgen.config import Config

    print(json.dumps(Config.model_json_schema(), indent=2))
