"""The rules: `contract.py` ports against the specification, `structure.py` the pyverilog AST."""
