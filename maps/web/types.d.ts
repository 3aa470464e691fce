/* The shapes of what passes between Python, the map document and its host. Written once, for both sides:
   the payload is made by `maps/web/payload.py`, the bridge and its messages are told in `docs/bridge.md`. */
import type * as L from "leaflet";

export type Lang = "zh" | "en";
export type Theme = "light" | "dark";
export type Words = Record<Lang, string>;

/* ---- the payload ---- */

/** Of each layer the document carries a list of these, in the order of its features; null where a layer drawn before has
 * the same feature. Steps of 1e-5 degree from vertex to vertex, longitude before latitude, in Base64 VLQ (`maps/web/deltas.py`): a point,
 * lines, areas. */
export interface Shape { p?: string; l?: string[]; a?: string[][] }

export interface Stroke { color: string; width: number; dash: number[]; opacity: number }

export interface Style {
  fill: string;
  fill_opacity: number;
  strokes: Stroke[];
  glyph: string;
  glyph_color: string;
  size: number;
  glow: boolean;
  dash: number[];
  /** The colour of lines across an area. */
  hatch?: string;
  /** The colour that an area is filled with while it is pointed at or selected. */
  held?: string;
  /** Whether a mark says that the shape is no true one. */
  badge?: boolean;
  /** The colours of a picture's shaded and of its lit side. */
  relief: string[];
}

/** A status, the dashes of what has it, and the sample that explains them. */
export interface Status extends Words { id: string; dash: number[]; key: Style }
export interface Group extends Words { id: string }
/** `along`: it runs along the line, or along the course of an area. It is written from one zoom on, up to another. */
export interface Label { size: number; weight: number; color: string; rank: number; min_zoom: number; max_zoom: number; along: boolean }
export interface Source { title_zh: string; title_en: string; licence: string; publisher_zh: string; publisher_en: string }

export interface LegendItem extends Words {
  /** The whole name of what is called by its name. */
  whole?: Words;
  shape: "point" | "line" | "area";
  kind: number;
  /** Its place among the layer's styles, and what it is called in a list of what is hidden. */
  look: number;
  key: string;
  evidence: number;
  count: number;
}

/** Since when (a day, month or year) which status holds. */
export type Change = [since: string, status: string];

/** A name that a feature bore until a day, month or year, from which on it has the next. */
export interface FormerName extends Words { until: string; reason: Words }

export interface FeatureData extends Words {
  id: string;
  /** Its place among the layer's kinds, and among the grades of evidence. */
  kind: number;
  evidence: number;
  accuracy_m: number;
  clauses: string[];
  source: string[];
  area_km2: number | null;
  length_km: number | null;
  /** Longitude and latitude of its name. */
  at: [number, number];
  /** Of what is indicative: longitude and latitude of the mark that says so. */
  badge?: [number, number];
  /** Its place among the layer's styles, where it has a colour of its own. */
  look?: number;
  rank: number | null;
  line: string | null;
  lines: string[] | null;
  /** The oldest first; only of what was renamed. */
  former?: FormerName[];
  /** The name of the picture that covers its shape. */
  image?: string;
  /** Its number, which the map writes instead of its name. */
  ref?: string;
  /** What the map writes of a long name. */
  short?: Partial<Words>;
  /** The line through the middle of a long area, along which its name runs. */
  course?: Shape;
}

export interface LayerData extends Words {
  id: string;
  group: string;
  order: number;
  selectable: boolean;
  exclusive: string;
  panel: boolean;
  timed: boolean;
  since: string;
  until: string;
  label: Label | null;
  /** How the names of its features are written that stand out. */
  stressed: Label | null;
  /** It lies around the report's subjects, as it is today. */
  context: boolean;
  /** The zoom from which on it is drawn. */
  min_zoom: number;
  /** Of pictures: the zoom up to which they are seen whole, and that from which on not at all. */
  fade: [number, number];
  /** How many features it has, those that have not come yet among them. */
  count: number;
  /** Of a layer that comes when it is first drawn: what it comes as, and no features until then. */
  part?: string;
  /** The files at fault; a broken layer has no features. */
  broken?: string;
  /** By look and evidence grade: those of the classes, then those of features with a colour of their own; without dashes. */
  styles?: Style[][];
  /** Names of what is `named` stand beside it where there is no room. */
  kinds?: (Words & { id: string, named?: boolean })[];
  /** Of each kind, the zoom from which on its features are drawn. */
  min_zooms?: number[];
  /** The dashes of each class that is called by a status. */
  dashes?: number[][];
  legend: LegendItem[];
  features: FeatureData[];
}

export interface Scheme extends Words { id: string }

/** The values of a layer's places in its order, null where not known; of each scheme the cuts between its classes, and the
 * colour of each class as a digit; of each place as a digit to the base 36 which sources it has. */
export interface Measured {
  values: (number | null)[];
  classes: Record<string, [cuts: number[], colors: string]>;
  by: string;
}

