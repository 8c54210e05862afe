"""Examples from somebody's specifications and references."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rtlgen.datagen.account import verification
from rtlgen.datagen.imported import REJECTED, import_pairs
from rtlgen.datagen.provenance import provenance
from rtlgen.datagen.shards import read_examples
from rtlgen.errors import UsageError
from rtlgen.train.dataset import spec_of

SPEC = """\
# Module `pick`

- input `a` (2 bits)
- input `b` (2 bits)
- input `s`
- output `y` (2 bits)

`y` is `a` while `s` is 0, and `b` while `s` is 1.
"""
RIGHT = """\
`timescale 1ns/1ps
// two helpers
module half(input p, input q, input s, output r);
  assign r = s ? q : p;
endmodule
module pick (input wire [1:0] a, input wire [1:0] b, input wire s, output reg [1:0] y);
  wire [1:0] n;
  half low(a[0], b[0], s, n[0]);
  half high(a[1], b[1], s, n[1]);
  always @(*) y = n;
endmodule
"""
TABLE = """\
# Module `both`

- input `a`
- input `b`
- output `y`

| a | b | y |
|---|---|---|
| 0 | 0 | 0 |
| 0 | 1 | 0 |
| 1 | 0 | 0 |
| 1 | 1 | 1 |
"""
BOTH = "module both(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"


def write(folder: Path, **files: str) -> Path:
    """Write files; `_` in a name stands for the point."""
    folder.mkdir()
    for name, text in files.items():
        stem, _, end = name.rpartition("_")
        (folder / f"{stem}.{end}").write_text(text)
    return folder


def imported(source: Path, out: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the Verilog of the examples, and what was rejected."""
    out.mkdir()
    import_pairs(source, out)
    rejected = [json.loads(line) for line in (out / REJECTED).read_text().splitlines()]
    return [example.verilog for example in read_examples(out)], rejected


def test_a_pair_becomes_an_example(tmp_path: Path) -> None:
    """With our header, its helpers behind it, and ports that training reads back."""
    source = write(tmp_path / "specs", pick_md=SPEC, pick_v=RIGHT, alone_md=SPEC)
    (verilog,), rejected = imported(source, tmp_path / "out")
    assert rejected == []
    assert verilog.startswith(
        "module pick (\n  input [1:0] a,\n  input [1:0] b,\n  input s,\n  output reg [1:0] y\n);\n"
    )
    assert verilog.count("endmodule") == 2
    (example,) = read_examples(tmp_path / "out")
    assert example.prompt == SPEC
    assert [(port.name, port.width) for port in spec_of(example).ports] == [
        ("a", 2), ("b", 2), ("s", 1), ("y", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spec", "verilog", "reason"),
    [
        (TABLE, BOTH.replace("&", "|"), "simulate FAIL: y = 1, want 0 @ "),
        (TABLE, BOTH.replace("input b", "input c, input b"), "c"),
        (TABLE, BOTH.replace("a & b;", "a & ;"), "expected expression"),
        (
            TABLE,
            BOTH.replace("both(", "both #(parameter W = 1) ("),
            "the header of both is not",
        ),
        (TABLE.replace("- output `y`\n", ""), BOTH, ""),
    ],
)
def test_a_pair_that_is_wrong_is_rejected(
    spec: str, verilog: str, reason: str, tmp_path: Path
) -> None:
    """A reference that its own specification refutes judges nobody; the others stay."""
    source = write(tmp_path / "specs", good_md=TABLE, good_v=BOTH, bad_md=spec, bad_v=verilog)
    found, rejected = imported(source, tmp_path / "out")
    assert len(found) == 1
    assert rejected[0]["file"].endswith("bad.v")
    assert reason in rejected[0]["reason"]
    assert rejected[0]["reason"]


def test_the_card_says_how_it_was_verified(tmp_path: Path) -> None:
    """From the manifest alone."""
    source = write(tmp_path / "specs", good_md=TABLE, good_v=BOTH)
    imported(source, tmp_path / "out")
    (line, _) = verification(provenance(tmp_path / "out"))
    assert line.startswith("`rtlgen data import` took 1 pairs of a specification and a reference")
    assert line.endswith("0 pairs were rejected.")


def test_a_folder_without_pairs_is_refused(tmp_path: Path) -> None:
    """Nothing is written then."""
    source = write(tmp_path / "specs", alone_md=TABLE)
    with pytest.raises(UsageError, match=r"specs: holds no pair of a specification and a refere"):
        import_pairs(source, tmp_path)
    bad = write(tmp_path / "bad", x_md=TABLE, x_v=BOTH.replace("&", "|"))
    with pytest.raises(UsageError, match=r"none of 1 pairs can be used; .*\.jsonl says why"):
        import_pairs(bad, tmp_path)
    assert not (tmp_path / "manifest.json").exists()
