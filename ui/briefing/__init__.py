"""The briefing page, the presentation, and the plain pages beside it.

In: storyboards. Out: elements on the page, handouts, the speaker's and the followers' pages.

Imports: layers.atlas, layers.errors, maps.export, maps.origin, maps.paper, maps.scene, maps.storyboard, maps.web,
maps.words, text, ui.kit, ui.orders, ui.rooms, ui.server, ui.session.
"""
