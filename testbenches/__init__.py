"""What the design under test sees: a driver, a monitor, a scoreboard, and reference models.

    driver.py      puts levels on inputs        monitor.py     reads outputs
    scoreboard.py  compares and counts          vectors.py     the cocotb test that replays a plan
    model.py       what a Python reference model looks like
    counters.py    the cocotb test that reads the counters of a self-checking harness
    start.py       a start of cocotb without pytest

Runs inside the simulator and needs cocotb and the standard library only; an engineer can use the
parts in a testbench of their own, with a plain cocotb Makefile.
"""
