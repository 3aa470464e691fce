/* Names along lines, letter by letter: where one may run, above the line or below it. Pure, in px of the map; `maps/plan/along.py` is
   its twin on paper. */
/** @import { Box } from "#types" */
/** @import { At } from "./placing.js" */

/** A line in sight: points a step apart, how far each is from the first, and how much the line has turned up to it (radians).
 * @typedef {{ points: At[], far: number[], turned: number[] }} Course */
/** What is set along a line: letters with their widths; `chinese` ones stay upright; `offs` are the ways of standing beside the line.
 * @typedef {{ letters: string[], widths: number[], size: number, chinese: boolean, offs: number[] }} Lettering */
/** A letter's middle and how it is turned, in radians. @typedef {{ x: number, y: number, turn: number }} Letter */
/** @typedef {{ letters: Letter[], boxes: Box[], box: Box, at: At }} Setting */
/** How many other lines run near points, from one to another of them; endless in a tangle, where no name stands.
 * @typedef {(points: At[], first: number, last: number) => number} Crowding */
/** Whether another line runs through one of the letters. @typedef {(letters: Letter[], size: number) => boolean} Struck */
/** A part of a course, from and to how far along it, and what speaks against it. @typedef {{ from: number, to: number, cost: number }} Stretch */

const STEP = 6;
const LEAST = 6; // points of a line in sight
const ANCHOR = 18; // from one place to try to the next
const TURNING = 1.3, BEND = 0.3; // how much a name may turn, and a letter from the one before
const UNEVEN = 0.3; // by how much of their size letters may be too far apart, or too near
const STEEP = 2.4, SHALLOW = 0.4; // dy/dx from which Chinese characters stand one below the other, dx of a px where a column may not run
const VERTICAL = 0.15; // dx/dy below which other names are read upwards
const UPSIDE = Math.PI / 2 + VERTICAL; // no letter is turned farther
const CELL = 36;
const HEART = 0.45; // of a letter, by its size from its middle: no other line runs there
const ASIDE = 0.04; // a px from the middle of the line, against a radian or a crossing
const TURN_COST = 40, CROSSING_COST = 60;
const ROOM = 1.2; // the side of a letter's square, by its size
const BESIDE = 0.07, LEADING = 1.1, FARTHER = 0.55; // how far from the edge of a line; how high letters are; how much farther beside symbols
const LOOSE = 0.12; // how far Chinese characters are apart, by their size
const COLUMN = 1.25; // a column stands farther from its line than a row: its letters are not turned to it

/**
 * The parts of a line (x and y by turns) within a map of that size, as points a step apart.
 * @param {ArrayLike<number>} line
 * @param {At} limits
 * @returns {At[][]}
 */
export function inSight(line, limits) {
  /** @type {At[][]} */
  const runs = [];
  /** @type {At[]} */
  let run = [];
  let ahead = 0;
  const cut = () => { if (run.length >= LEAST) runs.push(run); run = []; };
  for (let i = 2; i < line.length; i += 2) {
    const ax = line[i - 2], ay = line[i - 1], dx = line[i] - ax, dy = line[i + 1] - ay, length = Math.hypot(dx, dy);
    const away = Math.max(ax, ax + dx) < 0 || Math.max(ay, ay + dy) < 0 || Math.min(ax, ax + dx) > limits.x || Math.min(ay, ay + dy) > limits.y;
    if (away) {
      cut();
      ahead = (((ahead - length) % STEP) + STEP) % STEP;
      continue;
    }
    for (; ahead < length; ahead += STEP) {
      const x = ax + (dx * ahead) / length, y = ay + (dy * ahead) / length;
      if (x > 0 && y > 0 && x < limits.x && y < limits.y) run.push({ x, y });
      else cut();
    }
    ahead -= length;
  }
  cut();
  return runs;
}

/** The angle between two headings, in radians. @param {number} one @param {number} other */
function between(one, other) {
  const turn = Math.abs(one - other) % (2 * Math.PI);
  return turn > Math.PI ? 2 * Math.PI - turn : turn;
}

/**
 * The course that letters of a size take: a running mean, so that they do not follow every bend of the line.
 * @param {At[]} run
 * @param {number} size
 * @returns {Course}
 */
export function courseOf(run, size) {
  const reach = Math.round((1.5 * size) / STEP), last = run.length - 1;
  const sums = [{ x: 0, y: 0 }];
  for (const { x, y } of run) sums.push({ x: sums[sums.length - 1].x + x, y: sums[sums.length - 1].y + y });
  const points = run.map((_, i) => {
    const k = Math.min(reach, i, last - i), n = 2 * k + 1;
    return { x: (sums[i + k + 1].x - sums[i - k].x) / n, y: (sums[i + k + 1].y - sums[i - k].y) / n };
  });
  const far = [0], turned = [0];
  let before = NaN;
  for (let i = 1; i <= last; i += 1) {
    const dx = points[i].x - points[i - 1].x, dy = points[i].y - points[i - 1].y, heading = Math.atan2(dy, dx);
    far.push(far[i - 1] + Math.hypot(dx, dy));
    turned.push(turned[i - 1] + (Number.isNaN(before) ? 0 : between(heading, before)));
    before = heading;
  }
  return { points, far, turned };
}

