"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from layers.errors import ExportError


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def write_atomically(path: Path, data: bytes) -> None:
    """Put data into a file in one step: whoever reads it sees the old content or the new one, whole.

    Raises `ExportError` ("not_written", with the file's name and the reason) when that fails; a file that was there
    before is untouched then, and nothing else is left in its folder.
    """
    temporary = path.parent / f".{uuid4().hex}.part"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except (OSError, ValueError) as error:
        raise ExportError("not_written", path=path.name[:80], reason=_reason(error)) from error
    finally:
        # It is gone when it was moved, and was never there when its folder is none.
        with suppress(OSError, ValueError):
            temporary.unlink()
