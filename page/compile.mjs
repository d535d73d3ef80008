// Compiles a folder of Python sources with the Python that will run them: node compile.mjs PYODIDE SRC DST [APP]
// Modules become .pyc in their place, other files are copied. The same sources give the same bytes. With APP, the
// compiled program, SRC is the standard library, and only what the program loads of it is compiled: sources are smaller.
// Without it, SRC is the program, whose regular expressions are compiled too (see linter/patterns.py).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [home, source, target, app] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: home, packages: [], env: { PYTHONHASHSEED: "0" } });

mkdirSync(target, { recursive: true });
for (const [place, root] of [["/src", source], ["/dst", target], ...(app ? [["/app", app]] : [])]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
}
try {
  python.runPython(`
import os, py_compile, shutil, sys

def loaded():
    if not os.path.exists("/app"):
        return None
    sys.path.insert(0, "/app")
    import warm
    warm.desk("/reports")
    warm.readers()
    prefix = next(path for path in sys.path if path.endswith(".zip")) + "/"
    return {module.__file__.removeprefix(prefix).removesuffix("c") for module in list(sys.modules.values())
            if (getattr(module, "__file__", None) or "").startswith(prefix)}

def patterns():
    sys.dont_write_bytecode = True
    sys.path.insert(0, "/src")
    from reportlint.patternfile import rewrite
    rewrite()

if not os.path.exists("/app"):
    patterns()
wanted = loaded()
for folder, folders, names in os.walk("/src"):
    folders.sort()
    for name in sorted(names):
        source = os.path.join(folder, name)
        short = source.removeprefix("/src/")
        os.makedirs(os.path.dirname("/dst/" + short), exist_ok=True)
        if name.endswith(".py") and (wanted is None or short in wanted):
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(source, f"/dst/{short}c", short, True, 0, mode)
        else:
            shutil.copyfile(source, "/dst/" + short)
`);
  process.exit(0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
