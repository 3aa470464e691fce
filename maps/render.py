"""The command `python -m maps.render`; what it does stands in `maps.export.command`."""

from __future__ import annotations

import gc
import sys

if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 100)  # it makes one file and ends: little of what it loads and draws is ever garbage

from maps.export.command import main  # loading is when the collector would look most often

if __name__ == "__main__":
    sys.exit(main())
