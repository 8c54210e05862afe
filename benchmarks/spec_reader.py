"""How many prompts the spec reader gets right: names, directions and widths of all ports.

The reference's header, read by pyslang, is the truth.
"""

from __future__ import annotations

import io

from problems import load, origin, publish

from rtlgen.errors import RtlgenError
from rtlgen.spec import read_spec
from rtlgen.verilog import read_design


def main() -> None:
    """Read all prompts of both sets."""
    lines = ["# Ports read from prompts\n", origin()]
    for name in ("verilog-eval-v2", "rtllm-v2"):
        rows = load(name)
        right, wrong, refused, crashed = 0, [], [], []
        for row in rows:
            design = read_design(row["reference"], top=row.get("reference_top"))
            truth = {(p.name, p.direction, p.width) for p in design.ports}
            try:
                spec = read_spec("-", stdin=io.BytesIO(row["prompt"].encode()))
            except RtlgenError as error:
                refused.append(f"{row['id']} ({error})")
                continue
            except Exception as error:  # a crash of any kind is what is counted here
                crashed.append(f"{row['id']} ({type(error).__name__}: {error})")
                continue
            if {(p.name, p.direction, p.width) for p in spec.ports} == truth:
                right += 1
            else:
                wrong.append(row["id"])
        lines.append(
            f"## {name}\n\n{right} of {len(rows)} exactly right, {len(refused)} refused, "
            f"{len(crashed)} crashed.\n\n"
            f"Wrong: {', '.join(wrong) or 'none'}. Refused: {'; '.join(refused) or 'none'}. "
            f"Crashed: {'; '.join(crashed) or 'none'}.\n"
        )
    publish("spec_reader", "\n".join(lines))


if __name__ == "__main__":
    main()
