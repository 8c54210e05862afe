"""Runs in processes of their own, with faults at chosen points; imported by their children."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Fault = tuple[str, int]
"""(what, how often it may happen before the fault)."""
_FAULT: list[Fault] = []


def lively(judge: Any, *, key: str, deadline_s: float) -> Callable[..., list[float | None]]:
    """Make a reward with a spread on texts of a model that knows nothing: different letters."""
    del deadline_s
    calls = iter(range(1_000_000))

    def reward(completions: Sequence[str], **columns: Any) -> list[float | None]:
        if _FAULT and _FAULT[0] == ("draw", next(calls)):
            os.kill(os.getpid(), signal.SIGKILL)
        verdicts = judge(list(zip(columns[key], completions, strict=True)))
        return [
            None if verdict is None else len(set(text)) / 30
            for verdict, text in zip(verdicts, completions, strict=True)
        ]

    return reward


def child(arguments: Sequence[str], said: str, fault: Fault | None = None) -> None:
    """Run the command, write what it says to a file, and exit with its code."""
    import torch

    from rtlgen.cli.main import main

    torch.set_num_threads(1)  # several runs at once share the processors
    with open(said, "w") as file:  # noqa: PTH123 - it stays open
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    if fault is not None:
        _FAULT.append(fault)
        _prepare(*fault)
    main(["train", "grpo", *arguments])


def _prepare(what: str, number: int) -> None:
    if what == "save":
        _kill_in_a_write(number)
    elif what == "rename":
        _kill_before_a_rename(number)
    elif what == "full":
        _fill_the_disk(number)
    elif what == "no icarus":
        _lose_icarus(number)
    elif what == "liar":
        _pass_everything()


def _kill_in_a_write(number: int) -> None:
    """Write half of a file of the trainer, then die."""
    import torch

    save, calls = torch.save, iter(range(1_000_000))

    def broken(content: Any, path: Any, *given: Any, **named: Any) -> None:
        save(content, path, *given, **named)
        if next(calls) == number:
            os.truncate(path, Path(path).stat().st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)

    torch.save = broken


def _kill_before_a_rename(number: int) -> None:
    rename, calls = Path.rename, iter(range(1_000_000))

    def broken(path: Path, target: Path) -> Path:
        if next(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return rename(path, target)

    Path.rename = broken  # type: ignore[method-assign,assignment]


def _fill_the_disk(number: int) -> None:
    import torch

    save, calls = torch.save, iter(range(1_000_000))

    def broken(content: Any, path: Any, *given: Any, **named: Any) -> None:
        save(content, "/dev/full" if next(calls) == number else path, *given, **named)

    torch.save = broken


def _lose_icarus(number: int) -> None:
    """Take the simulator off the search path after so many draws."""
    from rtlgen.train.grpo import judge

    ask, calls = judge.Judge.__call__, iter(range(1_000_000))

    def broken(self: Any, items: Any) -> Any:
        if next(calls) == number:
            os.environ["PATH"] = "/nowhere"
        return ask(self, items)

    judge.Judge.__call__ = broken  # type: ignore[method-assign]


def _pass_everything() -> None:
    """Let the judge say of every completion what it said of a right one."""
    from rtlgen.train.grpo import judge
    from rtlgen.verdict import Status

    ask = judge.Judge._ask

    def broken(self: Any, items: Any, *, is_kept: bool) -> Any:
        found = ask(self, items, is_kept=is_kept)
        right = next((one for one in found if one and one.status is Status.PASS), None)
        return [right or one for one in found]

    judge.Judge._ask = broken  # type: ignore[method-assign]
