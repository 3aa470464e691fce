/* How far a wheel or two fingers on a trackpad zoom. Pure; px as the browser says them, levels of zoom. */

/** What of a WheelEvent is looked at. @typedef {{ deltaY: number, deltaMode: number, ctrlKey: boolean, timeStamp: number }} Turn */

const LEVEL_PX = 100; // one notch of a wheel
const PINCH_PX = 69; // what browsers make of two fingers that double their distance: 100 ln 2
const LINE_PX = 33; // three lines are a notch
const PAGE_PX = 100;
const NOTCH_PX = 40; // no stroke of fingers begins so fast
const PAUSE_MS = 200;

/** @param {Turn} turn */
const pxOf = ({ deltaY, deltaMode }) => deltaY * ([1, LINE_PX, PAGE_PX][deltaMode] ?? 1);

/**
 * A notch is a level at least, at whatever size the page is shown: browsers shrink its px with the page.
 * @param {number} px
 * @param {boolean} notched
 */
const travelled = (px, notched) => (notched && Math.abs(px) >= NOTCH_PX ? Math.sign(px) * Math.max(1, Math.round(Math.abs(px) / LEVEL_PX)) : px / LEVEL_PX);

/**
 * Sums up what comes without a pause. The function it gives says for each turn how many levels, in steps of `snap`, are to
 * be gone now: inwards above 0.
 * @param {number} snap
 */
export function stroke(snap) {
  let last = -Infinity, sum = 0, gone = 0, notched = false;
  return (/** @type {Turn} */ turn) => {
    const px = pxOf(turn);
    if (turn.timeStamp - last > PAUSE_MS || px * sum < 0) {
      sum = gone = 0;
      notched = Math.abs(px) >= NOTCH_PX;
    }
    last = turn.timeStamp;
    sum += turn.ctrlKey && !notched ? px / PINCH_PX : travelled(px, notched);
    const wanted = Math.round(sum / snap) * snap, step = wanted - gone;
    gone = wanted;
    return step ? -step : 0;
  };
}
