"""Designs made by the machine.

circuits.py  random modules, for tests of our own judges and as raw material
"""
