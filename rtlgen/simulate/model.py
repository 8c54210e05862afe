"""Ask a Python reference model what the outputs should be."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

from rtlgen.errors import UsageError
from rtlgen.verdict import TraceStep
from rtlgen.verilog.design import Design


def model_responses(
    name: str, steps: Sequence[TraceStep], design: Design
) -> list[tuple[tuple[str, str], ...]]:
    """Return the outputs of a model after each step; `-` where it leaves them open.

    The model is code of the user and runs in this process.

    Args:
        name: `package.module:Class`, found from the current folder or the installed packages.
        steps: Stimulus.
        design: For the names and widths of the outputs.

    Raises:
        UsageError: there is no such class, or it answers something else than its outputs.
    """
    model = _load(name)()
    levels = {port.name: "x" * port.width for port in design.inputs}
    widths = {port.name: port.width for port in design.outputs}
    responses = []
    for number, step in enumerate(steps):
        levels.update(step.inputs)
        answer = model.step({n: _number(bits) for n, bits in levels.items()})
        try:
            outputs = tuple((n, _bits(answer[n], width)) for n, width in widths.items())
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(
                f"--model {name}: step {number}: the model must return a mapping with the outputs "
                f"{', '.join(widths)} as integers or None, not {answer!r}"
            ) from error
        responses.append(outputs)
    return responses


def _load(name: str) -> Any:
    module, _, attribute = name.partition(":")
    if not module or not attribute:
        raise UsageError(f"--model {name}: write it as package.module:Class")
    if os.getcwd() not in sys.path:  # noqa: PTH109 - entries of sys.path are strings
        sys.path.insert(0, os.getcwd())  # noqa: PTH109
    try:
        loaded = importlib.import_module(module)
    except ImportError as error:
        raise UsageError(f"--model {name}: {error}; run rtlgen where it can be imported") from error
    if not hasattr(getattr(loaded, attribute, None), "step"):
        raise UsageError(f"--model {name}: {module} has no class {attribute!r} with a method step")
    return getattr(loaded, attribute)


def _number(bits: str) -> int | None:
    return int(bits, 2) if set(bits) <= {"0", "1"} else None


def _bits(value: int | None, width: int) -> str:
    if value is None:
        return "-" * width
    return format(int(value) & (1 << width) - 1, f"0{width}b")