export interface Indicator extends Words {
  id: string;
  unit: Words;
  years: string[];
  /** Names of its colours, from those below zero to the highest. */
  colors: string[];
  /** By year and layer. */
  measured: Record<string, Record<string, Measured>>;
}

/** What thematic maps can show; `styles` of a class, its colour aside, and of what has no value. */
export interface Thematics { order: number; places: string[]; schemes: Scheme[]; indicators: Indicator[]; sources: string[][]; styles: [Style, Style] }

export interface Payload {
  home: { lat: number; lng: number; zoom: number };
  bounds: [number, number][];
  glyphs: Record<string, string>;
  groups: Group[];
  sources: Record<string, Source>;
  evidence: string[];
  evidence_keys: (Style & { course: number[][] })[];
  badge: Style;
  held_opacity: number;
  /** How opaque a layer can be at least and at most where it is not whole, in per cent. */
  opacity_percent: [number, number];
  statuses: Status[];
  timelines: Record<string, Change[]>;
  /** On which day each subject was last looked up. */
  looked_up: Record<string, string>;
  report_date: string;
  first_month: string;
  today: string;
  text: Record<Lang, Record<string, string>>;
  thematic: Thematics;
  layers: LayerData[];
}

/* ---- what `data.js` makes of it ---- */

export interface Feature extends FeatureData {
  layer: Layer;
  /** Of a feature that several layers show, the shape is that of the layer which is drawn first. */
  readonly shape: Shape;
  /** Decoded when first asked for: a point, lines, or areas with their rings. */
  readonly latlngs: any;
}

export interface Layer extends Omit<LayerData, "features" | "styles" | "kinds" | "min_zooms" | "dashes"> {
  styles: Style[][];
  min_zooms: number[];
  dashes: number[][];
  kinds: (Words & { id: string, named?: boolean })[];
  features: Feature[];
}

/** Where paths are drawn: options of theirs, the drawing and the group in it. */
export interface Place { renderer: L.Renderer; tier: SVGGElement }

/* ---- the bridge ---- */

export interface Box { x: number; y: number; w: number; h: number }
export interface Edges { left: number; top: number; right: number; bottom: number }

/** Centre and zoom of what is free of the panel, and its size in px where it is known. */
export interface View { lat: number; lng: number; zoom: number; width?: number; height?: number }

/** What the map opens with: the keys behind the # of its address. */
export interface Open {
  lang?: string; theme?: string; layers?: string; selected?: string; view?: string; fit?: string; focus?: string;
  time?: string; date?: string; indicator?: string; hidden?: string; opacity?: string; unnamed?: string; scene?: string;
}

export interface Step {
  address: string;
  open: Open;
  clause: string;
  title: Words;
  line: Words;
  notes: Words;
  words: Words;
  duration_s: number;
}

export interface Briefing { id: string; title: Words; steps: Step[] }

export interface BriefingState { index: number; blank: boolean; notes: boolean; laser: boolean; scale: number; count: number }

/** What a file of its own says above and below the map; `at_date` and `thematic` are filled in with the map's choice. */
export interface Said { title: string; as_of: string; at_date: string; thematic: string; mark: string; imprint: string; small: string }
export interface Opening { open: Open & Record<string, string>; said: Record<Lang, Said> | null; briefing?: Briefing | null }

export interface State {
  layers: Record<string, { visible: boolean; features: number }>;
  /** Those of the panel that are on, as an address has them. */
  on: string[];
  view: View;
  selected: string | null;
  besides: string[];
  lang: Lang;
  date: string | null;
  indicator: string | null;
  hidden: string[];
  opacity: string[];
  unnamed: string[];
  focus: string[] | null;
}

/** `window.atlas` of the map document. */
export interface Atlas {
  ready: boolean;
  state(): State;
  setVisible(ids: string[]): void;
  setView(to: View): void;
  approach(id: string, to: View): void;
  fit(ids: string[]): void;
  open(ids: string[]): void;
  select(id: string | null, besides?: string[]): void;
  setLanguage(lang: string): void;
  setTheme(theme: string): void;
  setDate(date: string | null): void;
  setIndicator(indicator: string | null): void;
  setHidden(keys: string[]): void;
  setOpacity(keys: string[]): void;
  setUnnamed(keys: string[]): void;
  showTime(wanted: boolean): void;
  focus(ids: string[] | null): void;
  show(open: Open): void;
  print(title: string | null): void;
  notice(sentence: string): void;
  stress(id: string | null): void;
  present(briefing: Briefing | null, index?: number): void;
  goTo(index: number): void;
  setBlank(wanted: boolean): void;
  key(name: string): boolean;
  briefing(): BriefingState | null;
}

/** What the map posts to the page around it. */
export type Message =
  | { atlas: "ready" }
  | { atlas: "select"; id: string | null }
  | { atlas: "visible"; layers: string[] }
  | { atlas: "view"; view: View; own: boolean; led: boolean }
  | { atlas: "date"; date: string | null }
  | { atlas: "indicator"; indicator: string | null }
  | { atlas: "hidden"; hidden: string[] }
  | { atlas: "opacity"; opacity: string[] }
  | { atlas: "unnamed"; unnamed: string[] }
  | { atlas: "export"; view: View }
  | { atlas: "clause"; clause: string }
  | { atlas: "slash" }
  | { atlas: "keys" }
  | { atlas: "capture"; view: View }
  | { atlas: "scene"; index: number; blank: boolean; address: string }
  | { atlas: "leave" }
  | { atlas: "tap" }
  | { atlas: "fullscreen" };

