"""Expressions over words, found by enumeration.

    search.py  the smallest functions that agree with samples
    pool.py    all expressions up to a size, each function of the samples once
    problem.py what is sought; ports, their parts, constants
    trees.py   decisions over them: `if` trees and `case` statements
    terms.py   expressions, their cost, their Verilog
    lanes.py   many words side by side in one integer

Not covered: multiplication and signed comparison of more than two ports; shifts by an expression.
"""
