"""Who can take up a remark, and who has no more to say."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from rtlgen.backends import LocalBackend, ReplayBackend
from rtlgen.backends.open import WEIGHTS
from rtlgen.candidate import Request, Sampling
from rtlgen.errors import UsageError
from rtlgen.exact import ExactBackend
from rtlgen.prompt import build_request
from rtlgen.spec import read_spec

TABLE = "module named m\n\n- input a\n- output y\n\n| a | y |\n|---|---|\n| 0 | 1 |\n| 1 | 0 |\n"


@pytest.fixture
def request_of_table(tmp_path: Path) -> Request:
    """A request for a design that can be built from its table."""
    (tmp_path / "m.md").write_text(TABLE)
    return build_request(read_spec(str(tmp_path / "m.md")))


def test_a_recording_answers_the_remark_that_its_turn_names(
    request_of_table: Request, tmp_path: Path
) -> None:
    """Rows without a turn are first answers; those of a turn come in their order."""
    rows = [
        {"id": "m", "completion": f"module m; wire {name}; endmodule", **turn}
        for name, turn in (("a", {}), ("b", {"turn": 1}), ("c", {"turn": 2}), ("d", {"turn": 1}))
    ]
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    backend = ReplayBackend(path)
    for turn, names in ((0, "a"), (1, "bd"), (2, "c"), (3, "")):
        asked = dataclasses.replace(request_of_table, turn=turn)
        found = backend.generate(asked, Sampling(n=4))
        assert [c.verilog.split()[3] for c in found] == [f"{name};" for name in names]


def test_a_turn_that_is_no_number_is_named_with_its_line(tmp_path: Path) -> None:
    """A damaged recording is an error of the user's input."""
    path = tmp_path / "r.jsonl"
    path.write_text('{"id": "m", "completion": "", "turn": "second"}\n')
    with pytest.raises(UsageError, match=r"r\.jsonl:1: not a recorded completion; a JSON object"):
        ReplayBackend(path)


def test_construction_has_no_answer_to_a_remark(request_of_table: Request) -> None:
    """What was built from a table is not built differently."""
    assert ExactBackend().generate(request_of_table, Sampling())
    assert ExactBackend().generate(dataclasses.replace(request_of_table, turn=1), Sampling()) == ()


def test_the_embedded_model_is_not_even_loaded_for_a_remark(request_of_table: Request) -> None:
    """It reads the specification alone, so it would only say the same again."""
    backend = LocalBackend(WEIGHTS)
    assert backend.generate(dataclasses.replace(request_of_table, turn=1), Sampling()) == ()
