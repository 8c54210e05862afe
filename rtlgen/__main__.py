"""`python -m rtlgen`, as torchrun starts it."""

from __future__ import annotations

from rtlgen.cli.main import main

if __name__ == "__main__":
    main()
