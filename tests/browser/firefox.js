/* Visits of the atlas in Firefox, over WebDriver BiDi: `node firefox.js '{"executable", "origin", "visits"}'`.
 *
 * One browser, one window, one visit after another; what was seen on each is printed as JSON for the test that asks.
 * Every request to another address is refused by a proxy that is not there, and counted. */
import puppeteer from "puppeteer-core";

/** @typedef {{ address: string, lang: string }} Visit */

const WAIT_MS = 40_000;
const OUTSIDE_REFUSED = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "intl.accept_languages": "zh-CN",
};
const WITHIN = ["data:", "blob:", "about:"];
const WHEEL = 100;
/** @type {{ executable: string, origin: string, visits: Visit[] }} */
const task = JSON.parse(process.argv[2]);

/**
 * @template T
 * @param {() => Promise<T | null | undefined | false>} check
 * @param {string} what
 * @returns {Promise<T>}
 */
async function until(check, what) {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`not within ${WAIT_MS / 1000} s: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The map document, once it is ready. @param {import("puppeteer-core").Page} page */
async function mapOf(page) {
  await page.waitForSelector("iframe.atlas-frame", { timeout: WAIT_MS });
  return until(async () => {
    const frame = await (await page.$("iframe.atlas-frame"))?.contentFrame();
    // A frame that is being loaded has nothing that can be asked yet.
    const ready = await frame?.evaluate("Boolean(window.atlas && window.atlas.ready)").catch(() => false);
    return ready ? frame : null;
  }, "map ready");
}

/** What a page shows. @param {import("puppeteer-core").Page} page */
async function seen(page) {
  const map = await mapOf(page);
  await page.waitForSelector(".st-key-atlas_side .atlas-heading h1", { timeout: WAIT_MS });
  const label = ".atlas-label";
  await until(() => map.evaluate((name) => document.querySelectorAll(name).length, label), "labels");
  return {
    state: await map.evaluate("window.atlas.state()"),
    labels: await map.evaluate((name) => document.querySelectorAll(name).length, label),
    heading: await page.$eval(".st-key-atlas_side .atlas-heading h1", (it) => it.textContent),
    title: await page.title(),
    share: await page.$eval("iframe.atlas-frame", (it) => {
      const { width, height } = it.getBoundingClientRect();
      return (width * height) / (innerWidth * innerHeight);
    }),
    wide: await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1),
  };
}

/** One layer off and on, one notch of the wheel, a place found. @param {import("puppeteer-core").Page} page */
async function used(page) {
  const map = await mapOf(page);
  const zoom = () => map.evaluate("AtlasMap.map.getZoom()");
  const visible = "Object.values(window.atlas.state().layers).filter((layer) => layer.visible).length";
  const shown = async () => Number(await map.evaluate(visible));
  const before = { zoom: await zoom(), shown: await shown() };
  const toggle = await map.$(".atlas-panel input[data-layer]:checked");
  await toggle?.click();
  const off = await until(async () => ((await shown()) < before.shown ? await shown() : 0), "a layer is off");
  const box = await (await page.$("iframe.atlas-frame"))?.boundingBox();
  if (!box) throw new Error("no map");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel({ deltaY: -WHEEL });
  const nearer = await until(async () => {
    const now = Number(await zoom());
    return now > Number(before.zoom) && (await map.evaluate("!AtlasMap.map._animatingZoom")) ? now : 0;
  }, "the wheel brings the map nearer");
  await until(() => page.$eval("iframe.atlas-frame", (it) => "obey" in it && Boolean(it.obey)), "Streamlit has joined the map");
  await map.evaluate("AtlasMap.select('city-hangzhou', true)");
  const details = ".st-key-atlas_side .atlas-details";
  const text = await until(async () => {
    const found = await page.$(details);
    return found && (await found.evaluate((it) => it.textContent));
  }, "details of what is selected");
  return { before, off, nearer, text };
}

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: task.executable,
  headless: true,
  extraPrefsFirefox: OUTSIDE_REFUSED,
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  /** @type {string[]} */
  const faults = [];
  page.on("request", (request) => {
    if (![task.origin, ...WITHIN].some((start) => request.url().startsWith(start))) faults.push(request.url());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) faults.push(message.text());
  });
  const visits = [];
  for (const visit of task.visits) {
    await page.goto(task.origin + visit.address);
    visits.push({ ...visit, ...(await seen(page)) });
  }
  const use = await used(page);
  process.stdout.write(JSON.stringify({ version: await browser.version(), visits, used: use, faults }));
} finally {
  await browser.close();
}
