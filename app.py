"""The atlas's entry: `streamlit run app.py` serves it, with our own routes beside Streamlit's."""

from pathlib import Path

from streamlit.starlette import App

from maps.web.bundle import build
from ui.frame.frame import draw
from ui.frame.routes import routes
from ui.frame.warming import warmed
from ui.server.server import middleware

SCRIPT = Path(__file__).resolve().parent / "ui" / "frame" / "main.py"

if __name__ == "__main__":
    draw()
else:
    build()
    app = App(SCRIPT, routes=routes(), middleware=middleware(), lifespan=warmed)