/** Courses that were worked out, by run and size: a run stays as long as the map stands. @type {WeakMap<At[], Map<number, Course>>} */
const known = new WeakMap();

/** @param {At[]} run @param {number} size */
function knownCourse(run, size) {
  const sizes = known.get(run) || new Map(), course = sizes.get(size) || courseOf(run, size);
  known.set(run, sizes.set(size, course));
  return course;
}

/** The last point of a course that is not farther along it. @param {Course} course @param {number} distance */
function indexAt({ far }, distance) {
  let low = 0, high = far.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (far[middle] <= distance) low = middle; else high = middle;
  }
  return low;
}

/** @param {Course} course @param {number} distance @returns {At} */
function pointAt(course, distance) {
  const i = indexAt(course, distance), { points, far } = course;
  const share = (distance - far[i]) / (far[i + 1] - far[i] || 1);
  return { x: points[i].x + share * (points[i + 1].x - points[i].x), y: points[i].y + share * (points[i + 1].y - points[i].y) };
}

/**
 * The stretches of a course as long as a name, the best first: straight, crossed by few, near the middle. None is in a tangle.
 * @param {Course} course
 * @param {number} width
 * @param {Crowding} crowding
 * @returns {Stretch[]}
 */
export function stretches(course, width, crowding) {
  const { points, far, turned } = course, end = far[far.length - 1];
  const found = [];
  for (let from = ((end - width) / 2) % ANCHOR; from >= 0 && from + width <= end; from += ANCHOR) {
    const first = indexAt(course, from), last = indexAt(course, from + width) + 1;
    const turning = turned[last] - turned[first];
    if (turning > TURNING) continue;
    const crossed = crowding(points, first, last);
    if (crossed === Infinity) continue;
    const cost = TURN_COST * turning + CROSSING_COST * crossed + ASIDE * Math.abs(from + width / 2 - end / 2);
    found.push({ from, to: from + width, cost });
  }
  return found.sort((a, b) => a.cost - b.cost);
}

/** Whether a name runs against a line from one end of it to the other. @param {At} from @param {At} to @param {boolean} stacked */
function against(from, to, stacked) {
  const dx = to.x - from.x, dy = to.y - from.y;
  if (stacked) return dy < 0;
  return Math.abs(dx) < VERTICAL * Math.abs(dy) ? dy > 0 : dx < 0;
}

/** Whether letters stand as far apart as they are to: on the outside of a bend a name falls into pieces, on the inside they are crowded. @param {Letter[]} letters @param {number[]} rooms of each @param {number} size */
function even(letters, rooms, size) {
  return letters.slice(1).every(({ x, y }, i) => {
    const wanted = (rooms[i] + rooms[i + 1]) / 2;
    return Math.abs(Math.hypot(x - letters[i].x, y - letters[i].y) - wanted) < UNEVEN * size;
  });
}

/**
 * The letters of a name along a stretch; null where one of them would stand on its head, or turn too much from the one before, or too far from it.
 * @param {Course} course
 * @param {Stretch} stretch
 * @param {Lettering} lettering
 * @param {number} off from the line to their middle: above it, of a column right of it; below zero on the other side
 * @returns {Letter[] | null}
 */
export function set(course, { from, to }, { widths, size, chinese }, off) {
  const start = pointAt(course, from), end = pointAt(course, to);
  const stacked = chinese && Math.abs(end.y - start.y) > STEEP * Math.abs(end.x - start.x);
  const back = against(start, end, stacked), whole = course.far[course.far.length - 1], near = 0.6 * size;
  const spare = (to - from - widths.reduce((sum, width) => sum + (stacked ? size : width), 0)) / widths.length;
  const aside = off * (stacked ? COLUMN : 1), letters = [], rooms = [];
  let along = 0, before = NaN;
  for (const width of widths) {
    const room = (stacked ? size : width) + spare, distance = back ? to - along - room / 2 : from + along + room / 2;
    const a = pointAt(course, Math.max(0, distance - near)), b = pointAt(course, Math.min(whole, distance + near));
    const heading = back ? Math.atan2(a.y - b.y, a.x - b.x) : Math.atan2(b.y - a.y, b.x - a.x);
    const fallen = stacked ? Math.abs(Math.cos(heading)) > SHALLOW : Math.abs(heading) > UPSIDE;
    if (fallen || between(heading, before) > BEND) return null;
    const { x, y } = pointAt(course, distance);
    letters.push({ x: x + aside * Math.sin(heading), y: y - aside * Math.cos(heading), turn: stacked ? 0 : heading });
    rooms.push(room);
    along += room;
    before = heading;
  }
  return even(letters, rooms, size) ? letters : null;
}

