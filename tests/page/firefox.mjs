// Drives the page in an unchanged Firefox, by WebDriver BiDi: node firefox.mjs PAGE FIREFOX FILES OUT
// FILES is a folder of folders: the files of each are put on the page together ("drop-": dropped). What is seen goes
// to OUT (downloads, a picture) and to standard output (JSON). REPORTLINT_PYODIDE is a folder of node_modules with
// npm's `ws`, which comes with pyodide.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve as absolute } from "node:path";
import { pathToFileURL } from "node:url";

const [page, firefox, folder, out] = process.argv.slice(2).map((name, at) => at === 1 ? name : absolute(name));
const WebSocket = createRequire(join(process.env.REPORTLINT_PYODIDE, "x.js"))("ws");
const PATIENCE = 60_000;
const seen = { requests: [], errors: [], runs: {}, executed: [] };

const server = createServer((request, answer) => { seen.requests.push(request.url); answer.setHeader("Content-Type", "text/html"); answer.end('<link rel="icon" href="data:,">here'); });
await once(server.listen(0, "127.0.0.1"), "listening");
const address = `http://127.0.0.1:${server.address().port}`;

// ---- the browser -------------------------------------------------------------------------------------------

const profile = mkdtempSync(join(tmpdir(), "page-")), down = join(profile, "down");
mkdirSync(down);
writeFileSync(join(profile, "user.js"), Object.entries({
  "browser.download.folderList": 2, "browser.download.dir": down, "browser.download.useDownloadDir": true,
  "browser.download.always_ask_before_handling_new_types": false, "datareporting.policy.dataSubmissionEnabled": false,
}).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
const browser = spawn(firefox, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
  { stdio: ["ignore", "ignore", "pipe"] });
const ended = once(browser, "exit");
const timer = setTimeout(() => browser.kill("SIGKILL"), 5 * PATIENCE);

const place = await new Promise((resolve, reject) => {
  let words = "";
  browser.on("error", reject);
  browser.on("exit", () => reject(new Error(`Firefox ended: ${words.slice(-500)}`)));
  browser.stderr.on("data", (data) => { words += data; const found = /ws:\/\/\S+/.exec(words); if (found) resolve(found[0]); });
});
const socket = new WebSocket(`${place}/session`, { maxPayload: 2 ** 28 });
await once(socket, "open");
const waiting = new Map();
socket.on("message", (data) => {
  const { type, id, method, params, result, error, message } = JSON.parse(data);
  if (type === "event") return noticed(method, params);
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  return type === "error" ? reject(new Error(`${error}: ${message}`)) : resolve(result);
});
socket.on("close", () => { for (const { reject } of waiting.values()) reject(new Error("Firefox is gone")); });

const ask = (method, params) => new Promise((resolve, reject) => {
  const id = ask.count = (ask.count ?? 0) + 1;
  waiting.set(id, { resolve, reject });
  socket.send(JSON.stringify({ id, method, params }));
});

function noticed(method, { level, text, status, filepath }) {
  if (method === "log.entryAdded" && level === "error") seen.errors.push(text.slice(0, 500));
  if (method === "browsingContext.downloadEnd") saved.done({ status, filepath });
}

// ---- the page ----------------------------------------------------------------------------------------------

let context;

async function run(working, ...given) { // a function, in the page
  const words = `(${working})(${given.map((value) => JSON.stringify(value)).join(", ")})`;
  const told = await ask("script.evaluate", { target: { context }, awaitPromise: true, userActivation: true,
    expression: `Promise.resolve(${words}).then((value) => JSON.stringify(value) ?? "null")` });
  if (told.type === "exception") throw new Error(told.exceptionDetails.text);
  return JSON.parse(told.result.value);
}

async function until(working, ...given) {
  for (const began = Date.now(); Date.now() - began < PATIENCE;) {
    const found = await run(working, ...given);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`not in ${PATIENCE} ms: ${working}`);
}

async function shown(doing) {
  const before = await run(() => window.times.shown ?? 0);
  await doing();
  await until((before) => window.times.shown > before || document.querySelector("#state[role=alert]"), before);
  await until(() => document.querySelector("#view iframe")?.contentDocument?.querySelector("h1"));
}

async function given(name) {
  const files = readdirSync(join(folder, name)).sort().map((file) => join(folder, name, file));
  if (name.startsWith("drop-")) {
    seen.effect = await run(dropping, files.map((file) => [file.split("/").pop(), readFileSync(file).toString("base64")]));
    return undefined;
  }
  const { nodes } = await ask("browsingContext.locateNodes", { context, locator: { type: "css", value: "#files" } });
  return ask("input.setFiles", { context, element: { sharedId: nodes[0].sharedId }, files });
}

const dropping = (files) => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of files) dataTransfer.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
  const over = new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true });
  document.body.dispatchEvent(over);
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  return over.defaultPrevented && over.dataTransfer.dropEffect;
};

