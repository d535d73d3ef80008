// Compiles a folder of Python sources with the Python that will run them: node compile.mjs PYODIDE SRC DST
// Modules become .pyc beside nothing else (no __pycache__), other files are copied. The same sources give the same bytes.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [home, source, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: home, packages: [], env: { PYTHONHASHSEED: "0" } });

mkdirSync(target, { recursive: true });
for (const [place, root] of [["/src", source], ["/dst", target]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
}
try {
  python.runPython(`
import os, py_compile, shutil
for folder, folders, names in os.walk("/src"):
    folders.sort()
    for name in sorted(names):
        source = os.path.join(folder, name)
        target = "/dst" + source.removeprefix("/src")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if name.endswith(".py"):
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(source, target + "c", source.removeprefix("/src/"), True, 0, mode)
        else:
            shutil.copyfile(source, target)
`);
  process.exit(0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
