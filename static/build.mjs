// Compiles the styles and scripts. The same sources give the same bytes.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const OUT = "compiled";
const BUDGET = { "sharedlives.css": 20_000, "sharedlives.js": 15_000 }; // bytes, gzipped

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT);


let css = sass.compile("src/styles/sharedlives.scss", {
  style: "compressed",
  loadPaths: [".", "node_modules"],
  importers: [new sass.NodePackageImporter()],
  logger: sass.Logger.silent,
}).css;
// The Ministry of Justice's pictures are theirs: their styles come without them, and under our own prefix.
css = css.replace(/[^{}]*\{[^{}]*url\([^)]*\)[^{}]*\}/g, "").replaceAll(".moj-", ".sl-");
for (const forbidden of ["GDS Transport", "crest", "url(", "moj-", "@import"]) {
  if (css.includes(forbidden)) throw new Error(`The styles mention ${forbidden}.`);
}
writeFileSync(`${OUT}/sharedlives.css`, css.replace("\uFEFF", ""));

await esbuild.build({
  entryPoints: ["src/scripts/sharedlives.mjs"],
  outfile: `${OUT}/sharedlives.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  legalComments: "none",
  banner: { js: "/* Contains GOV.UK Frontend, MIT: see licences.txt */" },
});

cpSync("src/images", OUT, { recursive: true });

cpSync("src/licences.txt", `${OUT}/licences.txt`);

for (const [name, limit] of Object.entries(BUDGET)) {
  const size = gzipSync(readFileSync(`${OUT}/${name}`), { level: 9 }).length;
  console.log(`${name}: ${size} bytes gzipped of ${limit}`);
  if (size > limit) throw new Error(`${name} is over its budget.`);
}
