"""The script each session runs.

It is not app.py because Streamlit takes a folder `pages/` beside its main script for a multipage app of the old kind,
and would open `/corridors` without the frame.
"""

from ui.frame.frame import draw

draw()
