"""The cocotb test that replays a plan: drive each step, compare the outputs.

The plan is a JSON file named by `RTLGEN_PLAN`:

{"nonce": "…", "inputs": {"clk": 1, "d": 1}, "clocks": ["clk"], "outputs": ["q"],
 "steps": [{"inputs": {"clk": "0", "d": "1"}, "expected": {"q": "-"}}]}

The result goes as one line of JSON with the nonce to the pipe `RTLGEN_CHANNEL_FD`, never to
standard output, which belongs to the design.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import cocotb

from testbenches.driver import Driver
from testbenches.monitor import Monitor
from testbenches.scoreboard import Scoreboard


@cocotb.test()
async def replay(dut: Any) -> None:
    """Replay the plan and report over the pipe."""
    plan = json.loads(Path(os.environ["RTLGEN_PLAN"]).read_text())
    driver = Driver(dut, frozenset(plan["clocks"]))
    driver.undefine(plan["inputs"])
    monitor = Monitor(dut, plan["outputs"])
    scoreboard = Scoreboard()
    for number, step in enumerate(plan["steps"]):
        await driver.step(step["inputs"])
        scoreboard.compare(number, step.get("expected", {}), monitor.read())
    result = {"nonce": plan["nonce"], "steps": len(plan["steps"]), **scoreboard.report()}
    with os.fdopen(int(os.environ["RTLGEN_CHANNEL_FD"]), "w", closefd=False) as channel:
        channel.write(json.dumps(result) + "\n")
