// Drives the page in Chromium as a clerk would: node drive.mjs PAGE CHROMIUM FILES OUT
// FILES is a folder of folders: the files of each are put on the page together. What is seen goes to OUT (downloads,
// pictures) and to standard output (JSON). The folder of node_modules with playwright-core is REPORTLINT_PYODIDE.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [page, executablePath, folder, out] = process.argv.slice(2);
const { chromium } = createRequire(join(process.env.REPORTLINT_PYODIDE, "x.js"))("playwright-core");
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const seen = { requests: [], errors: [], dialogs: 0, runs: {}, foreign: {}, executed: [] };

const server = createServer((request, answer) => { seen.requests.push(request.url); answer.end("here"); });
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${server.address().port}`;

const profile = mkdtempSync(join(tmpdir(), "page-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath, headless: true, args: QUIET, acceptDownloads: true, viewport: { width: 1000, height: 800 } });
browser.setDefaultTimeout(60_000);
browser.on("page", watched);

function watched(tab) {
  tab.on("pageerror", (error) => seen.errors.push(String(error).slice(0, 500)));
  tab.on("console", (message) => { if (message.type() === "error") seen.errors.push(message.text().slice(0, 500)); });
  tab.on("dialog", (dialog) => { seen.dialogs += 1; dialog.dismiss(); });
}

// What `waitForFunction` does, without code from words, which the page's policy forbids: older Playwrights make some.
async function until(tab, told, given) {
  const last = Date.now() + 60_000;
  while (!await tab.evaluate(told, given)) {
    if (Date.now() > last) throw new Error(`not so within a minute: ${told}`);
    await tab.waitForTimeout(20);
  }
}

async function opened() {
  const tab = await browser.newPage();
  await tab.goto(pathToFileURL(page).href, { waitUntil: "commit" });
  await tab.waitForSelector("#state");
  seen.first ??= await tab.textContent("#state");
  if (!seen.first_picture) { await picture(tab, "start"); seen.first_picture = true; }
  await until(tab, () => window.times?.ready || document.querySelector(".state.bad"));
  return tab;
}

const picture = (tab, name) => tab.screenshot({ path: join(out, `${name}.png`), fullPage: true });

async function awaited(tab, doing) {
  const before = await tab.evaluate(() => window.times.shown ?? 0);
  await doing();
  await until(tab, (before) => (window.times.shown ?? 0) !== before || document.querySelector("#state[role=alert]"), before);
  await tab.frameLocator("#view iframe").locator("h1").first().waitFor();
}

const files = (name) => readdirSync(join(folder, name)).sort().map((file) => join(folder, name, file));

async function noted(tab, name) {
  const inner = tab.frames().at(-1);
  seen.runs[name] = {
    state: await tab.textContent("#state"),
    rows: await tab.$$eval("#rows tr", (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))),
    view: await inner.locator("body").innerText(),
    check: await tab.evaluate(() => window.times.check),
  };
  // nothing of a report may have become an element of its own, in the frame or around it
  const alien = () => [...document.querySelectorAll("script, img, svg, object, embed, iframe iframe, base, a[href^='javascript']"),
    ...[...document.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on")))]
    .map((element) => element.outerHTML.slice(0, 80));
  seen.foreign[name] = [...await inner.evaluate(alien), ...(await tab.$$eval("main script, main img, main svg, [onmouseover], [onfocus]", (all) => all.map((one) => one.outerHTML)))];
  for (const frame of tab.frames()) if (await frame.evaluate(() => window.executed)) seen.executed.push(name);
  await picture(tab, name);
}

async function saved(tab, press, name) {
  const [download] = await Promise.all([tab.waitForEvent("download"), press()]);
  await download.saveAs(join(out, name));
  return download.suggestedFilename();
}

async function downloads(tab, name) {
  mkdirSync(join(out, name), { recursive: true });
  const names = [];
  for (const id of ["save-html", "save-text"]) names.push(await saved(tab, () => tab.click(`#${id}`), join(name, id)));
  const buttons = tab.locator("#rows button", { hasText: "Word" });
  for (let at = 0; at < await buttons.count(); at += 1) names.push(await saved(tab, () => buttons.nth(at).click(), join(name, `word-${at}`)));
  seen.runs[name].downloads = names;
}

async function dropped(tab, paths) {
  const given = paths.map((path) => [path.split("/").pop(), readFileSync(path).toString("base64")]);
  const transfer = await tab.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const [name, text] of given) data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
    return data;
  }, given);
  await tab.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

// A folder of the file system, as the hand drops it.
async function folderDropped(tab, path) {
  const session = await tab.context().newCDPSession(tab);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 400, y: 200, data });
}