/* ---- the map's host: the page that starts the map (`ui/server/shell.js`), and Streamlit's component, which joins it ---- */

/** What is to be different on the map, by the names of a fragment; an empty text takes something back. */
export interface Wish extends Pick<Open, "time" | "layers" | "date" | "indicator" | "hidden" | "opacity" | "unnamed" | "focus" | "fit" | "view" | "selected"> { capture?: boolean; closer?: string; near?: string; stress?: string; notice?: string }

/** A numbered wish from Python (`ui/session/session.py`); each is carried out once. */
export interface Command extends Wish { number: number }

/** What the map is to show, what the address says of it, and what the page calls it (`ui/session/hosted.py`). */
export interface Hosted {
  url: string;
  page: string;
  lang: string;
  theme: string;
  title: string;
  open: Open & Record<string, string>;
  /** None where the address is not the map's. */
  address: Record<string, string> | null;
  commands: Command[];
  /** Whether the composer's page lies over it. */
  covered: boolean;
  /** By which name the browser knows the session; the page that starts the map knows none. */
  session?: string;
  /** What the table is asked for, where that is something; the number of the last step back that Python knows of. */
  listed?: Listed;
  restored?: number;
}

/** Tells Python something by its name. */
export type Tell = (name: string, value: unknown) => void;

/** What the map said before Python could be told, and how it is to be told. */
export interface Early { value: unknown; way: "tell" | "ask" }

/** What a step back or forward brings back. */
export interface Restored {
  layers: string[];
  date: string | null;
  indicator: string | null;
  hidden: string[];
  opacity: string[];
  unnamed: string[];
  selected: string | null;
  besides: string[];
  /** The clause that is chosen, which results the checks list, and what the table of features is asked for. */
  clause: string | null;
  filter: string | null;
  listed: Listed;
}

/** Where the map looked before a step, and where the step led it by itself (null where it did not); `at` counts the entries. */
export interface Way { at: number; from: string | null; led: string | null }

/** What the filter over the table asks for: words, and by facet what is chosen; nothing that is not asked for. */
export type Listed = Record<string, string | string[]>;

/** The iframe of the map, and what its host remembers of it. */
export interface MapFrame extends HTMLIFrameElement {
  asked: Hosted;
  /** The numbers of the last command that was carried out and of the last news that were read out. */
  done: number;
  heard?: number;
  /** How many scenes the reader's own storyboard has. */
  scenes?: number;
  /** The last step back or forward that Python was told of, and when. */
  back?: { number: number; at: number };
  /** Where the reader looks, as the address says it. */
  view: string | null;
  shut: boolean;
  /** What the session began with and the map did not open with. */
  missed?: Wish | null;
  /** Streamlit's, as long as its component is joined: a state, and an event of this moment. */
  tell?: Tell;
  ask?: Tell;
  obey?: () => void;
}

export interface Shell {
  bridge(): Atlas | null;
  map(data: Hosted): MapFrame;
  early(): Map<string, Early>;
  writeAddress(): void;
  leave(): void;
}

/* ---- the presenter's windows and their followers (docs/briefing.md) ---- */

/** Where a storyboard stands; of two states the later turn counts. */
export interface Standing { board: string; index: number; blank: boolean; began_at: number; turn: number; by: string }

/** What a room is told of the presenter, and tells its followers. */
export interface PresentersPlace {
  storyboard: string;
  scene: number;
  permalink: string;
  blank: boolean;
  elapsed_s: number;
  seq: number;
  /** Whether the presentation has ended, until it goes on. */
  left?: boolean;
  title: Words;
  line: Words;
}

/** The names of a room: by the one it is followed, by the other, a secret, steered. */
export interface Tokens { follow: string; steer: string }

export type RelayMessage =
  | { kind: "hello"; role: string }
  | { kind: "gone"; role: string }
  | { kind: "briefing"; role: string; briefing: Briefing; state: Standing; fresh?: boolean }
  | { kind: "state"; role: string; state: Standing };

export type Texts = Record<string, string>;

/* ---- Streamlit's components (version 2) ---- */

export interface Component<T> {
  data: T;
  parentElement: HTMLElement;
  setStateValue: Tell;
  setTriggerValue: Tell;
}

declare global {
  /** The style of the presentation's element over the page: `ui/briefing/presenting.py` puts it before the script. */
  const STYLE: string;
  interface Window {
    atlas?: Atlas;
    /** Of the page around the map, from its first script on. */
    atlasShell: Shell;
    /** Where Streamlit's client looks for its server. */
    __streamlit?: { BACKEND_BASE_URL: string; MAIN_PAGE_BASE_URL: string };
  }
}
