// check.mjs [--shots FOLDER] [--bad FOLDER] [--name PREFIX] [--strange] FILE.svg...: looks at finished pictures in Chromium.
// Of each: no text is cut, covered, too small, too pale, outside its card or over another; no arrow runs through a text;
// nothing in the file acts or reaches out, inside a page or alone; title, desc and role are there. One line per picture,
// 'ok picture NAME: numbers' or 'FAILED picture NAME: …', the latter behind a line for each fault. --bad: each picture of the
// folder has one fault and is named after it (overlap.svg, overlap--rotated.svg); finding no other and that one is ok.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { judge, summary } from "./judge.mjs";
import { measure, showTexts, strings } from "./measure.mjs";
import { decode } from "./png.mjs";
import { scan } from "./source.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--hide-scrollbars",
  "--force-color-profile=srgb",
];
const PIXELS = 12000; // a screenshot's longest side: above 16384 Chromium leaves it blank
const NOTHING = "default-src 'none'";

// A page that tells what it tried to do: load something, run something.
async function watchedPage(context, own, faults) {
  const page = await context.newPage();
  page.on("request", (request) => {
    if (request.url() !== own) faults.push({ code: "external", what: `asks for ${request.url().slice(0, 200)}` });
  });
  page.on("dialog", (dialog) => {
    faults.push({ code: "executed", what: `a script ran: ${dialog.message()}` });
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", () => faults.push({ code: "executed", what: "a window opened" }));
  await page.route("**/*", (route) => (route.request().url() === own ? route.continue() : route.abort()));
  return page;
}

async function alone(context, path, faults) {
  const url = pathToFileURL(path).href;
  const page = await watchedPage(context, url, faults);
  await page.goto(url);
  await page.waitForTimeout(30);
  const found = await page.evaluate(strings);
  await page.close();
  return found;
}

// Inside a page whose policy forbids everything. A style attribute of the root that it blocks is no fault.
async function inside(context, source, faults) {
  const page = await watchedPage(context, "about:blank", faults);
  const svg = source.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, "").replace(/<!DOCTYPE[^>[]*(\[[^\]]*\])?[^>]*>/, "");
  await page.setContent(
    `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${NOTHING}"></head><body>${svg}</body></html>`,
  );
  await page.waitForTimeout(30);
  const found = await page.evaluate(strings);
  const measured = await page.evaluate(measure, { pixels: PIXELS });
  if (!measured.view) return { page, found, measured };
  await page.setViewportSize(measured.px);
  const full = await page.screenshot();
  await page.evaluate(showTexts, false);
  const bare = await page.screenshot();
  await page.close();
  return { found, measured, full, bare };
}

// A picture that cannot be looked at has failed; the others are looked at all the same.
async function look(context, path, shot) {
  try {
    return await lookAt(context, path, shot);
  } catch (error) {
    return { faults: [{ code: "cannot-look", what: String(error.message).slice(0, 300) }] };
  }
}

async function lookAt(context, path, shot) {
  const source = readFileSync(path, "utf8");
  const blank = await context.newPage();
  const faults = await blank.evaluate(scan, source);
  await blank.close();
  if (faults.some((f) => f.code === "ill-formed")) return { faults };
  const stood = await alone(context, path, faults);
  const { found, measured, full, bare } = await inside(context, source, faults);
  if (stood.join("\n") !== found.join("\n"))
    faults.push({
      code: "differs-inside",
      what: `${stood.length} texts alone, ${found.length} inside a page, or others`,
    });
  if (!measured.view) {
    faults.push({ code: "missing-view", what: "no viewBox" });
    return { faults };
  }
  if (shot) writeFileSync(shot, full);
  faults.push(...judge(measured, decode(full), decode(bare)));
  return { faults, measured };
}

const MOST = 5; // of each kind
function tell(name, { faults, measured }) {
  const told = {};
  for (const { code, what } of faults) {
    told[code] = (told[code] ?? 0) + 1;
    if (told[code] <= MOST) console.log(`  ${name}: ${code}: ${what.replace(/\s+/g, " ")}`);
  }
  const codes = Object.entries(told).map(([code, count]) => `${count} ${code}`);
  if (faults.length)
    console.log(
      `FAILED picture ${name}: ${codes.join(", ")}${measured?.texts.length ? ` (${summary(measured)})` : ""}`,
    );
  else console.log(`ok picture ${name}: ${summary(measured)}`);
  return !faults.length;
}

function tellBad(name, { faults }) {
  const expected = name.replace(/\.svg$/, "").split("--")[0];
  const codes = new Set(faults.map((f) => f.code));
  const others = [...codes].filter((c) => c !== expected && c !== "executed");
  const right = codes.has(expected) && !others.length;
  if (right)
    console.log(
      `ok bad picture ${name}: ${faults[0].what.replace(/\s+/g, " ")}${codes.has("executed") ? "; it ran" : ""}`,
    );
  else console.log(`FAILED bad picture ${name}: found ${[...codes].join(", ") || "nothing"}`);
  return right;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    shots: { type: "string" },
    bad: { type: "string" },
    name: { type: "string", default: "" },
    strange: { type: "boolean" },
  },
});
const profile = mkdtempSync(join(tmpdir(), "pictures-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: BROWSER,
  headless: true,
  args: FLAGS,
  offline: true,
});
let good = true;
try {
  if (values.shots) mkdirSync(values.shots, { recursive: true });
  for (const path of positionals) {
    const name = values.name + basename(path);
    const shot = values.shots && join(values.shots, name.replace(/\//g, "-").replace(/\.svg$/, ".png"));
    good = tell(name, await look(context, resolve(path), shot)) && good;
  }
  for (const name of values.bad
    ? readdirSync(values.bad)
        .filter((n) => n.endsWith(".svg"))
        .sort()
    : []) {
    good = tellBad(name, await look(context, resolve(values.bad, name))) && good;
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
process.exitCode = good ? 0 : 1;
