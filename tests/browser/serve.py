"""A server process of the atlas, and copies of the repository to serve with other data."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVED = ("layers", "maps", "ui", "pages", "text", "geodata", "scripts", "build/web", ".streamlit")
BUNDLED = ("package.json", "package-lock.json")
START_S = 60
STOP_S = 10


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, its process id, and the file that holds what it printed."""

    origin: str
    pid: int
    log: Path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(address: str) -> bytes | None:
    """What an address on this machine answers; None as long as it does not."""
    try:
        with urllib.request.urlopen(address, timeout=START_S) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None


def _wait(process: subprocess.Popen[bytes], address: str, log: Path, limit_s: float) -> None:
    deadline = time.monotonic() + limit_s
    while fetched(address) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(
                f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}"
            )
        time.sleep(0.05)


@contextmanager
def serving(
    folder: Path,
    log: Path,
    *,
    script: str = "app.py",
    health: str = "/atlas/health",
    python: str = sys.executable,
    arguments: Sequence[str] = (),
    start_s: float = START_S,
    port: int = 0,
) -> Iterator[Server]:
    """A server of the script in a folder, at a free port or a given one; it is ended by its process id in any case."""
    port = port or free_port()
    origin = f"http://127.0.0.1:{port}"
    options = {"port": str(port), "address": "127.0.0.1", "headless": "true"}
    told = [part for name, value in options.items() for part in (f"--server.{name}", value)]
    command = [python, "-m", "streamlit", "run", script, *told, "--browser.gatherUsageStats", "false", *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        try:
            _wait(process, origin + health, log, start_s)
            yield Server(origin, process.pid, log)
        finally:
            process.terminate()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def copied(folder: Path) -> Path:
    """What the server needs of this repository, copied to a folder where it may be spoiled."""
    for name in SERVED:
        ignored = shutil.ignore_patterns("recipes", "__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("app.py", *BUNDLED):
        shutil.copy(ROOT / name, folder)
    return folder
