"""What a layer is and looks like.

In: the tables beside this file. Out: a `Catalogue` of layers, their classes, styles and legend entries.

Imports: layers.errors.
"""
