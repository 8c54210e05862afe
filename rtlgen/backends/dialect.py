"""What the model of a transformers folder reads, and how what it writes becomes Verilog."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rtlgen.backends.answer import shorten
from rtlgen.candidate import Request
from rtlgen.errors import BackendError
from rtlgen.model.text import FORMAT, FORMAT_FILE, module_of, write_prompt
from rtlgen.verilog import extract_verilog


class Dialect:
    """Our own format where `rtlgen train` wrote the folder, else the model's chat template."""

    def __init__(self, folder: Path) -> None:
        """Look at the folder.

        Raises:
            BackendError: the model was made for another version of rtlgen.
        """
        self._folder = folder
        self.is_ours = _has_our_format(folder)

    def prompt(self, tokenizer: Any, request: Request) -> str:
        """Return the messages in the model's own format; without one, as plain paragraphs.

        The text holds all special tokens: encode it with `add_special_tokens=False`.

        Raises:
            BackendError: the chat template takes no such messages.
        """
        if self.is_ours:
            return write_prompt(request.spec)
        if not tokenizer.chat_template:
            return "\n\n".join(m.text for m in request.messages) + "\n"
        import jinja2

        messages = [{"role": m.role, "content": m.text} for m in request.messages]
        try:
            return _templated(tokenizer, messages)
        except jinja2.TemplateError:
            # Some models know no system message; the first message of the user takes it up.
            system = [m["content"] for m in messages if m["role"] == "system"]
            first, *rest = (m for m in messages if m["role"] != "system")
            merged = {**first, "content": "\n\n".join([*system, first["content"]])}
        try:
            return _templated(tokenizer, [merged, *rest])
        except jinja2.TemplateError as error:
            raise BackendError(
                f"{self._folder}: the chat template refuses the messages: {shorten(str(error))}; "
                "use a model that was trained to follow instructions"
            ) from error

    def text(self, tokenizer: Any, tokens: list[int]) -> str:
        """Return the completion; our marks of ports are special tokens, and part of it."""
        return str(tokenizer.decode(tokens, skip_special_tokens=not self.is_ours))

    def verilog(self, request: Request, text: str) -> str:
        """Return the Verilog of a completion; empty when it holds none."""
        if self.is_ours:
            return module_of(request.spec, text)
        return extract_verilog(text, top=request.spec.name)


def _has_our_format(folder: Path) -> bool:
    """Whether the folder holds a model that `rtlgen train` wrote."""
    mark = folder / FORMAT_FILE
    if not mark.is_file():
        return False
    try:
        found = json.loads(mark.read_text())
    except (OSError, ValueError):
        found = None
    if found != FORMAT:
        raise BackendError(
            f"{mark}: is not {dict(FORMAT)}; the model was made for another version of rtlgen"
        )
    return True


def _templated(tokenizer: Any, messages: list[dict[str, str]]) -> str:
    return str(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))
