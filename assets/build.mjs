// Builds dist/: one purged style sheet, one icon sprite, our modules and htmx, each under a name that carries
// the hash of its content, with .br and .gz siblings, and manifest.json from logical name to hashed name.
// The same sources give the same bytes; an unchanged file is not written again, so cargo sees only real changes.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const here = import.meta.dirname;
const dist = join(here, "dist");
const vendor = (path) => join(here, "node_modules", path);
const read = (path) => readFile(path, "utf8");

const sources = async (folder, ending) =>
  (await readdir(join(here, folder))).filter((name) => name.endsWith(ending)).sort().map((name) => join(here, folder, name));

/** Dark rules also serve `data-bs-theme="auto"` when the system is dark, so that no script decides the colour of a page. */
const autoTheme = {
  postcssPlugin: "auto-theme",
  Once(root) {
    root.walkRules((rule) => {
      const dark = rule.selectors.filter((one) => one.includes("[data-bs-theme=dark]"));
      if (dark.length === 0) return;
      const twin = rule.clone({ selectors: dark.map((one) => one.replaceAll("[data-bs-theme=dark]", "[data-bs-theme=auto]")) });
      const query = postcss.atRule({ name: "media", params: "(prefers-color-scheme: dark)" });
      query.append(twin);
      rule.after(query);
    });
  },
};

/** Tabler's variants for layouts, writing directions and themes that no page of ours has. */
const withoutVariants = {
  postcssPlugin: "without-variants",
  Rule(rule) {
    const kept = rule.selectors.filter((one) => !/data-bs-navbar-theme|\[data-bs-theme=dark\] \[data-bs-theme=light\]|\[dir=rtl\]/.test(one));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  },
};

/** Where a piece of the agenda's grid begins and how long it is, in rows of five minutes: a day of 25 hours has 300. */
const rows = Array.from({ length: 300 }, (_, n) => `.f${n + 1}{grid-row-start:${n + 1}}.d${n + 1}{grid-row-end:span ${n + 1}}`).join("");

async function style() {
  const tabler = (await read(vendor("@tabler/core/dist/css/tabler.css"))).replace('@charset "UTF-8";', "");
  const ours = await Promise.all((await sources("css", ".css")).map(read));
  const whole = await postcss([withoutVariants, autoTheme]).process(`@layer tabler {${tabler}}\n${ours.join("\n")}`, { from: undefined });
  const [purged] = await new PurgeCSS().purge({
    content: [join(here, "../src/**/*.rs"), join(here, "js/**/*.js")],
    css: [{ raw: whole.css }],
    variables: true,
    keyframes: true,
    safelist: { standard: [/^htmx-/, "data-bs-theme", "light", "dark", "auto"], variables: [/^--a-/] },
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
  });
  const { code } = await esbuild.transform(purged.css + rows, { loader: "css", minify: true, legalComments: "none" });
  return code;
}

/** The one list of icons is the `iconos!` table in src/ui/icon.rs. */
async function sprite() {
  const table = (await read(join(here, "../src/ui/icon.rs"))).match(/iconos! \{([\s\S]*?)\n\}/)[1];
  const names = [...table.matchAll(/=> "([a-z0-9-]+)"/g)].map(([, name]) => name).sort();
  const symbols = await Promise.all(names.map(async (name) => {
    const svg = await read(vendor(`@tabler/icons/icons/outline/${name}.svg`));
    const shapes = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

async function modules() {
  const built = await esbuild.build({
    entryPoints: await sources("js", ".js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    outdir: dist,
    write: false,
  });
  return built.outputFiles.map((file) => [basename(file.path), file.text]);
}

const images = async () => Promise.all((await sources("img", ".svg")).map(async (path) => [basename(path), await read(path)]));

const withoutMap = (code) => code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");

const hashed = (name, bytes) => {
  const dot = name.lastIndexOf(".");
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  return `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
};

function compressed(name, bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return [[`${name}.br`, brotliCompressSync(bytes, { params })], [`${name}.gz`, gzipSync(bytes, { level: 9 })]];
}

async function publish(files) {
  await mkdir(dist, { recursive: true });
  const old = new Set(await readdir(dist));
  for (const [name, bytes] of files) {
    const same = old.delete(name) && bytes.equals(await readFile(join(dist, name)));
    if (!same) await writeFile(join(dist, name), bytes);
  }
  for (const name of old) await rm(join(dist, name));
}

const logical = [
  ["antesala.css", await style()],
  ["iconos.svg", await sprite()],
  // One file: htmx reads the page as soon as it has run, and an extension that arrives after that reads nothing.
  ["htmx.js", (await Promise.all(["htmx.min.js", "ext/hx-sse.min.js"].map((name) => read(vendor(`htmx.org/dist/${name}`))))).map(withoutMap).join("\n")],
  ...(await modules()),
  ...(await images()),
].map(([name, text]) => [name, Buffer.from(text)]);

const manifest = Object.fromEntries(logical.map(([name, bytes]) => [name, hashed(name, bytes)]).sort());
const files = logical.flatMap(([name, bytes]) => [[manifest[name], bytes], ...compressed(manifest[name], bytes)]);
await publish([...files, ["manifest.json", Buffer.from(JSON.stringify(manifest, null, 2) + "\n")]]);

for (const [name, bytes] of logical) {
  const small = files.find(([file]) => file === `${manifest[name]}.br`)[1].length;
  console.log(`${name.padEnd(16)} ${String(bytes.length).padStart(7)} B ${String(small).padStart(7)} B br`);
}
