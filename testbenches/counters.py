"""The cocotb test that lets a self-checking harness run and reads its counters.

The plan is a JSON file named by `RTLGEN_PLAN`:

{"nonce": "…", "until_ns": 12040, "signals": ["r…", "g…", "n…"]}

The values go as one line of JSON with the nonce to the pipe `RTLGEN_CHANNEL_FD`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import cocotb
from cocotb.triggers import Timer


@cocotb.test()
async def collect(dut: Any) -> None:
    """Wait for the end of the stimulus and report the signals as bits."""
    plan = json.loads(Path(os.environ["RTLGEN_PLAN"]).read_text())
    await Timer(plan["until_ns"], "ns")
    values = {name: str(dut[name].value) for name in plan["signals"]}
    with os.fdopen(int(os.environ["RTLGEN_CHANNEL_FD"]), "w", closefd=False) as channel:
        channel.write(json.dumps({"nonce": plan["nonce"], "values": values}) + "\n")
