"""核对 checks: what the report and official figures say, compared with our geometry, row by row."""

from ui.panels import checks, panels

panels.page("checks", checks.panel)
checks.fulfil()
