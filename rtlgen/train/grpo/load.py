"""The model that a run begins with, as transformers loads it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import torch
import transformers

from rtlgen.errors import UsageError


def silence() -> None:
    """Keep transformers from telling users what its own authors should change."""
    library: Any = transformers  # it is not typed
    library.utils.logging.set_verbosity_error()
    library.utils.logging.disable_progress_bar()
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"(transformers|trl)\.")


def load_tokenizer(folder: Path) -> Any:
    """Return the tokenizer of a folder, with padding on the left.

    Raises:
        UsageError: it cannot be read.
    """
    library: Any = transformers  # it is not typed
    try:
        return library.AutoTokenizer.from_pretrained(
            folder, local_files_only=True, padding_side="left"
        )
    except Exception as error:  # transformers and tokenizers have no common error
        raise UsageError(f"{folder}: its tokens cannot be read: {type(error).__name__}") from error


def load_model(folder: Path, dtype: torch.dtype) -> Any:
    """Return the model of a folder; small steps vanish in bf16, so what learns is loaded as fp32.

    Raises:
        UsageError: it cannot be loaded.
    """
    library: Any = transformers  # it is not typed
    try:
        return library.AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, dtype=dtype
        )
    except Exception as error:  # transformers and safetensors have no common error
        raise UsageError(
            f"{folder}: the model to start from cannot be loaded: {type(error).__name__}"
        ) from error
