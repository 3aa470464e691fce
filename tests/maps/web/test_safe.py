"""JSON that neither a template, nor a script element, nor a script can take for its own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from maps.web.safe import inert_json

OPENINGS = ("{{", "{%", "{#", "</", "<!--", "<script", "]]>", "${", "`", "\u2028", "\u2029")
TRAPS = "{}%#<>!-/&$`\\\"'[]():,\u2028\u2029 as7*\n\r\t\x00é杭𠮷"
plain = st.text() | st.text(TRAPS)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | plain,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain, inner, max_size=4),
    max_leaves=12,
)
NESTED: list[Any] = [
    {"a": {}},
    {"{{": {"{%": [{}]}},
    [[{"": {}}]],
    {"a\\": {"b": "\\"}},
    {'"{': '}"'},
    "\\u007b{",
    ["\\{{"],
]
template = Environment(autoescape=False)  # the worst case


@pytest.mark.parametrize("value", NESTED, ids=repr)
def test_awkward_structure_comes_back(value: Any) -> None:
    assert json.loads(inert_json(value)) == value
    assert not any(opening in inert_json(value) for opening in OPENINGS)


@given(values)
@example("{{7*7}}")
@example({"{{7*7}}": {"</script>": "<!--"}})
@example('\\{{ \\\\{{ \\"{{ {')
def test_any_value_comes_back_and_is_inert(value: Any) -> None:
    text = inert_json(value)
    assert json.loads(text) == value
    assert not any(opening in text for opening in OPENINGS)


@given(values)
@example("{% for x in y %}")
@example("{#")
def test_a_template_leaves_it_as_it_is(value: Any) -> None:
    text = inert_json(value)
    assert template.from_string(text).render() == text


@given(values)
def test_the_same_value_gives_the_same_text(value: Any) -> None:
    assert inert_json(value) == inert_json(json.loads(inert_json(value)))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_what_json_has_no_number_for_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="Out of range"):
        inert_json(value)


@pytest.mark.parametrize("value", [{1}, b"x", object()])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        inert_json(value)
