"""Where candidates come from, beside construction (`rtlgen.exact`).

    open.py      a backend by name          replay.py    recorded completions
    local.py     a transformers folder      cache.py     completions in SQLite
    dialect.py   what its model reads and writes
    endpoint.py  OpenAI-compatible servers: chat.py asks, answer.py reads

Not covered: streaming, batch interfaces of servers, several GPUs.
"""

from __future__ import annotations

from rtlgen.backends.cache import CachedBackend, CompletionCache
from rtlgen.backends.chat import Server
from rtlgen.backends.endpoint import EndpointBackend
from rtlgen.backends.local import LocalBackend
from rtlgen.backends.open import open_backend
from rtlgen.backends.replay import ReplayBackend

__all__ = [
    "CachedBackend",
    "CompletionCache",
    "EndpointBackend",
    "LocalBackend",
    "ReplayBackend",
    "Server",
    "open_backend",
]
