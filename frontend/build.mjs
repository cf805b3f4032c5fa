// Builds the style sheets and copies the fonts and scripts that pages need into the package's static files.
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const built = join(here, "../src/motcua/desks/static/built");
const partial = `${built}.partial`;
rmSync(partial, { recursive: true, force: true });
mkdirSync(partial, { recursive: true });

for (const sheet of ["citizen", "staff"]) {
  const { css } = compile(join(here, `${sheet}.scss`), { loadPaths: [modules], style: "compressed", quietDeps: true });
  // the font, the crown and the crest of GOV.UK belong to others and the font has no Vietnamese letters
  for (const foreign of ["GDS Transport", "/assets/"]) {
    if (css.includes(foreign)) throw new Error(`${sheet}.css refers to ${foreign}`);
  }
  writeFileSync(join(partial, `${sheet}.css`), css);
}
for (const subset of ["latin", "vietnamese"]) {
  const font = `@fontsource-variable/noto-sans/files/noto-sans-${subset}-wght-normal.woff2`;
  copyFileSync(join(modules, font), join(partial, `noto-sans-${subset}.woff2`));
}
const script = readFileSync(join(modules, "govuk-frontend/dist/govuk/govuk-frontend.min.js"), "utf8");
writeFileSync(join(partial, "govuk-frontend.min.js"), script.replace(/\/\/# sourceMappingURL=.*$/m, ""));

rmSync(built, { recursive: true, force: true });
renameSync(partial, built);
