// Runs reportlint in Pyodide, off the page's thread. A classic worker made of a blob: module workers do not
// start from file://. Messages are answered in their order: {id, type, …} → {id, value} or {id, error}.
"use strict";
// Pyodide refuses classic workers, and asks by this function whether it is in one; `import()` works all the same.
self.importScripts = () => { throw new Error("not here"); };

let python, desk, put;
const blob = (bytes) => URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
const step = (words, share) => self.postMessage({ step: words, share });

const tasks = {
  async start({ parts }) {
    self.fetch = async (place) => {
      const name = String(place.url || place);
      if (name.endsWith(".wasm")) return new Response(parts.wasm, { headers: { "Content-Type": "application/wasm" } });
      if (name.endsWith("python_stdlib.zip")) return new Response(parts.stdlib);
      throw new TypeError("no network");
    };
    step("正在启动 Python", 0.3);
    const { loadPyodide } = await import(blob(parts.loader));
    const { default: createPyodideModule } = await import(blob(parts.engine));
    const nowhere = "https://page.invalid/";
    const lockFileContents = { info: JSON.parse(new TextDecoder().decode(parts.abi)), packages: {} };
    python = await loadPyodide({ indexURL: nowhere, packageBaseUrl: nowhere, createPyodideModule, lockFileContents });
    step("正在装入规则", 0.75);
    python.FS.writeFile("/app.zip", new Uint8Array(parts.app));
    python.runPython(` # what is compiled for the machine must lie in a folder; to unpack the rest costs a tenth of a second
import sys, zipfile
app = zipfile.ZipFile("/app.zip")
app.extractall("/site", [name for name in app.namelist() if name.startswith("pypdfium2")])
sys.path[:0] = ["/site", "/app.zip"]`);
    step("正在试检查", 0.85);
    desk = python.runPython(`
import warm
warm.desk("/reports")`);
    put = python.runPython("lambda desk, name, data: desk.put(name, data.to_bytes())").bind(null, desk);
    return { python: python.runPython("sys.version.split()[0]"), version: python.runPython("warm.version()") };
  },
  put({ name, bytes }) { put(name, new Uint8Array(bytes)); },
  take({ name }) { desk.take(name); },
  async check({ refused }) {
    const list = python.toPy(refused);
    try { desk.begin(list); } finally { list.destroy(); }
    for (let next; (next = desk.step());) {
      const [name, number, total, again] = next.toJs();
      next.destroy();
      self.postMessage({ doing: name, number, total, again });
      await turn(); // a wish to stop is heard
    }
    const found = desk.found();
    try { return found.toJs({ dict_converter: Object.fromEntries }); } finally { found.destroy(); }
  },
  stop() { desk.stop(); },
  shown({ form }) { return bytesOf(desk.shown(form)); },
  annotated({ name }) { return bytesOf(desk.annotated(name)); },
};

const turns = new MessageChannel();
const turn = () => new Promise((done) => { turns.port1.onmessage = done; turns.port2.postMessage(0); });

function bytesOf(made) {
  try { return made.toJs(); } finally { made.destroy(); }
}

// Python's last line is "module.Error: words"; only a ReadError's words are meant for the clerk.
function words(error) {
  const last = String(error && error.message || error).trim().split("\n").pop();
  return /ReadError: /.test(last) ? last.replace(/^.*?ReadError: /, "") : "";
}

self.onmessage = async ({ data: message }) => {
  try {
    const value = await tasks[message.type](message);
    self.postMessage({ id: message.id, value });
  } catch (error) {
    self.postMessage({ id: message.id, error: String(error), words: words(error) });
  }
};
