"""Yosys turns a design into logic; Z3 and ABC prove or refute.

Import what you need from `rtlgen.formal.prove`: this package is also loaded by its own child
process, which must start fast.

    prove.py       equivalence with a reference, vectors; starts the child process
    worker.py      the child process: a job in, a decision out
    elaborate.py   Yosys: Verilog → netlist          netlist.py     the netlist as data
    words.py       bit vectors with unknown bits     cells.py       what each cell computes
    evaluation.py  a netlist over symbolic levels    clocking.py    which edges registers wait for
    machine.py     reference × design as one state machine; power-up, resets, don't-cares
    aig.py         Z3 expressions → and-inverter graph (AIGER)
    circuit.py     the machine as a graph; proof of copies by induction
    abc.py         bounded search, signal correspondence, PDR
    decide.py      the order of the engines; counterexamples
    vectors.py     rows of a table                   codes.py       pages of the rule codes

Not covered, each reported as UNKNOWN with its line: gated and divided clocks, registers with both
set and reset, asynchronous loads, tri-states, inout ports, combinational loops, more than 60,000
bits of logic.
"""
