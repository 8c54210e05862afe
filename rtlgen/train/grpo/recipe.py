"""A recipe of reinforcement learning: everything that decides a run, in one frozen value.

Deviations from the papers: prompts without spread are left out of later steps instead of being
drawn again within one (`curriculum`); the advantages are not divided by the spread of their group
(Dr. GRPO), while the loss is the mean over all tokens of a step (DAPO).

Sources of the defaults:
  GRPO      Shao et al. 2024, arXiv:2402.03300
  DAPO      Yu et al. 2025, arXiv:2503.14476: clipping 0.2 and 0.28, no KL term, mean over tokens
  Dr. GRPO  Liu et al. 2025, arXiv:2503.20783: no division by the spread of a group
  CodeV-R1  Zhu et al. 2025, arXiv:2505.24183: the same on Verilog, with a rate of 1e-6
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rtlgen.train.grpo.curriculum import Pace
from rtlgen.train.yaml_file import read_values, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Lora:
    """Small matrices beside the frozen ones of a large model (Hu et al. 2021, arXiv:2106.09685)."""

    rank: int = 32
    alpha: int = 64
    dropout: float = 0.0
    targets: str = "all-linear"
    """Which matrices get one, as peft names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """The machines of a run, for `--launcher`."""

    nodes: int = 1
    """Machines that learn."""
    processes: int = 1
    """Of each of them: one for each GPU."""
    vllm_nodes: int = 0
    """One further machine that draws completions (`vllm serve`) on `processes` GPUs, or none."""
    verify_nodes: int = 0
    """Further machines without GPUs that verify: a Ray cluster."""
    cores: int = 8
    """Processor cores of each process that learns; of a machine that verifies, all are taken."""
    hours: float = 24.0
    """After which Slurm ends the job; ten minutes before, it asks for a checkpoint."""
    partition: str | None = None
    verify_partition: str | None = None
    account: str | None = None
    setup: str = ""
    """Lines of shell that each machine runs first, for example to activate an environment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrpoRecipe:
    """How a model learns from verdicts."""

    start: str
    """Folder of the model, ours or any transformers model, relative to the file of the recipe."""
    data: tuple[str, ...]
    """Folders of `rtlgen data`, relative to the file of the recipe."""
    steps: int
    seed: int = 0
    prompts: int = 16
    """Prompts of a draw."""
    completions: int = 8
    """Of each prompt; they are compared with each other."""
    updates: int = 1
    """Passes over each draw; the ratio to the policy that drew it is clipped from the second on."""
    rows: int = 8
    """Completions that a process takes at once, drawing and learning: bounds the memory."""
    longest_prompt: int = 512
    """Tokens; examples with longer prompts are left out."""
    longest_completion: int = 512
    """Tokens; what is longer is cut off, and judged as it is."""
    temperature: float = 1.0
    """Of drawing; DAPO and CodeV-R1 take 1."""
    rate: float = 1e-6
    """Learning rate of AdamW, constant after the warm-up (DAPO, section 4.1)."""
    warmup: int = 10
    """Steps in which the rate rises."""
    weight_decay: float = 0.0
    clip: float = 1.0
    """Largest norm of the gradient."""
    kl: float = 0.0
    """Weight of the divergence from the model at the start; 0 = none, and no copy of it in memory
    (DAPO, section 2.3)."""
    clip_low: float = 0.2
    clip_high: float = 0.28
    """The ratio of probabilities is clipped to [1 - low, 1 + high] (DAPO, section 3.1)."""
    loss: str = "dapo"
    """A name of trl: `dapo` is the mean over the tokens of all completions, `dr_grpo`, `grpo`."""
    scale: str = "none"
    """Advantages are divided by the spread of the `group`, of the `batch`, or not (Dr. GRPO)."""
    precision: str = "fp32"
    """`bf16`: autocast on a GPU, the weights stay fp32 unless there is `lora`."""
    lora: Lora | None = None
    reward: str = "rewards.compose:compose"
    """`PACKAGE.MODULE:FUNCTION`: makes what trl calls of a judge, as `rewards.compose` does."""
    checks: tuple[str, ...] = ("lint", "simulate")
    """What judges beside the reference: `lint`, `simulate`, `formal`."""
    audit: bool = True
    """Examine one pass in twenty again, with a proof, and put controls to the judge."""
    workers: str = "local"
    """Where verdicts are made: as `--workers` of `rtlgen check`."""
    most_examples: int = 0
    """Use that many, drawn by the seed; 0 = all."""
    curriculum: Pace = field(default_factory=Pace)
    held_out: int = 64
    """Examples of other designs, drawn by the seed; their score is measured before the first step
    and at each checkpoint."""
    patience: int = 5
    """Measurements without a better score after which the run ends; 0 = never."""
    checkpoint_every: int = 20
    """Steps; a checkpoint is also written at the end and at SIGTERM."""
    trainer: Mapping[str, Any] = field(default_factory=dict)
    """Further settings of trl's GRPOConfig, under its own names."""
    launch: Launch = field(default_factory=Launch)

    @property
    def group_rows(self) -> int:
        """Completions of a draw."""
        return self.prompts * self.completions

    def record(self) -> dict[str, Any]:
        """Return plain values."""
        return dataclasses.asdict(self)


def read_grpo_recipe(path: Path) -> GrpoRecipe:
    """Read a recipe from YAML.

    Raises:
        UsageError: it cannot be read, has unknown keys, or values that make no sense.
    """
    recipe = read_values(path, GrpoRecipe)
    pace = recipe.curriculum
    rules = {
        "steps": recipe.steps >= 1,
        "data": bool(recipe.data),
        "prompts": recipe.prompts >= 1,
        "completions": recipe.completions >= 2,
        "updates": recipe.updates >= 1,
        "rows": recipe.rows >= 1,
        "longest_prompt": recipe.longest_prompt >= 1,
        "longest_completion": recipe.longest_completion >= 1,
        "temperature": recipe.temperature > 0,
        "rate": recipe.rate > 0,
        "kl": recipe.kl >= 0,
        "clip_low": 0 < recipe.clip_low < 1,
        "clip_high": recipe.clip_high > 0,
        "scale": recipe.scale in ("none", "group", "batch"),
        "precision": recipe.precision in ("bf16", "fp32"),
        "checks": set(recipe.checks) <= {"lint", "simulate", "formal"}
        and bool({"simulate", "formal"} & set(recipe.checks)),
        "held_out": recipe.held_out >= 0,
        "patience": recipe.patience >= 0,
        "checkpoint_every": recipe.checkpoint_every >= 1
        and recipe.checkpoint_every % recipe.updates == 0,
        "curriculum": 0 <= pace.new_share <= 1 and pace.window >= 1 and pace.rest >= 1,
        "launch": recipe.launch.nodes >= 1 and recipe.launch.processes >= 1,
    }
    require(path, recipe, rules)
    return recipe
