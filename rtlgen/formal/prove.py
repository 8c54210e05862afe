"""Prove combinational designs: against a reference, or against vectors."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from typing import Any

from rtlgen.sandbox import Limits, run_worker
from rtlgen.spec.model import Obligation, Port
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, TraceStep
from rtlgen.verilog.design import Design

_LIMITS = Limits(wall_s=30.0, cpu_s=30, output_bytes=64 << 20)


def prove_equivalent(
    design: Design, reference: Design, *, depth: int = 20, timeout_s: float = 10.0
) -> CheckResult:
    """Prove that two combinational modules agree for every input.

    Source: the miter construction of D. Brand, "Verification of large synthesized designs", ICCAD
    1993, as built by Yosys' `miter -equiv`. A reference with don't-cares is SKIPPED.

    Args:
        design: The design under test.
        reference: The reference, with the same ports.
        depth: Not used yet: designs with state are SKIPPED.
        timeout_s: Limit of the solver.
    """
    del depth
    started = time.monotonic()
    smt2 = _elaborate({"gold": reference, "gate": design})
    if isinstance(smt2, CheckResult):
        return smt2
    import z3

    solver = _solver(smt2, "miter", timeout_s)
    if not _is_satisfiable(solver):
        return _result(Status.ERROR, "the logic of the design contradicts itself", started)
    solver.add(_net("trigger"))
    answer = solver.check()
    if answer == z3.unsat:
        return _proved("equal to the reference for every input", started)
    if answer != z3.sat:
        return _result(Status.TIMEOUT, "the solver did not end in time", started)
    model = solver.model()
    inputs = tuple((p.name, _value(model, f"in_{p.name}", p.width)) for p in design.inputs)
    wanted = tuple((p.name, _value(model, f"gold_{p.name}", p.width)) for p in design.outputs)
    return _refuted(inputs, wanted, "differs from the reference", started)


def prove_obligations(
    design: Design, obligations: Sequence[Obligation], *, timeout_s: float = 10.0
) -> CheckResult:
    """Prove that a combinational module satisfies vectors, `-` inputs standing for every value.

    Args:
        design: The design under test.
        obligations: Combinational ones.
        timeout_s: Limit of the solver.
    """
    started = time.monotonic()
    smt2 = _elaborate({"gate": design})
    if isinstance(smt2, CheckResult):
        return smt2
    import z3

    solver = _solver(smt2, "gate", timeout_s)
    if not _is_satisfiable(solver):
        return _result(Status.ERROR, "the logic of the design contradicts itself", started)
    ports = {port.name: port for port in design.ports}
    vectors = [vector for o in obligations for vector in o.vectors]
    selector = z3.Int("vector")
    cases = []
    for index, vector in enumerate(vectors):
        given = [_matches(ports[n], bits) for n, bits in vector.inputs]
        wanted = [_matches(ports[n], bits) for n, bits in vector.expected]
        cases.append(z3.And(selector == index, *given, z3.Not(z3.And(*wanted))))
    solver.add(z3.Or(*cases))
    answer = solver.check()
    if answer == z3.unsat:
        return _proved(f"{len(vectors)} rows hold for every input", started)
    if answer != z3.sat:
        return _result(Status.TIMEOUT, "the solver did not end in time", started)
    model = solver.model()
    vector = vectors[model.eval(selector).as_long()]
    inputs = tuple((p.name, _value(model, p.name, p.width)) for p in design.inputs)
    return _refuted(inputs, vector.expected, f"line {vector.line} is violated", started)


def _elaborate(designs: dict[str, Design]) -> str | CheckResult:
    started = time.monotonic()
    job = {"designs": {r: {"verilog": d.verilog, "top": d.top} for r, d in designs.items()}}
    done = run_worker("rtlgen.formal.worker", job, limits=_LIMITS, has_proc=True)
    if done.timed_out:
        return _result(Status.TIMEOUT, "Yosys did not end in time", started)
    for line in reversed(done.stdout.decode(errors="replace").splitlines()):
        if line.startswith("{"):
            answer = json.loads(line)
            if "smt2" in answer:
                return str(answer["smt2"])
            reason = f"only combinational logic is proved, and {answer['unsupported']}"
            return _result(Status.SKIPPED, reason, started)
    said = re.findall(r"ERROR: .*", done.log)
    reason = f"Yosys cannot elaborate this: {said[-1] if said else done.log[-200:]}"
    return _result(Status.SKIPPED, reason, started)


def _solver(smt2: str, top: str, timeout_s: float) -> Any:
    """Return a solver that holds the design, with a constant `net NAME` for each of its nets."""
    import z3

    solver = z3.Solver()
    solver.set("timeout", int(timeout_s * 1000))
    lines = [f"(declare-const design |{top}_s|)", f"(assert (|{top}_h| design))",
             f"(assert (|{top}_u| design))"]  # fmt: skip
    for match in re.finditer(
        rf"\(define-fun \|{top}_n ([^|]+)\| \(\(state \|{top}_s\|\)\) (Bool|\(_ BitVec \d+\))", smt2
    ):
        name, sort = match[1], match[2]
        lines.append(f"(declare-const |net {name}| {sort})")
        lines.append(f"(assert (= |net {name}| (|{top}_n {name}| design)))")
    solver.from_string(smt2 + "\n".join(lines))
    return solver


def _is_satisfiable(solver: Any) -> bool:
    """Whether the design alone has a behaviour; a proof from a contradiction would be worthless."""
    import z3

    return bool(solver.check() == z3.sat)


def _net(name: str, width: int = 1) -> Any:
    import z3

    return z3.Bool(f"net {name}") if width == 1 else z3.BitVec(f"net {name}", width)


def _matches(port: Port, bits: str) -> Any:
    import z3

    net = _net(port.name, port.width)
    if port.width == 1:
        return z3.BoolVal(True) if bits not in "01" else net == z3.BoolVal(bits == "1")
    terms = [
        z3.Extract(i, i, net) == int(bit) for i, bit in enumerate(reversed(bits)) if bit in "01"
    ]
    return z3.And(*terms) if terms else z3.BoolVal(True)


def _value(model: Any, name: str, width: int) -> str:
    import z3

    value = model.eval(_net(name, width), model_completion=True)
    if width == 1:
        return "1" if z3.is_true(value) else "0"
    return format(value.as_long(), f"0{width}b")


def _proved(reason: str, started: float) -> CheckResult:
    return CheckResult(
        check="formal", kind=CheckKind.BEHAVIOURAL, status=Status.PASS, reason=reason, proved=True,
        elapsed_s=time.monotonic() - started,
    )  # fmt: skip


def _refuted(
    inputs: tuple[tuple[str, str], ...],
    wanted: tuple[tuple[str, str], ...],
    what: str,
    started: float,
) -> CheckResult:
    shown = ", ".join(f"{name}={bits}" for name, bits in inputs)
    evidence = Evidence(
        summary=f"{what} for {shown}", trace=(TraceStep(inputs=inputs, expected=wanted),)
    )
    return CheckResult(
        check="formal", kind=CheckKind.BEHAVIOURAL, status=Status.FAIL, reason=evidence.summary,
        evidence=evidence, elapsed_s=time.monotonic() - started,
    )  # fmt: skip


def _result(status: Status, reason: str, started: float) -> CheckResult:
    return CheckResult(
        check="formal", kind=CheckKind.BEHAVIOURAL, status=status, reason=reason,
        elapsed_s=time.monotonic() - started,
    )  # fmt: skip
