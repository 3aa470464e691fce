/* Puts together what the browser runs, into the folder that is named: called by `scripts/web`. */
import { build } from "esbuild";

const shared = /** @type {const} */ ({
  bundle: true,
  charset: "ascii",
  legalComments: "inline",
  loader: { ".png": "dataurl" },
  minify: true,
  outdir: process.argv[2],
  target: "es2022",
});

/** The scripts of a room of `ui/` by their names, which no two have alike.
 * @param {string} room
 * @param {string[]} names */
const named = (room, ...names) => Object.fromEntries(names.map((name) => [name, `ui/${room}/${name}.js`]));

/* The map document: its script is the global `AtlasMap`, which Folium's own script calls. Of Leaflet the modules, not the
   package's script: that one is a function within a function, and a browser reads it three times over. */
await build({
  ...shared,
  alias: { leaflet: "leaflet/dist/leaflet-src.esm.js" },
  entryPoints: { map: "maps/web/main.js", leaflet: "./node_modules/leaflet/dist/leaflet.css" },
  format: "iife",
  globalName: "AtlasMap",
});

/* What starts the map before Streamlit. */
await build({ ...shared, entryPoints: { shell: "ui/server/shell.js" }, format: "iife" });

/* Streamlit's components, and the plain pages beside it. */
await build({
  ...shared,
  banner: { js: "/* Made by scripts/web. */" }, // Streamlit takes a text of one line for the name of a file
  entryPoints: {
    ...named("briefing", "follow", "present", "speaker", "storyboards"),
    ...named("export", "extent"),
    ...named("frame", "header", "host", "search", "theme"),
    ...named("orders", "orders"),
    ...named("panels", "checks", "copy", "starters"),
    ...named("report", "reading", "reveal"),
  },
  format: "esm",
});

/* Of the typeface on paper the bold cut, which no package of Python carries (docs/decisions/0034-paper.md). */
await build({
  ...shared,
  entryPoints: { "NotoSansSC-Bold": "./node_modules/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf" },
  loader: { ".ttf": "copy" },
});
