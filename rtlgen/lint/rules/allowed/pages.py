"""The pages of RTL4xx, which `rtlgen explain CODE` prints."""

from __future__ import annotations

from rtlgen.lint.rules.allowed.groups import CODES, Group


def _page(
    group: Group, title: str, *, does: str, why: str, example: str, instead: str, source: str
) -> tuple[str, str]:
    """Return the code and the page of a group."""
    code = CODES[group]
    return code, (
        f"# {code} {title}\n\n**What it does** {does}\n**Why is this bad** {why}\n"
        f"**Example** {example}\n**Use instead** {instead}\n"
        f"**Known limits** `rtlgen check --allow {group}` accepts it in RTL that you trust.\n"
        f"**Source** {source}"
    )


PAGES = dict(
    (
        _page(
            Group.SYSTEM_TASKS,
            "system task",
            does="Finds names that start with a dollar, except `$signed`, `$unsigned`, `$clog2` and"
            " `$bits`, which the compiler folds.",
            why="They read and write files, print verdicts, end the simulation, or ask the "
            "simulator for the time and for random numbers. None of it becomes hardware.",
            example='`initial $readmemh("rom.hex", rom);`',
            instead="Assign the values in an `initial` block; remove `$display`.",
            source="IEEE 1800-2017, 20 and 21.",
        ),
        _page(
            Group.DIRECTIVES,
            "compiler directive",
            does="Finds directives other than `timescale, `default_nettype none or wire, `define, "
            "`undef, `resetall and `celldefine.",
            why="`line moves the blame to another file, `include reads one, `pragma means "
            "something else to each tool.",
            example='`` `line 1 "tb.v" 0 ``',
            instead="No directive.",
            source="IEEE 1800-2017, 22.",
        ),
        _page(
            Group.CONDITIONALS,
            "conditional directive",
            does="Finds `ifdef, `ifndef, `elsif, `else and `endif.",
            why="Simulator, prover and synthesis define different names, so each would see another"
            " design: what was checked is not what is built.",
            example="`` `ifdef SYNTHESIS … `else … `endif ``",
            instead="A parameter and a generate `if`.",
            source="IEEE 1800-2017, 22.6.",
        ),
        _page(
            Group.DELAYS,
            "delay or wait",
            does="Finds `#` delays, `wait`, events, timing inside assignments, `specify`, and event"
            " controls anywhere but at the beginning of an `always` block.",
            why="Synthesis ignores delays and refuses the rest; a design that is right only at "
            "some times is not right.",
            example="`assign #1 y = a;`",
            instead="`assign y = a;`; clocked logic in `always @(posedge clk)`.",
            source="IEEE 1364.1-2002, 5 and 7.",
        ),
        _page(
            Group.FORCE,
            "force, release, assign or deassign in a block",
            does="Finds procedural continuous assignments.",
            why="They override other drivers, even those of other modules, and cannot be built.",
            example="`initial force y = 1'b1;`",
            instead="`assign y = 1'b1;`",
            source="IEEE 1800-2017, 10.6.",
        ),
        _page(
            Group.HIERARCHY,
            "reach into another module",
            does="Finds names that go through an instance or upwards, `$root`, `$unit`, `defparam` "
            "and `bind`. Names into generate blocks and named blocks of the same module are "
            "allowed, as are members of structs and names from packages.",
            why="A design could read the reference or the testbench instead of computing.",
            example="`assign y = u_core.state;`",
            instead="An output port of the instance.",
            source="IEEE 1800-2017, 23.6.",
        ),
        _page(
            Group.STRINGS,
            "string",
            does="Finds string literals outside of attributes.",
            why="Without system tasks they have no use, and tools differ in how they read them.",
            example='`parameter MODE = "FAST";`',
            instead="`localparam FAST = 1'b1;`",
            source="IEEE 1800-2017, 5.9.",
        ),
        _page(
            Group.ESCAPED_NAMES,
            "escaped name",
            does="Finds names that start with a backslash.",
            why="They may hold quotes, comment marks and the names of other scopes; tools differ "
            "in how they read them.",
            example="`` wire \\a+b ; ``",
            instead="`wire a_plus_b;`",
            source="IEEE 1800-2017, 5.6.1.",
        ),
        _page(
            Group.PRAGMAS,
            "comment or attribute that changes the meaning",
            does="Finds translate_off, synthesis_off, full_case, parallel_case and their like.",
            why="Synthesis obeys them and the simulator does not: what was checked is not what is "
            "built.",
            example="`// synopsys translate_off`",
            instead="A `default` in the case statement; nothing that only simulation sees.",
            source="IEEE 1364.1-2002, 6.",
        ),
        _page(
            Group.CHARACTERS,
            "unusual character",
            does="Finds control characters, a carriage return without a line feed, characters "
            "beyond ASCII outside of comments, and invisible or direction-changing ones "
            "anywhere.",
            why="One tool ends a comment there and another does not; a reader sees another text "
            "than the compiler.",
            example="a comment that ends with a lone carriage return",
            instead="Printable ASCII; comments may be in any language.",
            source='N. Boucher and R. Anderson, "Trojan Source", USENIX Security 2023.',
        ),
        _page(
            Group.LOOPS,
            "loop without end",
            does="Finds `forever`, loops whose condition always holds or that run more than "
            "1,048,576 times, `always` without an event control, and signals computed from "
            "their own inverse.",
            why="The simulation never ends or never settles.",
            example="`reg [2:0] i; … for (i = 0; i < 8; i = i + 1)`: 3 bits are always below 8",
            instead="`integer i;`",
            source="IEEE 1800-2017, 12.7. Only what is certain is found; other loops meet the "
            "time limit.",
        ),
        _page(
            Group.SIZES,
            "too large",
            does="Finds vectors and expressions beyond 65,536 bits, products and quotients beyond "
            "4,096 bits, more than 67,108,864 bits of signals, names beyond 1,024 characters, and "
            "designs that elaborate to more than 250,000 parts.",
            why="Compiler or simulator would need more memory or time than a check is given.",
            example="`reg [7:0] mem [0:134217727];`",
            instead="A smaller memory.",
            source="Limits of rtlgen.",
        ),
        _page(
            Group.INPUTS,
            "driven input",
            does="Finds input ports that the module itself drives.",
            why="Two drivers fight, or the module overrides what it was asked.",
            example="`module m(input a, output y); assign a = 1'b1;`",
            instead="An output, or an internal signal.",
            source="IEEE 1800-2017, 23.3.3.",
        ),
        _page(
            Group.CONSTRUCTS,
            "not for hardware",
            does="Finds what is not on the list of allowed constructs: primitives with tables, "
            "switches, strengths, programs, classes, interfaces, assertions, fork, foreign "
            "code, configurations, and variables or nets outside of modules.",
            why="Tools differ in what they do with it, so a check would say little.",
            example="`primitive p(y, a); … endprimitive`",
            instead="Modules, parameters, types, functions, tasks, generate, assignments, "
            "always and initial blocks.",
            source="IEEE 1364.1-2002.",
        ),
    )
)
