// Builds the browser modules into ../wwwroot/map, or (--tests) the unit tests into obj/tests for node's test runner.
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../wwwroot/map");
const packages = join(here, "node_modules");

const copies = [
  // MapLibre 6 starts this file as a module worker; it cannot be part of the bundle.
  ["maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl-worker.mjs"],
  ["maplibre-gl/dist/maplibre-gl.css", "maplibre-gl.css"],
  ["world-atlas/countries-110m.json", "countries-110m.json"],
  ["@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "inter-latin.woff2"],
  ["@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2", "inter-latin-ext.woff2"],
  ["@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2", "jetbrains-mono-latin.woff2"],
];

if (process.argv.includes("--tests")) {
  const folder = join(here, "tests");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".test.ts"));
  await rm(join(here, "obj/tests"), { recursive: true, force: true });
  await build({
    entryPoints: names.map((name) => join(folder, name)),
    bundle: true,
    platform: "node",
    format: "esm",
    outdir: join(here, "obj/tests"),
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
} else {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await build({
    entryPoints: { map: join(here, "src/map.ts"), console: join(here, "src/console.ts"), shell: join(here, "src/shell.ts") },
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "linked",
    outdir: out,
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
  for (const [from, to] of copies) await cp(join(packages, from), join(out, to));
}
