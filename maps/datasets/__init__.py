"""Features as data files: GeoJSON, GeoPackage, Shapefile, KML, CSV and XLSX, in four datums, with their attribution.

    tables -> (one format's) fit -> attribution -> (that format's) write -> zip

`tables` picks the features and makes one table a layer; `fit` changes tables until the format can hold them and notes
what that cost; `write` makes files of them and decides nothing. `dataset.dataset` runs all of it.

In: a Scene and the Atlas, a format and a datum. Out: the bytes of a zip.

Imports: layers.atlas, layers.catalogue, layers.errors, layers.measures, maps.origin, maps.scene,
maps.words, text.
"""
