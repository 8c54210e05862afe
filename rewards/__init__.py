"""Value judgements: pure functions from a verdict to a number, or None when nothing is known.

pass_rate.py  share of vectors that passed
"""