// Many files at once: how far it is can be seen, and it can be stopped.
async function many(tab) {
  const buffer = readFileSync(join(folder, "word", readdirSync(join(folder, "word"))[0]));
  const list = Array.from({ length: 40 }, (_, number) => ({ name: `报告${number}.docx`, mimeType: "", buffer }));
  await tab.evaluate(() => {
    window.told = [];
    new MutationObserver(() => window.told.push([document.getElementById("doing").textContent, document.getElementById("progress").value]))
      .observe(document.getElementById("doing"), { childList: true });
  });
  await awaited(tab, () => tab.setInputFiles("#files", list));
  seen.told = await tab.evaluate(() => window.told);
  seen.hidden = await tab.locator("#work").isHidden();
  await awaited(tab, async () => {
    await tab.evaluate(() => { window.told.length = 0; });
    await tab.click("#again");
    await until(tab, () => window.told.length > 4);
    await tab.focus("#stop");
    await tab.keyboard.press("Enter");
  });
  seen.stopping = await tab.evaluate(() => window.told.length);
  seen.stopped = { state: await tab.textContent("#state"),
    rows: await tab.$$eval("#rows tr", (rows) => rows.map((row) => row.children[1].textContent)) };
  await awaited(tab, async () => {
    await tab.click("#again");
    await tab.evaluate(() => scrollTo(0, 0));
    await tab.screenshot({ path: join(out, "working.png") });
  });
  seen.resumed = await tab.$$eval("#rows tr", (rows) => rows.map((row) => row.children[1].textContent));
  await emptied(tab);
}

function given(tab, name) {
  if (name.startsWith("folder-dropped")) return folderDropped(tab, join(folder, name));
  if (name.startsWith("drop-")) return dropped(tab, files(name));
  if (name.startsWith("folder-")) return tab.setInputFiles("#folder", join(folder, name));
  return tab.setInputFiles("#files", files(name));
}

async function emptied(tab) {
  await tab.click("#clear");
  await tab.waitForSelector("#result", { state: "hidden" });
}

try {
  const control = await browser.newPage();
  await control.goto(`${address}/control`);
  await control.close();
  seen.control = seen.requests.filter((place) => place !== "/favicon.ico");
  seen.requests = [];
  const tab = await opened();
  seen.ready = await tab.evaluate(() => window.times.ready);
  seen.able = await tab.textContent("#state");
  seen.focusable = await tab.evaluate(() => [...document.querySelectorAll("button")].every((button) => button.tabIndex === 0 && (button.textContent || button.ariaLabel)));

  await tab.keyboard.press("Tab");
  seen.keyboard = await tab.evaluate(() => document.activeElement.id);
  for (const name of readdirSync(folder).sort()) {
    await awaited(tab, () => given(tab, name));
    await noted(tab, name);
    await downloads(tab, name);
    if (name === "word") { // warm: the same again
      const again = [];
      for (let turn = 0; turn < 5; turn += 1) {
        await awaited(tab, () => tab.click("#again"));
        again.push(await tab.evaluate(() => window.times.check));
      }
      seen.warm = again.sort((a, b) => a - b);
      await tab.evaluate(() => document.activeElement.blur());
      await tab.evaluate(() => scrollTo(0, 0));
      await tab.setViewportSize({ width: 360, height: 740 });
      await picture(tab, "narrow");
      seen.narrow = await tab.evaluate(() => document.documentElement.scrollWidth);
      await tab.setViewportSize({ width: 1000, height: 800 });
      await tab.waitForTimeout(200);
      seen.spare = await tab.evaluate(() => { // what stays empty below the report in a window that was narrow before
        const frame = document.querySelector("#view iframe");
        return frame.clientHeight - frame.contentDocument.documentElement.getBoundingClientRect().height;
      });
      const link = tab.frames().at(-1).locator('a[href^="#"]').last();
      await link.click();
      seen.kept = await tab.frames().at(-1).locator("h1").first().innerText();
      seen.scrolled = await tab.evaluate(() => window.scrollY);
    }
    await emptied(tab);
  }

  await many(tab);

  seen.leaks = await tab.evaluate(async (address) => {
    const tried = {};
    const attempt = async (name, doing) => { try { await doing(); tried[name] = "sent"; } catch (error) { tried[name] = String(error.name); } };
    await attempt("fetch", () => fetch(`${address}/fetch`, { mode: "no-cors" }));
    await attempt("image", () => new Promise((resolve, reject) => { const image = new Image(); image.onload = resolve; image.onerror = () => reject(new Error("blocked")); image.src = `${address}/image`; }));
    await attempt("beacon", () => { navigator.sendBeacon(`${address}/beacon`, "x"); throw new Error("asked"); });
    await attempt("socket", () => new Promise((resolve, reject) => { const socket = new WebSocket(address.replace("http", "ws")); socket.onopen = resolve; socket.onerror = () => reject(new Error("blocked")); }));
    await attempt("frame", () => new Promise((resolve, reject) => { const frame = document.createElement("iframe"); frame.src = `${address}/frame`; document.addEventListener("securitypolicyviolation", () => reject(new Error("blocked"))); frame.onload = () => reject(new Error("nothing")); document.body.append(frame); }));
    await attempt("script", () => new Promise((resolve, reject) => { const script = document.createElement("script"); script.onload = resolve; script.onerror = () => reject(new Error("blocked")); script.src = `${address}/script`; document.head.append(script); }));
    return tried;
  }, address);
  await tab.waitForTimeout(500);

  const old = await browser.newPage();
  await old.addInitScript(() => { delete window.DecompressionStream; });
  await old.goto(pathToFileURL(page).href);
  seen.old = await old.textContent("#state");
  await picture(old, "old");
} finally {
  await browser.close();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
}
process.stdout.write(JSON.stringify(seen));
