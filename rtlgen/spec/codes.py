"""Rule codes of the spec reader, with the page that `rtlgen explain CODE` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "SPEC101": "# SPEC101 file of a folder not read\n\nA file in the specification's folder has "
        "a kind that is not read. Text (.md, .txt), WaveDrom (.json), tables (.csv) and images "
        "are; remove the file or convert it.",
        "SPEC102": "# SPEC102 block of code not read\n\nA fenced block of the text is in a language "
        "that is not read. Text, Verilog, csv, WaveDrom, Mermaid and DOT are.",
        "SPEC201": "# SPEC201 module name assumed\n\nThe text does not name the module, so the name "
        "of the file (or a heading) was taken. Write `module named NAME` or give --name.",
        "SPEC202": "# SPEC202 line of a port list not understood\n\nA line inside a list of ports "
        "declares nothing that could be read. Write it as `- input  name (8 bits)`.",
        "SPEC203": "# SPEC203 Verilog header not usable\n\nVerilog code in the text has a module "
        "header that does not elaborate. Correct it, or state the ports in a list.",
        "SPEC204": "# SPEC204 width assumed\n\nNothing states the width of a port; one bit was "
        "taken. Write the width beside the port.",
        "SPEC205": "# SPEC205 two places disagree\n\nThe declaration of a port and another place of "
        "the text differ. The declaration was taken; make the two agree.",
        "SPEC206": "# SPEC206 bits counted from one\n\nThe text names bit N of a port of N bits and "
        "never bit 0, so the range [N:1] was assumed. Write the range beside the port.",
        "SPEC207": "# SPEC207 parameter without a default\n\nA width depends on a parameter that "
        "has no default; 8 was assumed. Give the parameter one.",
        "SPEC208": "# SPEC208 kind of reset not stated\n\nThe text does not say whether the reset is "
        "synchronous or asynchronous. Write it; vectors that would tell the two apart are not "
        "demanded.",
        "SPEC301": "# SPEC301 table not understood\n\nA table of the text is neither a truth table, "
        "a Karnaugh map, a state table nor a waveform that could be read, so nothing is checked "
        "against it. Name the ports in its header.",
        "SPEC302": "# SPEC302 row not understood\n\nA row of a table has a wrong number of cells or "
        "a value that does not fit its port. Correct the row.",
        "SPEC303": "# SPEC303 rows contradict each other\n\nTwo rows of a truth table (or two "
        "transitions) demand different things for the same inputs. Correct one of them.",
        "SPEC304": "# SPEC304 row missing\n\nA truth table leaves some inputs open. Where any value "
        "will do, write a row with `-` outputs or a default row.",
        "SPEC305": "# SPEC305 row doubled\n\nTwo rows of a truth table say the same. Remove one; it "
        "may have been meant for other inputs.",
        "SPEC306": "# SPEC306 Karnaugh map not in Gray order\n\nNeighbouring rows and columns of a "
        "Karnaugh map differ in one variable (00, 01, 11, 10). Another order is nearly always a "
        "slip that moves cells. Put them into Gray order.",
        "SPEC307": "# SPEC307 Karnaugh map not understood\n\nThe variables, the output or the cells "
        "of a Karnaugh map could not be read. Name the variables above the columns and beside the "
        "rows, and the output in the text.",
        "SPEC308": "# SPEC308 undefined next state\n\nA transition leads to a state that the table "
        "does not define. Add the state or correct the name.",
        "SPEC309": "# SPEC309 state table not understood\n\nA state table or a list of transitions "
        "could not be read. Give a column of states, the next states with their conditions "
        "(`in=0`) and the outputs.",
        "SPEC310": "# SPEC310 broken WaveDrom JSON\n\nThe file is no JSON, or no WaveDrom drawing "
        "(an object with a list `signal`). Correct it; the WaveDrom editor shows errors.",
        "SPEC311": "# SPEC311 signal is no port\n\nA waveform or table shows a signal that is no "
        "port of the module; it was left out. Add the port or remove the signal.",
        "SPEC312": "# SPEC312 numbers taken for hexadecimal or decimal\n\nA column of several bits "
        "holds numbers whose base is not stated. Write 8'd42 or 8'h2a.",
        "SPEC313": "# SPEC313 outputs of a state assumed\n\nA state names some outputs or none; the "
        "others were taken to be 0 there. Write all outputs of each state.",
        "SPEC314": "# SPEC314 WaveDrom feature not read\n\nA drawing has a gap (`|`), a character "
        "without a logic value, or a period or phase that is no number of half ticks. Draw it with "
        "plain ticks.",
        "SPEC315": "# SPEC315 artefact of another module\n\nThe sentence before a table or waveform "
        "speaks of another module, so it is not demanded of the module to write. Name the module "
        "itself, or none.",
        "SPEC316": "# SPEC316 signal taken for a port\n\nA table or waveform shows a clock or reset "
        "under another name than the port's; the only port of that kind was taken. Use one name.",
        "SPEC317": "# SPEC317 order of variables assumed\n\nA list of minterms does not say which "
        "variables it counts over; the inputs in their order were taken, the first being the most "
        "significant. Write `f(a, b, c) = Σm(1, 3)`.",
        "SPEC318": "# SPEC318 blank cells taken for 0\n\nA Karnaugh map has blank cells. By "
        "convention they are 0; write 0, or `-` where any value will do.",
        "SPEC319": "# SPEC319 label is no value\n\nA label in a drawing is a name and not a value "
        "that fits the port; the port is unknown there. Write a number.",
        "SPEC320": "# SPEC320 reading waits for approval\n\nA model has read an image of the "
        "specification, and nobody has said yet that it read what the image shows. Compare the file "
        "with the image, correct it where it is wrong, and write `approved: yes` into its head; "
        "until then nothing is built from it or checked against it.",
        "SPEC321": "# SPEC321 reading does not count\n\nThe reading of an image was refused (the "
        "message says why), is of another image than the one that lies there now, or holds nothing "
        "that fits the ports. Write into the text what the image shows, or remove the file and "
        "read the image again.",
        "SPEC401": "# SPEC401 artefact not checked\n\nNo vectors could be derived from an artefact, "
        "so nothing is checked against it; the message says why.",
        "SPEC402": "# SPEC402 initial state assumed\n\nA state table does not say which state "
        "follows a reset; the first one was taken. Write `resets to state NAME`.",
    }
)
