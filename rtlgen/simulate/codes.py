"""Rule codes of simulation, with the page that `rtlgen explain CODE` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "SIM101": "# SIM101 does not compile in Icarus\n\nIcarus Verilog refuses the design. Its "
        "first words are in the message; correct that line.",
        "SIM102": "# SIM102 system call\n\nThe design calls a system task such as $display, $random "
        "or $readmemh. A judged design may not: it could write files or print its own verdict. "
        "Remove the call.",
        "SIM104": "# SIM104 not supported by Icarus\n\nIcarus Verilog does not know a construct that the "
        "design uses, so simulation says nothing about it. Write it another way, or use a newer "
        "Icarus.",
        "SIM103": "# SIM103 mismatch\n\nAn output differs from what is demanded. The evidence holds "
        "the stimulus up to there; `rtlgen check FILE --replay TRACE` shows it again.",
    }
)
