"""The page of results: the machine, the aims, the plots, every section's table."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks import aims, plots
from benchmarks.bench import Bench
from benchmarks.peers import versions
from benchmarks.report import Section, printed, table
from tests.browser.drive import WINDOWED, browser_path
from tests.browser.serve import ROOT

PAGE = ROOT / "benchmarks" / "RESULTS.md"
PLOTS = ROOT / "benchmarks" / "plots"
OURS = ("streamlit", "folium", "geopandas", "matplotlib", "playwright")
HEAD = """# Measured

Written by `make bench`. Everything was measured in one run, by turns, so that what else the machine did fell on all
alike: the ratios hold, the seconds are this machine's. *Cold* is an empty browser cache, *warm* a filled one. No page
reaches another machine: names are not resolved."""
NOTES = {
    "visits": """\
From the beginning of the navigation, by the browser's clock, to the frame after which the map, or the page, is drawn.
Plain Leaflet and the document alone come from one small server of files. The peers have Leaflet from their own
server and are spared jQuery, Bootstrap, icon fonts and tiles; pydeck draws WebGL by software. *Work* is what the
page's main thread did until then, which other work on the machine disturbs little.""",
    "bytes": """\
As they came, compressed where they were; the messages of a websocket as they were before any compression.""",
    "toggles": """\
The railways switched off and on; for the peers a tick box and the rerun that follows, until the map has as many paths
as it should (or draws otherwise). Below, every layer of the atlas, its first time among them. What is drawn waits for
the display's next frame, up to 17 ms; *work* is the rest: the switch itself, and the frame that shows it.""",
    "acts": "From the click to the first frame that shows what was asked for, in panel and map.",
    "sessions": """\
Clients that speak Streamlit's protocol and draw nothing: each selects, switches layers and turns pages; several act
every few seconds, each for itself. The values of bytes and seconds are the medians of each way to act.""",
    "starting": "A new process each time; its page is asked for as soon as it answers.",
    "exporting": """\
geopandas.plot and the plain script draw the same layers on the same page without styles, legend or names. The first of
a process has the data loaded and nothing drawn before; cold is a command from its start to its end.""",
    "growth": """\
Copies of every feature, each moved a little. They compress better than other features would: look at the bytes before
gzip. The limit for a data file is lifted for it; how many layers it would refuse stands in the table.""",
}


def _revision() -> str:
    """The commit that was measured, marked where files differ from it."""
    command = ["git", "describe", "--always", "--dirty=, changed", "--abbrev=10"]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def machine(bench: Bench) -> str:
    """What was measured with what, as a table."""
    ours = ", ".join(f"{name} {version(name)}" for name in OURS)
    theirs = ", ".join(f"{name} {number}" for name, number in versions(bench.python).items())
    load = " / ".join(f"{value:.1f}" for value in os.getloadavg())
    lines = [
        ("day", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
        ("commit", _revision()),
        ("turns", f"{bench.turns}{', quick' if bench.quick else ''}"),
        ("processors", f"{os.cpu_count()} ({platform.machine()}, {platform.system()})"),
        ("load average at the end, of 1, 5 and 15 minutes", load),
        ("Python", platform.python_version()),
        ("the atlas's packages", ours),
        ("the peers' packages", theirs),
        ("browser", f"Chromium {bench.browser.version}, {'with' if browser_path(WINDOWED) else 'without'} windows"),
    ]
    return table(("machine", "this run"), lines)


def page(sections: Sequence[Section], told: str, drawn: Sequence[str]) -> str:
    """The whole page; `drawn` are the names of the plots."""
    found = aims.verdicts(sections)
    met = sum(verdict.met for verdict in found)
    pictures = "\n".join(f"![{name}](plots/{name}.svg)" for name in drawn)
    held = f"## Aims\n\n{met} of {len(found)} are met.\n\n{aims.printed(found)}"
    return "\n\n".join([HEAD, told, held, pictures, *map(printed, sections)]) + "\n"


def write(sections: Sequence[Section], told: str) -> None:
    """Write the page and its plots."""
    PAGE.write_text(page(sections, told, plots.write(sections, PLOTS)), encoding="utf-8")
