"""Reading a server's answer: whatever comes, it is a completion or said not to be one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtlgen.backends.answer import Answer, Choice, NoCompletion, Tokens, read_answer

MESSAGE = {"message": {"role": "assistant", "content": "x"}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["choices", "message", "content", "usage", "prompt_tokens", "logprobs",
                         "completion_tokens", "prompt_tokens_details", "finish_reason"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_json_is_an_answer_or_none(record: object) -> None:
    """No shape of JSON is a surprise."""
    try:
        answer = read_answer(json.dumps(record))
    except NoCompletion:
        return
    assert answer.choices


@given(st.text())
def test_any_text_is_an_answer_or_none(text: str) -> None:
    """No text is a surprise; what is said about it is one short line."""
    with pytest.raises(NoCompletion) as caught:
        read_answer(text)
    assert len(str(caught.value)) < 200
    assert "\n" not in str(caught.value)


def test_a_whole_answer() -> None:
    """Text, cut, log probability and tokens are read."""
    record = {
        "choices": [
            MESSAGE | {
                "finish_reason": "length",
                "logprobs": {"content": [{"logprob": -1.0}, {"logprob": -0.5}]},
            }
        ],
        "usage": {"prompt_tokens": 7, "completion_tokens": 2,
                  "prompt_tokens_details": {"cached_tokens": 3}},
    }  # fmt: skip
    assert read_answer(json.dumps(record)) == Answer(
        choices=(Choice(text="x", is_cut_off=True, logprob=-1.5),),
        tokens=Tokens(prompt=7, completion=2, cached=3),
    )


@pytest.mark.parametrize(
    "usage",
    [None, {}, {"prompt_tokens": None, "completion_tokens": 1}, {"prompt_tokens": -1}, [], "many"],
)
def test_usage_that_says_nothing_is_none(usage: object) -> None:
    """Token counts are the server's, or nobody's."""
    assert read_answer(json.dumps({"choices": [MESSAGE], "usage": usage})).tokens is None


def test_a_refusal_is_an_empty_completion() -> None:
    """A message without content holds no Verilog, but is an answer."""
    record = {"choices": [{"message": {"role": "assistant", "content": None, "refusal": "no"}}]}
    assert read_answer(json.dumps(record)).choices[0].text == ""
