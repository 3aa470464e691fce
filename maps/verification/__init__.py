"""The verification sheet: each figure of the report and each check, told with its reason and method, to be filed.

`rows` decides what stands in it, `pages` draws it on paper, `workbook` writes it as tables; `verification` is the door.

In: the Atlas, a language, a day. Out: the bytes of a PDF or a workbook.

Imports: layers.atlas, layers.checks, layers.errors, layers.report, maps.lettering, maps.origin, maps.paper, maps.plan,
maps.scene, maps.words, text.
"""
