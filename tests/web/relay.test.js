/* The presenter's windows agree on one state, whatever comes first. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Relay, fitting, isBriefing, later } from "../../ui/briefing/relay.js";
import { KEYS, keep, kept } from "../../ui/briefing/store.js";
/** @import { Briefing, PresentersPlace, Standing } from "#types" */

const said = { zh: "", en: "" };
/** @param {string} id @param {number} count @returns {Briefing} */
const briefingOf = (id, count = 5) => ({
  id, title: said,
  steps: Array.from({ length: count }, (_, index) => ({
    address: `/?scene=${index}`, open: {}, clause: "", title: { zh: `第${index}`, en: `${index}` }, line: said, notes: said, words: said, duration_s: 60,
  })),
});
const briefing = briefingOf("a");
/** @param {Partial<Standing>} part @returns {Standing} */
const standing = (part) => ({ board: "a", index: 0, blank: false, began_at: 1000, turn: 1, by: "x", ...part });

/** @type {Relay[]} */
let open = [];
/** @type {{ method: string, path: string, body: any }[]} */
let asked = [];
/** @type {(method: string) => Response} */
let answer;

/** @param {"main" | "speaker"} role */
function opened(role) {
  /** @type {string[]} */
  const heard = [];
  const relay = new Relay(role, "/atlas", {
    briefing: () => heard.push("briefing"), state: () => heard.push("state"), main: (there) => heard.push(`main ${there}`),
  });
  open.push(relay);
  return { relay, heard };
}

/** Until something holds, since a channel takes a moment. @param {() => unknown} check */
async function until(check) {
  for (let turn = 0; turn < 2000 && !check(); turn += 1) await new Promise((done) => setImmediate(done));
  assert.ok(check());
}

beforeEach(() => {
  Object.assign(globalThis, {
    window: new EventTarget(),
    fetch: async (/** @type {string} */ path, /** @type {{ method: string, body: string }} */ { method, body }) => {
      asked.push({ method, path, body: body && JSON.parse(body) });
      return answer(method);
    },
  });
  asked = [];
  answer = () => new Response(null, { status: 204 });
});

afterEach(() => {
  for (const relay of open) relay.close();
  open = [];
  for (const key of Object.values(KEYS)) keep(key, null);
});

test("what is read is a briefing only with a name and scenes", () => {
  assert.ok(isBriefing(briefing));
  for (const wrong of [null, {}, { id: "a" }, { id: 1, steps: [1] }, { id: "a", steps: [] }, { id: "a", steps: "x" }]) assert.ok(!isBriefing(wrong));
});

test("a state is made to fit its briefing", () => {
  assert.equal(fitting(standing({ index: 9 }), briefing)?.index, 4);
  assert.equal(fitting(standing({ index: -3 }), briefing)?.index, 0);
  assert.equal(fitting(standing({ index: 3 }), briefing)?.index, 3);
  assert.equal(fitting({ ...standing({}), blank: 1 }, briefing)?.blank, true);
});

test("a state of another briefing, and nonsense, is none", () => {
  for (const wrong of [null, {}, standing({ board: "b" }), standing({ index: 0.5 }), standing({ turn: NaN }), { ...standing({}), index: "2" }]) {
    assert.equal(fitting(wrong, briefing), null);
  }
});

test("a beginning that is no time is now", () => {
  const made = fitting({ ...standing({}), began_at: "x" }, briefing);
  assert.ok(made && Math.abs(made.began_at - Date.now()) < 60_000);
  assert.equal(fitting(standing({}), briefing)?.began_at, 1000);
});

test("the later turn counts; of the same turn always the same window", () => {
  assert.ok(later(standing({ turn: 2 }), standing({ turn: 1 })));
  assert.ok(!later(standing({ turn: 1 }), standing({ turn: 2 })));
  assert.ok(later(standing({ by: "b" }), standing({ by: "a" })));
  assert.ok(!later(standing({ by: "a" }), standing({ by: "b" })));
  assert.ok(!later(standing({}), standing({})));
  assert.ok(later(standing({}), null));
});

test("a speaker's window finds the briefing, and both move each other", async () => {
  const main = opened("main");
  main.relay.start(briefing, 2, false);
  const speaker = opened("speaker");
  speaker.relay.join();
  assert.deepEqual(speaker.heard, ["briefing"], "from what is stored, at once");
  assert.equal(speaker.relay.state?.index, 2);
  await until(() => speaker.heard.includes("main true"));
  speaker.relay.change({ index: 3, blank: true });
  await until(() => main.relay.state?.index === 3);
  assert.equal(main.relay.state?.blank, true);
  main.relay.change({ blank: false });
  await until(() => speaker.relay.state?.blank === false);
  assert.equal(speaker.relay.state?.index, 3);
});

