"""The parts of a draw that are learned from one after the other."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra `train`")

import torch

from rtlgen.train.grpo.parts import by_length


def part(lengths: list[tuple[int, int]], first: int) -> dict[str, Any]:
    """Rows of these lengths of prompt and completion, padded to 9 and 7; their tokens say which."""
    prompt, completion = torch.zeros(len(lengths), 9), torch.zeros(len(lengths), 7)
    for row, (before, behind) in enumerate(lengths):
        prompt[row, 9 - before :] = 1
        completion[row, :behind] = 1
    number = torch.arange(first, first + len(lengths)).float()
    return {
        "prompt_ids": prompt * number[:, None], "prompt_mask": prompt,
        "completion_ids": completion * number[:, None], "completion_mask": completion,
        "old_per_token_logps": -completion * number[:, None], "advantages": number,
        "num_items_in_batch": torch.tensor(77.0),
    }  # fmt: skip


def test_rows_of_a_length_come_together() -> None:
    """Each row keeps what is its own, and nothing but padding is cut off."""
    lengths = [(9, 7), (2, 1), (3, 2), (8, 6), (2, 2), (4, 7)]
    found = by_length([part(lengths[:3], 1), part(lengths[3:], 4)])
    assert [one["advantages"].tolist() for one in found] == [[2, 5, 3], [6, 4, 1]]
    assert [tuple(one["prompt_ids"].shape) for one in found] == [(3, 3), (3, 9)]
    assert [tuple(one["completion_ids"].shape) for one in found] == [(3, 2), (3, 7)]
    for one in found:
        assert one["num_items_in_batch"] == 77
        for row, number in enumerate(one["advantages"].int().tolist()):
            before, behind = lengths[number - 1]
            assert one["prompt_mask"][row].sum() == before
            assert one["completion_mask"][row].sum() == behind
            assert one["prompt_ids"][row, -before:].tolist() == [number] * before
            assert one["completion_ids"][row, :behind].tolist() == [number] * behind
            assert one["old_per_token_logps"][row, :behind].tolist() == [-number] * behind
