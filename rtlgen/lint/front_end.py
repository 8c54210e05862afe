"""Pages of RTL0xx, RTL201, RTL208 and RTL209: what the front end (pyslang) says."""

from __future__ import annotations

from rtlgen.finding import Finding, Severity
from rtlgen.verilog import codes

PAGES = {
    code: f"# {code} {title}\n\n{text}\n\n**Source** pyslang's diagnostics; the message carries "
    "slang's own name."
    for code, title, text in (
        (codes.LIMITS, "text outside the limits", ("The text is empty, too large, or nested too "
         "deep to be parsed safely.")),
        (codes.SYNTAX, "syntax error", "The text is no Verilog."),
        (codes.PREPROCESSOR, "preprocessor", ("A directive cannot be followed; `include is never "
         "read, since the text is untrusted.")),
        (codes.UNDECLARED, "undeclared name", "A name is used that nothing declares."),
        (codes.UNKNOWN_MODULE, "unknown module", "A module is instantiated that the text lacks."),
        (codes.REDEFINED, "defined twice", "A name or a module is defined twice."),
        (codes.CONNECTION, "bad connection", ("An instance connects a port or parameter that does "
         "not exist, or too many.")),
        (codes.ASSIGNMENT_TARGET, "bad assignment target", ("A wire is assigned in a block, or an "
         "input or constant is assigned.")),
        (codes.TYPES, "type error", "An expression mixes types that do not fit."),
        (codes.CONSTANTS, "bad constant", ("A constant expression has no legal value, or an index "
         "lies outside its range.")),
        (codes.SYSTEM_CALL, "unknown system call", "A system task or function does not exist."),
        (codes.ELABORATION, "elaboration error", "The design cannot be elaborated."),
        (codes.TOP, "no single top module", "The top module is missing or not unique; name it."),
        (codes.PORTS, "port without bits", "A port is no plain vector of bits."),
        (codes.FRONT_END_WARNING, "front end warning", ("slang warns, for example about lost bits "
         "(`width-trunc`).")),
        (codes.CRASH, "the parser crashed", ("The text makes the parser die; nothing is known about "
         "the design.")),
        (codes.HANG, "the parser hangs", "The text makes the parser run without end."),
        (codes.NOT_ANALYSED, "structure not analysed", ("pyverilog cannot parse the text (it reads "
         "Verilog-2005), so the rules on structure were not tried.")),
        (codes.MULTIPLE_DRIVERS, "several drivers", "A signal is driven from several places."),
        (codes.UNREAD_INPUT, "input without a use", ("Nothing reads the port: no output depends on "
         "it. Candidates with this warning are taken only where all have it.")),
        (codes.UNDRIVEN_OUTPUT, "output without a driver", ("Nothing drives the port: it is Z for "
         "ever. Candidates with this warning are taken only where all have it.")),
    )
}  # fmt: skip


def not_analysed(why: str) -> Finding:
    """Return the note that the rules on structure were not tried."""
    message = f"{why}; the rules on structure were not tried"
    return Finding(code=codes.NOT_ANALYSED, severity=Severity.NOTE, message=message)
