"""Options as variables: a name with a slip in it is an error, as a flag with a slip is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from rtlgen.errors import UsageError, suggest


def refuse_unknown_variables(program: Any) -> None:
    """Look for variables `RTLGEN_COMMAND_…` that no option of the command reads.

    `RTLGEN_SECTION__KEY` belongs to the configuration, see `rtlgen.config`.

    Args:
        program: The group that `typer.main.get_command` returns.

    Raises:
        UsageError: there is one; the nearest known one is suggested.
    """
    prefixes = tuple(f"{variable_of(name)}_" for name in program.commands)
    suspects = [n for n in sorted(os.environ) if n.startswith(prefixes) and "__" not in n]
    if not suspects:
        return
    known = set(option_variables(program))
    for name in suspects:
        if name not in known:
            raise UsageError(f"{name}: no option has this variable; {suggest(name, sorted(known))}")


def variable_of(name: str, prefix: str = "RTLGEN") -> str:
    """The variable of a command or an option: `max-tokens` → `RTLGEN_MAX_TOKENS`."""
    return f"{prefix}_{name.upper().replace('-', '_')}"


def option_variables(program: Any, prefix: str = "RTLGEN") -> Iterator[str]:
    """Yield the variables of all options of the commands of a program."""
    for name, command in program.commands.items():
        below = variable_of(name, prefix)
        if hasattr(command, "commands"):
            yield from option_variables(command, below)
        for option in command.params:
            yield option.envvar or variable_of(option.name, below)


def hide_variables(program: Any) -> None:
    """Take the variables out of the help: a rule in one sentence tells them all."""
    for command in program.commands.values():
        if hasattr(command, "commands"):
            hide_variables(command)
        for option in command.params:
            option.show_envvar = False
