"""The tokens: a byte-level BPE in which digits stand alone and Verilog's operators are whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from rtlgen.model.marks import MARKS
from rtlgen.model.text import CODE, END, START

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerFast

PAD: Final = "<|pad|>"
SPECIAL: Final = (PAD, END, START, CODE, *MARKS)
"""In the order of their numbers."""
_PIECES: Final = (
    # A line end with its indentation; a word with the blank before it; one digit; an operator.
    r"\n *| ?[A-Za-z_]+| ?\d"
    r"| ?(?:<=|>=|===|!==|==|!=|&&|\|\||<<<|>>>|<<|>>|~\^|~&|~\||'[sS]?[bdhBDH])"
    r"| ?[^\sA-Za-z_0-9]| +|\s+"
)


def fit_tokens(texts: Iterable[str], size: int) -> Tokenizer:
    """Fit a tokenizer; the same texts in the same order give the same one.

    Args:
        texts: What it shall write shortly.
        size: Number of tokens, special ones and the 256 bytes included.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(_PIECES), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])  # fmt: skip
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=list(SPECIAL), show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )  # fmt: skip
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def as_pretrained(tokenizer: Tokenizer) -> PreTrainedTokenizerFast:
    """Return it as transformers wants it in a model's folder."""
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token=PAD, eos_token=END, bos_token=START,
        clean_up_tokenization_spaces=False, padding_side="left",
    )  # fmt: skip
