"""出图 export: a figure, a series or data of the map one comes from, and back from an exported file to its map."""

from ui.export import composer

composer.page()
