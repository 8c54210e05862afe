"""How good is a backend on a benchmark, and how good are our judges?

    run.py          a run: generate, score, count      suite.py       the benchmark file
    sources.py      backends, recordings, references   samples.py     one completion
    phases.py       the two phases                     pool.py        work in processes
    judges.py       who judges; rtlgen's own checks    foreign.py     the benchmark's own bench
    pass_line.py    what a bench prints for a pass     modules.py     names of modules in a text
    run_folder.py   what makes a run resumable         statistics.py  pass@k, intervals
    summary.py      scores                             tables.py, data.py  scores as text and JSON
    agreement.py    models of the prover against Icarus

Not covered: several requests to a server at a time; benches that need several files of a design.
"""

from __future__ import annotations

from rtlgen.evaluate.run import BenchJob, Phase, run_bench

__all__ = ["BenchJob", "Phase", "run_bench"]
