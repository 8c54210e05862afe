"""Rule codes of formal proof, with the page that `rtlgen explain CODE` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "FRM101": "# FRM101 counterexample\n\nZ3 found inputs for which the design differs from what "
        "is demanded. Icarus confirms it before the design is called wrong; the evidence can be "
        "replayed.",
        "FRM102": "# FRM102 not proved\n\nThe design holds a construct that is not modelled, the "
        "solvers ran out of time, or Icarus did not confirm a counterexample. Simulation decides "
        "alone, unless `--require-proof` was given.",
    }
)
