"""The command `python -m maps.render`; what it does stands in `maps.export.command`."""

from __future__ import annotations

import sys

from maps.export.command import main

if __name__ == "__main__":
    sys.exit(main())
