"""The processes of a run: one, or those that torchrun started."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.distributed as dist


@dataclass(frozen=True, slots=True)
class Place:
    """Where this process stands among those of the run."""

    rank: int
    world: int
    device: torch.device

    @property
    def is_first(self) -> bool:
        """Whether this process writes files."""
        return self.rank == 0

    def of_first(self, value: int) -> int:
        """Return the value of the first process, to all of them."""
        if self.world == 1:
            return value
        values = [value]
        dist.broadcast_object_list(values, 0)
        return values[0]


@contextlib.contextmanager
def process_group() -> Iterator[Place]:
    """Join the other processes of torchrun, where there are any."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world == 1:
        yield Place(0, 1, torch.device("cuda" if torch.cuda.is_available() else "cpu"))
        return
    dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        local = int(os.environ.get("LOCAL_RANK", "0"))
        device = torch.device(f"cuda:{local}" if torch.cuda.is_available() else "cpu")
        yield Place(dist.get_rank(), world, device)
    finally:
        dist.destroy_process_group()
