"""The optimiser of the matrices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")

STEPS = """
import sys, torch
import torch.distributed as dist
from rtlgen.train.optimiser import Muon
rank, world, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
torch.set_num_threads(1)
if world > 1:
    where = f"file://{folder}/store"
    dist.init_process_group("gloo", init_method=where, rank=rank, world_size=world)
torch.manual_seed(0)
shapes = [(8, 4), (4, 8), (6, 6)]
matrices = [torch.nn.Parameter(torch.randn(shape)) for shape in shapes]
muon = Muon(matrices, lr=0.1, weight_decay=0.01, precision=torch.float32)
for _ in range(3):
    for matrix in matrices:
        matrix.grad = torch.randn(matrix.shape)
    muon.step()
torch.save([matrix.detach() for matrix in matrices], f"{folder}/{world}-{rank}.pt")
"""


def test_processes_share_the_work_and_hold_the_same_matrices(tmp_path: Path) -> None:
    """Two processes come to what one comes to, bit by bit."""
    import torch

    for world in (1, 2):
        started = [
            subprocess.Popen([sys.executable, "-c", STEPS, str(rank), str(world), str(tmp_path)])
            for rank in range(world)
        ]
        assert [process.wait(100) for process in started] == [0] * world
    one, first, second = (torch.load(tmp_path / f"{name}.pt") for name in ("1-0", "2-0", "2-1"))
    for matrix, *others in zip(one, first, second, strict=True):
        assert all(torch.equal(matrix, other) for other in others)
