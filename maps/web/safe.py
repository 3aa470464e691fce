"""JSON that is inert wherever it is put: inside a script element, and inside a Jinja template.

A brace that opens a JSON object is followed by `"` or `}`; those inside texts are escaped here, so `{{`, `{%` and `{#`
cannot arise. `<`, `>`, `&` and U+2028/9 are escaped so that no text can end the script or open a comment.
"""

from __future__ import annotations

import json
import re
from typing import Any

_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "{}<>&\u2028\u2029`$"})


def inert_json(value: Any, *, plain: bool = False) -> str:
    """`value` as JSON text without spaces, keys as given; `ValueError` for NaN, `TypeError` for what is not JSON.

    A `plain` text is ASCII alone, its other characters escaped: a large one is read faster that way.
    """
    text = json.dumps(value, ensure_ascii=plain, separators=(",", ":"), allow_nan=False)
    return _STRUCTURE.sub(lambda match: match.group().translate(_ESCAPES), text)
