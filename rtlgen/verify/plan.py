"""What a candidate is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rtlgen.spec.model import Obligation, Port, Spec
from rtlgen.verilog.design import Design


class CheckName(StrEnum):
    """The steps of `verify`, in the order in which they run."""

    LINT = "lint"
    SIMULATE = "simulate"
    FORMAL = "formal"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPlan:
    """The judges of one design and their limits; shared by all candidates of a spec."""

    top: str | None = None
    """Name of the module to judge; None = the only module that no other instantiates."""
    ports: tuple[Port, ...] | None = None
    """The interface contract with roles, or None when nothing fixes it."""
    obligations: tuple[Obligation, ...] = ()
    reference: Design | None = None
    """Reference module that the design must agree with."""
    model: str | None = None
    """Python reference model as `package.module:Class`."""
    testbench: str | None = None
    """The user's own cocotb testbench, as a module name or the path of a `.py` file."""
    checks: frozenset[CheckName] = frozenset(CheckName)
    depth: int = 20
    """Cycles that bounded model checking looks ahead."""
    formal_timeout_s: float = 10.0
    seed: int = 0
    allow_inline_waivers: bool = False
    """Honour `// rtlgen: allow …` comments; only for RTL that a person wrote."""
    relaxed: frozenset[str] = frozenset()
    """Groups of the allow-list that are allowed (`rtlgen explain RTL401` and following); only for
    RTL that a person wrote."""
    accepted_bound: int | None = None
    """Take a formal result that holds for at least this many cycles as good enough."""
    requires_proof: bool = False
    """Without a proof the verdict is UNKNOWN or TIMEOUT, even where simulation passes."""

    @property
    def has_behaviour(self) -> bool:
        """Whether anything here can tell a right design from a wrong one."""
        return bool(self.obligations or self.reference or self.model or self.testbench)

    @classmethod
    def from_spec(cls, spec: Spec, obligations: tuple[Obligation, ...]) -> VerificationPlan:
        """Judge by what the specification itself demands."""
        return cls(top=spec.name, ports=spec.ports, obligations=obligations)
