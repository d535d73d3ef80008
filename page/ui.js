"use strict";
// The page's own part: takes files, hands them to the worker, shows what comes back. Words of a report come in by
// textContent, or by a frame in which nothing may run.
(() => {
  if (!able.syntax || !able.web()) return;
  const $ = (id) => document.getElementById(id);
  const LARGEST = 64 * 1024 * 1024; // as linter/limits.py FILE_SIZE
  const ALL = 512 * 1024 * 1024;
  const STEPS = { start: "正在解开程序" };
  const files = new Map(); // name → {size, modified}
  const refused = new Map(); // name → why
  const waiting = new Map(); // id → {resolve, reject}
  let worker, count = 0, queue = Promise.resolve(), times = {}, stopped = false;

  // ---- the worker ------------------------------------------------------------------------------------

  const decoded = (text) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text), bytes = new Uint8Array(letters.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
    return bytes;
  };

  const part = async (name) => {
    const element = $("part-" + name), packed = decoded(element.textContent);
    element.remove();
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };

  const ask = (type, more = {}, moved = []) => new Promise((resolve, reject) => {
    waiting.set(++count, { resolve, reject });
    worker.postMessage({ id: count, type, ...more }, moved);
  });

  const heard = ({ data }) => {
    if (data.step) times[data.step] = performance.now();
    if (data.step) return say(data.step + "……", data.share);
    if (data.doing) return doing(`${data.again ? "与上年和其他报告核对" : "检查"}`, data);
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    return "error" in data ? reject(Object.assign(new Error(data.error), { words: data.words })) : resolve(data.value);
  };

  const start = async () => {
    const began = performance.now();
    say(STEPS.start + "……", 0.05);
    const names = ["loader", "engine", "wasm", "stdlib", "abi", "app"];
    const code = await part("worker");
    const parts = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await part(name)])));
    times.unpacked = performance.now() - began;
    worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    worker.onmessage = heard;
    worker.onerror = (event) => { for (const { reject } of waiting.values()) reject(new Error(event.message)); };
    const { version, python } = await ask("start", { parts }, Object.values(parts));
    times.ready = performance.now() - began;
    $("version").textContent = `${version}（Python ${python}）`;
    $("drop").hidden = false;
    working(false);
    say("可以开始了：请选择报告。", 1, "good");
  };

  // ---- words -------------------------------------------------------------------------------------------

  const say = (words, share = 1, mark = "") => {
    $("state").textContent = words;
    $("state").className = `state ${mark}`;
    $("progress").value = share;
    document.body.setAttribute("aria-busy", String(share < 1));
  };

  // While files are read and checked: how far, which one, and a way out.
  const working = (on) => {
    stopped = false;
    $("progress").hidden = $("work").hidden = !on;
    $("doing").textContent = "";
    $("stop").disabled = false;
  };

  const doing = (what, { doing: name, number, total }) => {
    $("progress").value = (number - 1) / total;
    $("doing").textContent = `${what} ${number} / ${total}：${name}`;
    times.seen = Math.max(times.seen || 0, number);
  };

  const add = (parent, name, words = "", more = {}) => {
    const element = document.createElement(name);
    element.textContent = words;
    Object.assign(element, more);
    parent.append(element);
    return element;
  };

  const broken = (error) => {
    console.error(error);
    working(false);
    able.fail(`程序出错，没有完成检查（${String(error.message || error).trim().split("\n").pop().slice(0, 200)}）。请刷新页面后再试；如果同一份报告总是这样，请把这句话发给维护者。`);
  };

  // One thing after the other: choosing again while a check runs waits for it.
  const then = (work) => { queue = queue.then(work).catch(broken); return queue; };

  // ---- files -------------------------------------------------------------------------------------------

  const size = (bytes) => `${(bytes / 1048576).toFixed(0)} MB`;

  const why = (file) => {
    if (file.size > LARGEST && /\.zip$/i.test(file.name)) return `压缩包有 ${size(file.size)}，超过网页能打开的 64 MB；请解压后分批检查`;
    const total = [...files.values()].reduce((sum, held) => sum + held.size, Math.min(file.size, LARGEST));
    return total > ALL ? "这一批文件太多，超过网页能放下的 512 MB；请先移走一些，分批检查" : "";
  };

  const lay = async ({ file, name }) => {
    const reason = why(file);
    refused.delete(name);
    if (reason) return refused.set(name, reason);
    try { // of a file that is too large one byte more than the limit is enough: the core says so
      const bytes = await file.slice(0, LARGEST + 1).arrayBuffer();
      await ask("put", { name, bytes }, [bytes]);
      return files.set(name, { size: Math.min(file.size, LARGEST) });
    } catch (error) {
      files.delete(name);
      await ask("take", { name });
      return refused.set(name, error instanceof DOMException ? "浏览器读不到这个文件，可能已被移动、改动或正被占用；请重新选择" : "文件名含有不能用的字符；请改名后再选");
    }
  };

  const taken = (list) => then(async () => {
    if (!list.length) return;
    const replaced = list.filter(({ name }) => files.has(name)).map(({ name }) => name);
    working(true);
    say(`正在读取 ${list.length} 份文件……`, 0);
    for (const [at, item] of list.entries()) {
      doing("读取", { doing: item.name, number: at + 1, total: list.length });
      if (stopped) refused.set(item.name, "中途停止，没有读取；要检查请重新选择");
      else await lay(item);
    }
    await check(replaced);
  });

  const check = async (replaced = []) => {
    if (!files.size && !refused.size) return empty();
    const ended = stopped;
    working(true);
    say(`正在检查 ${files.size} 份文件……`, 0);
    const began = performance.now();
    const checked = ask("check", { refused: [...refused] });
    if (ended) halt();
    const found = await checked;
    times.check = performance.now() - began;
    working(false);
    show(found, replaced);
  };

  const halt = () => {
    stopped = true;
    $("stop").disabled = true;
    say("正在停止……", 0);
    ask("stop");
  };

  const empty = () => {
    working(false);
    $("result").hidden = true;
    $("drop").classList.remove("small");
    say("可以开始了：请选择报告。", 1, "good");
    $("choose").focus();
  };

  // ---- what was found ----------------------------------------------------------------------------------

  const show = (found, replaced) => {
    $("summary").replaceChildren();
    for (const line of found.summary.slice(1)) add($("summary"), "p", line);
    if (replaced.length) add($("summary"), "p", `用新选的文件替换了同名的：${replaced.join("、")}。如果是两份不同的报告，请先改名再选。`, { className: "soft" });
    rows(found);
    view(found.html);
    $("result").hidden = false;
    $("drop").classList.add("small");
    const missed = found.failures.length ? `有${found.failures.length}个文件没能检查，原因见下。` : "";
    say(`检查完毕。${found.reports.length ? found.summary[0] : ""}${missed}`, 1, found.status ? "bad" : "good");
    $("heading").focus({ preventScroll: false });
    times.shown = performance.now();
  };

  const rows = ({ reports, failures }) => {
    $("rows").replaceChildren();
    for (const report of reports) {
      const row = add($("rows"), "tr");
      add(row, "th", report.name, { scope: "row" });
      add(row, "td", ...verdict(report));
      const last = add(row, "td");
      add(last, "button", "下载带批注的 Word", { type: "button", onclick: () => save("annotated", { name: report.name }, report.name.split("/").pop().replace(/(\.[^.]*)?$/, "-批注.docx")) });
      remover(last, report.name);
    }
    for (const [name, reason] of failures) {
      const row = add($("rows"), "tr");
      add(row, "th", name, { scope: "row" });
      add(row, "td", `没能检查：${reason}。`, { className: "failed" });
      remover(add(row, "td"), name);
    }
  };

  const verdict = ({ counts, blind }) => {
    const words = Object.entries(counts).filter(([, number]) => number).map(([name, number]) => `${name} ${number}`).join("，");
    if (blind) return [`${words}；有必须核对的内容没能核对，不能视为合格`, { className: "failed" }];
    const found = Object.entries(counts).some(([name, number]) => number && name !== "未核对");
    return found ? [words, { className: "found" }] : [`✓ 没有发现问题${words ? `（${words}）` : ""}`, { className: "clean" }];
  };

  const remover = (cell, name) => {
    if (!files.has(name) && !refused.has(name)) return; // it lies in an archive
    const button = add(cell, "button", "移走", { type: "button", onclick: () => then(async () => { await away(name); await check(); }) });
    button.setAttribute("aria-label", `移走 ${name}`);
  };

  const away = async (name) => {
    files.delete(name);
    refused.delete(name);
    await ask("take", { name });
  };

  const view = (html) => {
    const frame = document.createElement("iframe");
    frame.title = "检查结果的全文";
    frame.setAttribute("sandbox", "allow-same-origin"); // no scripts; the origin lets us see its height
    frame.srcdoc = new TextDecoder().decode(html);
    frame.onload = () => {
      const inner = frame.contentDocument;
      const fit = () => { frame.style.height = `${Math.ceil(inner.documentElement.getBoundingClientRect().height) + 2}px`; }; // scrollHeight never shrinks
      new ResizeObserver(fit).observe(inner.body);
      inner.addEventListener("click", (event) => jump(event, inner));
      fit();
    };
    $("view").replaceChildren(frame);
  };

  // Links inside of the report lead to places of it; a frame without an address of its own would leave it instead.
  const jump = (event, inner) => {
    const link = event.target.closest("a[href]"), place = link && link.getAttribute("href");
    if (!link) return;
    event.preventDefault();
    const target = place.startsWith("#") && inner.getElementById(decodeURIComponent(place.slice(1)));
    if (!target) return;
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  };

  // ---- downloads ---------------------------------------------------------------------------------------

  const TYPES = { html: "text/html", txt: "text/plain", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" };

  const save = (type, more, name) => then(async () => {
    let bytes;
    try { bytes = await ask(type, more); } catch (error) {
      if (!error.words) throw error;
      return say(`没能写出 ${name}：${error.words}。`, 1, "bad");
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: TYPES[name.split(".").pop()] }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return say(`已下载：${name}。`, 1, "good");
  });

  // ---- choosing and dropping ---------------------------------------------------------------------------

  const named = (file) => ({ file, name: file.webkitRelativePath || file.name });

  for (const [button, input] of [["choose", "files"], ["choose-folder", "folder"]]) {
    $(button).onclick = () => $(input).click();
    $(input).onchange = () => { const list = [...$(input).files].map(named); $(input).value = ""; taken(list); };
  }
  $("stop").onclick = halt;
  $("again").onclick = () => then(() => check());
  $("clear").onclick = () => then(async () => { for (const name of [...files.keys(), ...refused.keys()]) await away(name); await check(); });
  $("save-html").onclick = () => save("shown", { form: "html" }, "检查结果.html");
  $("save-text").onclick = () => save("shown", { form: "text" }, "检查结果.txt");

  // A page opened from disk gets at a dropped folder by handles only (Chromium); Firefox knows entries only.
  const within = async (handle, path) => {
    if (handle.kind === "file") return [{ file: await handle.getFile(), name: path + handle.name }];
    const inner = [];
    for await (const item of handle.values()) inner.push(...await within(item, `${path}${handle.name}/`));
    return inner;
  };

  const entered = async (entry, path) => {
    if (entry.isFile) return [{ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), name: path + entry.name }];
    const reader = entry.createReader(), inner = [];
    for (;;) { // it gives a hundred at a time
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) break;
      inner.push(...some);
    }
    return (await Promise.all(inner.map((item) => entered(item, `${path}${entry.name}/`)))).flat();
  };

  const dropped = async (transfer) => { // all that is asked of it is asked at once: afterwards it is empty
    const items = [...transfer.items].filter((item) => item.kind === "file");
    const entries = items.map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const plain = [...transfer.files].map(named);
    if (!entries.some((entry) => entry && entry.isDirectory)) return plain;
    const handles = items.map((item) => item.getAsFileSystemHandle && item.getAsFileSystemHandle());
    try {
      if (handles.every(Boolean)) return (await Promise.all(handles.map(async (handle) => within(await handle, "")))).flat();
      return (await Promise.all(entries.filter(Boolean).map((entry) => entered(entry, "")))).flat();
    } catch (error) {
      console.warn(error);
      say("浏览器不让网页读取拖进来的文件夹；请按“选择文件夹”，或者打开文件夹把里面的文件拖进来。", 1, "bad");
      return [];
    }
  };

  addEventListener("dragover", (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy"; // the file stays where it is; without it Firefox may take the drop for none
    $("drop").classList.add("over");
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) $("drop").classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    $("drop").classList.remove("over");
    dropped(event.dataTransfer).then(taken, broken);
  });

  window.times = times;
  then(start); // what is dropped before it is ready waits
})();
