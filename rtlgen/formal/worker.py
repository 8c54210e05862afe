"""The child process around Yosys: JSON in, SMT-LIB 2 out.

Yosys ends its process on an error, and hostile text makes it crash or hang.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

_STATE = re.compile(
    r"\$_?(?:a|s|al|sd|ad)*(?:dff|dlatch|sr|ff)|\$mem|\$anyinit|\$print|\$check", re.IGNORECASE
)


def has_unknown(design: Any) -> bool:
    """Whether a netlist holds x constants or undriven bits."""
    from pyosys import libyosys as ys

    ys.run_pass("write_json netlist.json", design)
    netlist = json.loads(Path("netlist.json").read_text())
    return any(
        "x" in bits
        for module in netlist["modules"].values()
        for cell in module["cells"].values()
        for bits in cell["connections"].values()
    ) or any("x" in p["bits"] for m in netlist["modules"].values() for p in m["ports"].values())


def main() -> None:
    """Elaborate one or two designs and print `{"smt2": …}` or `{"unsupported": …}`."""
    from pyosys import libyosys as ys

    job = json.load(sys.stdin)
    design = ys.Design()
    for role, item in job["designs"].items():
        Path(f"{role}.v").write_text(item["verilog"])
        ys.run_pass(f"read_verilog -sv {role}.v", design)
        ys.run_pass(f"hierarchy -check -top {item['top']}", design)
        ys.run_pass("proc", design)
        ys.run_pass("flatten", design)
        ys.run_pass("opt_expr -keepdc", design)
        ys.run_pass("opt_clean", design)
        types = {c.type.str() for m in design.modules_.values() for c in m.cells_.values()}
        if state := sorted(t for t in types if _STATE.match(t.lstrip("\\"))):
            print(json.dumps({"unsupported": f"{role} has {', '.join(state)}"}))
            return
        if role == "gold" and has_unknown(design):
            print(json.dumps({"unsupported": "the reference has don't-cares (x)"}))
            return
        # An x of the design may be either value: what is proved holds for both.
        ys.run_pass("setundef -undriven -anyseq", design)
        ys.run_pass(f"rename {item['top']} {role}", design)
        ys.run_pass(f"design -stash {role}", design)
    for role in job["designs"]:
        ys.run_pass(f"design -copy-from {role} -as {role} {role}", design)
    top = "gate"
    if "gold" in job["designs"]:
        # Not -ignore_gold_x: write_smt2 (Yosys 0.70) turns its `=== x` into `== 0`, and every
        # 0 of the reference would then allow anything.
        ys.run_pass("miter -equiv -flatten -make_outputs gold gate miter", design)
        top = "miter"
    ys.run_pass(f"hierarchy -top {top}", design)
    ys.run_pass("write_smt2 -wires out.smt2", design)
    print("\n" + json.dumps({"smt2": Path("out.smt2").read_text()}))


if __name__ == "__main__":
    main()
