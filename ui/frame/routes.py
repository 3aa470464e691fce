"""Every route that the server has besides Streamlit's."""

from __future__ import annotations

from starlette.routing import Route

from ui.briefing import speaking, thumbnails
from ui.rooms.routes import room_routes
from ui.server.assets import prefix
from ui.server.server import map_path, own_routes


def routes() -> list[Route]:
    """The server's own, those of the pages beside the presentation, of thumbnails, and of rooms."""
    return [*speaking.routes(prefix(), map_path), thumbnails.route(), *room_routes(f"{prefix()}/rooms"), *own_routes()]
