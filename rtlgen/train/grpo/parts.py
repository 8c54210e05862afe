"""The parts of a draw that are learned from one after the other, with little padding.

trl deals the rows out by chance and pads all of them to the longest prompt and the longest
completion of the draw. Gradients of all parts are added up before a step, so it does not matter
which rows stand in which part; rows of similar length leave the least to pad.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

_PROMPT, _COMPLETION = "prompt", "completion"


def by_length(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows in as many parts, the shortest first, without columns of padding alone.

    Args:
        parts: Of equal size, with `prompt_mask` (B, P), padded on the left, and `completion_mask`
            (B, C), padded on the right; of what else they hold, tensors (B, …) belong to the rows.
    """
    size = len(parts[0]["prompt_mask"])
    rows = _together(parts)
    order = torch.argsort(_length(rows, _PROMPT) + _length(rows, _COMPLETION), stable=True)
    return [
        _trimmed({name: _rows(value, some, len(order)) for name, value in rows.items()})
        for some in torch.split(order, size)
    ]


def _together(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Put rows of all parts into one; what does not belong to rows is the same in all."""
    size = len(parts[0]["prompt_mask"])
    return {
        name: torch.cat([part[name] for part in parts]) if _is_of_rows(value, size) else value
        for name, value in parts[0].items()
    }


def _length(rows: Mapping[str, Any], name: str) -> Tensor:
    length: Tensor = rows[f"{name}_mask"].sum(dim=1)
    return length


def _is_of_rows(value: Any, size: int) -> bool:
    return isinstance(value, Tensor) and value.dim() > 0 and len(value) == size


def _rows(value: Any, some: Tensor, size: int) -> Any:
    return value[some] if _is_of_rows(value, size) else value


def _trimmed(part: dict[str, Any]) -> dict[str, Any]:
    """Cut columns off that are padding in all rows."""
    before, behind = part["prompt_mask"].shape[1], part["completion_mask"].shape[1]
    prompt, completion = (max(1, int(_length(part, n).max())) for n in (_PROMPT, _COMPLETION))
    size = len(part["prompt_mask"])
    found = {}
    for name, value in part.items():
        is_wide = _is_of_rows(value, size) and value.dim() > 1
        if is_wide and name.startswith(_PROMPT):
            found[name] = value[:, before - prompt :]
        elif is_wide and value.shape[1] == behind:
            found[name] = value[:, :completion]
        else:
            found[name] = value
    return found
