"""Everything that decides what is drawn and which answers are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.datagen.folder import manifest_hash, read_manifest
from rtlgen.errors import UsageError
from rtlgen.train.grpo.records import hash_of_model


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """What is asked of whom, how it is judged, and what is kept."""

    data: tuple[Path, ...]
    """Folders of examples."""
    model: Path
    """A transformers folder."""
    draws: int = 8
    """Answers to each prompt."""
    temperature: float = 1.0
    longest: int = 512
    """Tokens of an answer at most."""
    seed: int = 0
    """Of the order of the examples, and of what is drawn."""
    checks: tuple[str, ...] = ("lint", "simulate")
    """What judges beside the reference."""
    count: int = 0
    """Examples that are asked, the first in the order of the seed; 0 = all."""
    most: int = 4
    """Answers of one prompt that become examples, and pairs of one prompt, at most."""
    has_solved: bool = False
    """Keep the answers to prompts that were always answered rightly."""

    def drawing(self) -> dict[str, Any]:
        """Return what decides on the draws of a prompt, as plain values.

        Raises:
            UsageError: a folder of data has no manifest, or the model is none.
        """
        for folder in self.data:
            read_manifest(folder)
        _require_model(self.model)
        return {
            "sources": [manifest_hash(folder) for folder in self.data],
            "model": hash_of_model(self.model), "draws": self.draws,
            "temperature": self.temperature, "longest": self.longest, "seed": self.seed,
            "checks": list(self.checks),
        }  # fmt: skip

    def choosing(self) -> dict[str, Any]:
        """Return what decides on the choice among what was drawn."""
        return {"count": self.count, "most": self.most, "has_solved": self.has_solved}


def _require_model(folder: Path) -> None:
    if not (folder / "config.json").is_file():
        inner = folder / "model"
        is_run = (inner / "config.json").is_file()
        advice = f"name {inner}" if is_run else "name the `model` of a run"
        raise UsageError(f"{folder}: holds no transformers model (no config.json); {advice}")
    if not any(folder.glob("*.safetensors")):
        raise UsageError(
            f"{folder}: holds no weights as *.safetensors; write them with `save_pretrained`"
        )
