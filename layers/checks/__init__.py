"""What agrees with the world, and what with itself.

In: the Atlas and `geodata/checks.toml`. Out: one `Check` a comparison: expected, found, state and reason.

Imports: layers.atlas, layers.measures, layers.report.
"""