test("a speaker's window hears that the presentation is gone", async () => {
  const main = opened("main"), speaker = opened("speaker");
  main.relay.start(briefing, 0, false);
  speaker.relay.join();
  await until(() => speaker.heard.includes("main true"));
  main.relay.close();
  open = open.filter((relay) => relay !== main.relay);
  await until(() => speaker.heard.includes("main false"));
});

test("a reload goes on where all windows stood; a new start begins anew, with a later turn", () => {
  keep(KEYS.state, standing({ index: 4, turn: 7 }));
  const again = opened("main").relay;
  again.start(briefing, 0, true);
  assert.deepEqual([again.state?.index, again.state?.turn], [4, 8], "what was on its way before comes too late");
  const anew = opened("main").relay;
  anew.start(briefing, 1, false);
  assert.equal(anew.state?.index, 1);
  assert.equal(anew.state?.turn, 9);
  assert.equal(kept(KEYS.state).turn, 9);
});

test("what is older is not followed", async () => {
  const main = opened("main");
  main.relay.start(briefing, 0, false);
  main.relay.change({ index: 1 });
  main.relay.change({ index: 2 });
  main.relay.receive({ kind: "state", role: "speaker", state: standing({ index: 4, turn: 2 }) });
  assert.equal(main.relay.state?.index, 2);
  main.relay.receive({ kind: "state", role: "speaker", state: standing({ index: 4, turn: 9 }) });
  assert.equal(main.relay.state?.index, 4);
});

test("a window without a briefing wishes nothing", () => {
  const { relay } = opened("speaker");
  relay.change({ index: 1 });
  assert.equal(relay.state, null);
  assert.equal(relay.place(), null);
});

test("followers are told of the scene, without notes", () => {
  const { relay } = opened("main");
  relay.start(briefing, 2, false);
  const place = relay.place();
  assert.deepEqual(Object.keys(place || {}).sort(), ["blank", "elapsed_s", "line", "permalink", "scene", "seq", "storyboard", "title"]);
  assert.equal(place?.permalink, "/?scene=2");
  assert.equal(place?.seq, relay.state?.turn);
});

test("the room is told the newest place, once it is open", async () => {
  answer = (method) => (method === "POST" ? Response.json({ follow: "f", steer: "s" }, { status: 201 }) : new Response(null, { status: 204 }));
  const { relay } = opened("main");
  relay.start(briefing, 0, false);
  assert.equal(asked.length, 0);
  await relay.room.open();
  await until(() => asked.filter(({ method }) => method === "PUT").length === 1);
  relay.change({ index: 1 });
  relay.change({ index: 2 });
  relay.change({ index: 3 });
  await until(() => asked.at(-1)?.body.scene === 3);
  assert.ok(asked.filter(({ method }) => method === "PUT").length <= 3, "what waited is left out");
  assert.equal(asked.at(-1)?.path, "/atlas/rooms/f");
});

test("followers are told that the presentation is left, and that it goes on", async () => {
  keep(KEYS.room, { follow: "f", steer: "s" });
  const { relay } = opened("main"), speaker = opened("speaker").relay;
  relay.start(briefing, 2, false);
  await until(() => asked.length === 1 && !relay.room.busy);
  speaker.join();
  speaker.leave();
  relay.leave();
  assert.deepEqual(asked.map(({ body }) => [body.scene, body.left ?? false]), [[2, false], [2, true]], "another window's end is none");
  assert.ok(asked[1].body.seq > asked[0].body.seq, "what was on its way before does not come after it");
  opened("main").relay.start(briefing, 2, true);
  await until(() => asked.length === 3);
  assert.equal(asked[2].body.left, undefined);
});

test("a room that has ended is forgotten", async () => {
  keep(KEYS.room, { follow: "f", steer: "s" });
  answer = () => Response.json({}, { status: 410 });
  const { relay } = opened("main");
  relay.start(briefing, 0, false);
  await until(() => relay.room.tokens() === null);
});

/** @param {Partial<PresentersPlace>} part @returns {PresentersPlace} */
const place = (part) => ({ storyboard: "a", scene: 3, permalink: "/", blank: true, elapsed_s: 0, seq: 20, title: said, line: said, ...part });

test("a later turn in the room counts, of this briefing", () => {
  const { relay, heard } = opened("main");
  relay.start(briefing, 0, false);
  relay.overtaken(place({}));
  assert.deepEqual([relay.state?.index, relay.state?.blank, relay.state?.turn], [3, true, 20]);
  assert.deepEqual(heard, ["state"]);
  relay.overtaken(place({ scene: 1, seq: 20 }));
  assert.equal(relay.state?.index, 3);
});

test("a later turn of another briefing is overruled", () => {
  const { relay } = opened("main");
  relay.start(briefing, 1, false);
  relay.overtaken(place({ storyboard: "b", scene: 4 }));
  assert.deepEqual([relay.state?.index, relay.state?.turn], [1, 21]);
});
