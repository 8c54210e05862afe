"""Value judgements: pure functions from a verdict to a number, or None when nothing is known.

    judged.py     what they need to know of a verdict
    gates.py      what earns the least, whatever else is good about it
    pass_rate.py  share of vectors that passed
    outputs.py    share of outputs that are right in every vector
    proof.py      whether it is right for all inputs
    brevity.py    between equals the shorter one
    overlong.py   a completion that comes near the limit of tokens
    weights.py    what each of them counts, and which choices are refused
    total.py      all of them together for one verdict
    in_time.py    a judge that may raise, hang, or answer too little
    compose.py    the one function that a trainer gets

Nothing here looks at the text of a design: what reads like a right answer earns nothing for that.
"""