const noting = () => ({
  state: document.getElementById("state").textContent,
  rows: [...document.querySelectorAll("#rows tr")].map((row) => [...row.children].map((cell) => cell.textContent)),
  view: document.querySelector("#view iframe").contentDocument.body.innerText,
  whole: document.querySelector("#view iframe").clientHeight >= document.querySelector("#view iframe").contentDocument.documentElement.scrollHeight,
  check: window.times.check,
});

async function saved(press, target) {
  const done = new Promise((resolve, reject) => { saved.done = resolve; setTimeout(reject, PATIENCE, new Error(`no ${target}`)).unref(); });
  await press();
  const { status, filepath } = await done;
  if (status !== "complete") throw new Error(`${target}: ${status}`);
  renameSync(filepath, target);
  return filepath.split("/").pop();
}

async function downloads(name) {
  mkdirSync(join(out, name), { recursive: true });
  const names = [];
  for (const id of ["save-html", "save-text"]) names.push(await saved(() => run((id) => document.getElementById(id).click(), id), join(out, name, id)));
  const press = (at) => [...document.querySelectorAll("#rows button")].filter((button) => button.textContent.includes("Word"))[at]?.click() ?? null;
  const count = await run(() => [...document.querySelectorAll("#rows button")].filter((button) => button.textContent.includes("Word")).length);
  for (let at = 0; at < count; at += 1) names.push(await saved(() => run(press, at), join(out, name, `word-${at}`)));
  return names;
}

const leaking = async (address) => {
  const tried = {};
  const attempt = async (name, doing) => { try { await doing(); tried[name] = "sent"; } catch (error) { tried[name] = String(error); } };
  const loaded = (name, parent) => new Promise((resolve, reject) => {
    const element = document.createElement(name);
    Object.assign(element, { onload: resolve, onerror: () => reject(new Error("blocked")), src: `${address}/${name}` });
    parent.append(element);
  });
  await attempt("fetch", () => fetch(`${address}/fetch`, { mode: "no-cors" }));
  await attempt("image", () => loaded("img", document.body));
  await attempt("script", () => loaded("script", document.head));
  await attempt("beacon", () => { navigator.sendBeacon(`${address}/beacon`, "x"); throw new Error("asked"); });
  await attempt("socket", () => new Promise((resolve, reject) => { const socket = new WebSocket(address.replace("http", "ws")); socket.onopen = resolve; socket.onerror = () => reject(new Error("blocked")); }));
  return tried;
};

// ---- what a clerk does -------------------------------------------------------------------------------------

try {
  const { capabilities } = await ask("session.new", { capabilities: {} });
  seen.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
  await ask("session.subscribe", { events: ["log.entryAdded", "browsingContext.downloadEnd"] });
  context = (await ask("browsingContext.getTree", {})).contexts[0].context;
  await ask("browsingContext.navigate", { context, url: `${address}/control`, wait: "complete" });
  seen.control = seen.requests;
  seen.requests = [];
  await ask("browsingContext.navigate", { context, url: pathToFileURL(page).href, wait: "interactive" });
  await until(() => window.times?.ready || document.querySelector(".state.bad"));
  seen.able = await run(() => document.getElementById("state").textContent);
  seen.ready = await run(() => window.times.ready);
  for (const name of readdirSync(folder).sort()) {
    await shown(() => given(name));
    seen.runs[name] = await run(noting);
    if (await run(() => window.executed || document.querySelector("#view iframe").contentWindow.executed || null)) seen.executed.push(name);
    const { data } = await ask("browsingContext.captureScreenshot", { context, origin: "document" });
    writeFileSync(join(out, `${name}.png`), Buffer.from(data, "base64"));
    seen.runs[name].downloads = await downloads(name);
    await run(() => document.getElementById("clear").click());
    await until(() => document.getElementById("result").hidden);
  }
  seen.leaks = await run(leaking, address);
  await new Promise((resolve) => setTimeout(resolve, 500));
} finally {
  await ask("browser.close", {}).catch(() => browser.kill());
  setTimeout(() => browser.kill("SIGKILL"), 10_000).unref();
  await ended;
  clearTimeout(timer);
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
}
process.stdout.write(JSON.stringify(seen));
