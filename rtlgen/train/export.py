"""The model as a folder that transformers and the `local` backend read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
import transformers

from rtlgen.model.text import FORMAT, FORMAT_FILE
from rtlgen.model.tokens import as_pretrained

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def export_model(model: Any, tokenizer: Tokenizer, folder: Path) -> None:
    """Write weights (bf16), tokenizer and the mark of our format."""
    folder.mkdir(parents=True, exist_ok=True)
    library: Any = transformers  # it is not typed
    library.utils.logging.disable_progress_bar()
    state = {name: value.to(torch.bfloat16) for name, value in model.state_dict().items()}
    model.save_pretrained(folder, state_dict=state)
    config = folder / "config.json"
    content = {**json.loads(config.read_text()), "dtype": "bfloat16"}
    config.write_text(json.dumps(content, indent=2) + "\n")
    as_pretrained(tokenizer).save_pretrained(folder)
    (folder / FORMAT_FILE).write_text(json.dumps(dict(FORMAT)) + "\n")
