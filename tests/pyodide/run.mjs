// Runs reportlint in Pyodide: node run.mjs SITE.zip CHECK.py EXAMPLE…
// SITE.zip holds the packages as they lie in site-packages; standard output gets what CHECK.py's `shown` returns.
// The folder of node_modules with `pyodide` in it is named by REPORTLINT_PYODIDE.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [site, check, ...examples] = process.argv.slice(2);
const home = join(process.env.REPORTLINT_PYODIDE, "pyodide");
const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: home, packages: [], stdout: console.error, stderr: console.error });

const bytes = (name) => new Uint8Array(readFileSync(name));

try {
  python.unpackArchive(bytes(site), "zip", { extractDir: "/site" });
  python.FS.writeFile("/site/check.py", bytes(check));
  const shown = python.runPython(`
import sys
sys.path.insert(0, "/site")
from check import shown
lambda files: shown({name: bytes(data) for name, data in files.items()})
`);
  const files = python.toPy(new Map(examples.map((name) => [basename(name), bytes(name)])));
  process.stdout.write(shown(files), () => process.exit(0));
} catch (error) {
  console.error(error.message); // Node itself would show the whole of Pyodide's one-line source
  process.exit(1);
}