/** @param {Letter[]} letters @param {number} size @returns {Setting} */
function setting(letters, size) {
  const side = ROOM * size, boxes = [];
  let last = null;
  for (const [at, { x, y }] of letters.entries()) {
    if (last && at < letters.length - 1 && Math.hypot(x - last.x, y - last.y) < size / 2) continue;
    boxes.push({ x: x - side / 2, y: y - side / 2, w: side, h: side });
    last = { x, y };
  }
  const left = Math.min(...boxes.map(({ x }) => x)), top = Math.min(...boxes.map(({ y }) => y));
  const box = { x: left, y: top, w: Math.max(...boxes.map(({ x }) => x)) + side - left, h: Math.max(...boxes.map(({ y }) => y)) + side - top };
  return { letters, boxes, box, at: letters[letters.length >> 1] };
}

/** The ways of standing beside a line: close above and below, farther off. @param {number} width of the line @param {number} size */
export function beside(width, size) {
  const near = width / 2 + (BESIDE + LEADING / 2) * size, far = near + FARTHER * size;
  return [near, -near, far, -far];
}

/** How long a name is along a line, in px. @param {Lettering} lettering */
const lengthOf = ({ widths, size, chinese }) => widths.reduce((sum, width) => sum + width, 0) + widths.length * size * (chinese ? LOOSE : 0);

/**
 * The ways of writing a name along the parts of a line in sight, the best first.
 * @param {At[][]} runs
 * @param {Lettering} lettering
 * @param {Crowding} crowding
 * @param {Struck} [struck]
 * @returns {Generator<Setting>}
 */
export function* settings(runs, lettering, crowding, struck = () => false) {
  const { size, offs } = lettering, width = lengthOf(lettering);
  const tries = runs.filter((run) => run.length * STEP >= width).map((run) => knownCourse(run, size))
    .flatMap((course) => stretches(course, width, crowding).map((stretch) => ({ course, stretch })));
  for (const { course, stretch } of tries.sort((a, b) => a.stretch.cost - b.stretch.cost)) {
    for (const off of offs) {
      const letters = set(course, stretch, lettering, off);
      // A line through a Chinese character makes another character of it; a Latin name is read as a whole.
      if (letters && !(lettering.chinese && struck(letters, size))) yield setting(letters, size);
    }
  }
}

/**
 * What is asked for twice and made once.
 * @template T
 * @param {Iterator<T>} source
 * @returns {() => Generator<T>}
 */
export function remembered(source) {
  /** @type {T[]} */
  const made = [];
  return function* again() {
    for (let at = 0; ; at += 1) {
      if (at === made.length) {
        const { done, value } = source.next();
        if (done) return;
        made.push(value);
      }
      yield made[at];
    }
  };
}

/** @param {number} x @param {number} y */
const cellOf = (x, y) => Math.floor(x / CELL) * 65536 + Math.floor(y / CELL);

/** The parts of lines by the square in which they are, and by line: from and up to which point. @param {Iterable<[name: string, runs: At[][]]>} lines */
function gathered(lines) {
  /** @type {Map<number, Map<string, { run: At[], from: number, to: number }[]>>} */
  const cells = new Map();
  for (const [name, runs] of lines) {
    for (const run of runs) {
      let before = NaN, part = { run, from: 0, to: 0 };
      for (const [i, { x, y }] of run.entries()) {
        const cell = cellOf(x, y);
        part.to = i + 1;
        if (cell === before) continue;
        before = cell;
        part.to = i;
        part = { run, from: i, to: i + 1 };
        const here = cells.get(cell) || new Map(), own = here.get(name);
        if (own) own.push(part); else cells.set(cell, here.set(name, [part]));
      }
    }
  }
  return cells;
}

/**
 * Which lines run where: says of points near how many of them, one's own aside; and whether one of them runs through letters.
 * @param {Iterable<[name: string, runs: At[][]]>} lines
 * @param {number} tangle so many are one
 * @returns {(own: string) => { crowding: Crowding, struck: Struck }}
 */
export function crowdOf(lines, tangle) {
  const cells = gathered(lines);
  return (own) => ({
    crowding(points, first, last) {
      const met = new Set();
      for (let i = first; ; i = Math.min(last, i + 3)) {
        for (const name of cells.get(cellOf(points[i].x, points[i].y))?.keys() || []) if (name !== own) met.add(name);
        if (met.size >= tangle) return Infinity;
        if (i >= last) return met.size;
      }
    },
    struck(letters, size) {
      const reach = HEART * size, near = (/** @type {Letter} */ { x, y }, /** @type {number} */ cell) => [...cells.get(cell) || []]
        .some(([name, parts]) => name !== own && parts.some(({ run, from, to }) => run.slice(from, to).some((at) => Math.hypot(at.x - x, at.y - y) < reach)));
      return letters.some((letter) => {
        const sides = [-reach, reach], around = new Set(sides.flatMap((dx) => sides.map((dy) => cellOf(letter.x + dx, letter.y + dy))));
        return [...around].some((cell) => near(letter, cell));
      });
    },
  });
}
