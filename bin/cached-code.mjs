// Loads a program of one file in CommonJS with the compiled code that an earlier process kept beside it: to compile the local
// cloud takes V8 longer than all the rest of its start. Without that code, or where V8 refuses it, the program is compiled and
// its code kept. Node.js does the same by itself from version 22 on. Source: nodejs.org/api/vm.html (Script.createCachedData).
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script, constants } from 'node:vm';

/** Milliseconds until the code is kept: by then it holds the functions that a start has called. */
const SETTLED = 1000;

/** What the program exports. Its name must change with its content: V8 compares no more than the length. */
export function loadCached(file) {
  // The tag is another for each version of V8, its flags and the processor.
  const kept = `${file}-${cachedDataVersionTag()}.cache`;
  const cachedData = readIfThere(kept);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, 'latin1')}\n})`, {
    filename: file, cachedData, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  if (!cachedData || script.cachedDataRejected) setTimeout(() => keep(script, kept), SETTLED).unref();
  return module.exports;
}

function readIfThere(file) {
  try { return readFileSync(file); } catch { return undefined; }
}

/** Others may read the file meanwhile; a folder that cannot be written costs time, no more. */
function keep(script, file) {
  try {
    writeFileSync(`${file}.${process.pid}`, script.createCachedData());
    renameSync(`${file}.${process.pid}`, file);
  } catch { /* Compiled again at the next start. */ }
}
