/* The page of a comparison: small.html has 4 targets in 3 columns, large.html 50. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { assertFits, contrast, launch, open, painted } from "./browser.mjs";

const small = join(process.env.IPCTS_PAGES, "small.html"), large = join(process.env.IPCTS_PAGES, "large.html");
const ID = "pipe.read.fifo_order";
let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

/* A test with a page of its own, which must have no troubles at the end. */
const check = (name, file, body, fragment, options) => test(name, async () => {
	const page = await open(browser, file, fragment, options);

	await body(page);
	await page.done();
});

const shown = page => page.locator("#shown").innerText();
const ids = page => page.evaluate(() =>
	[...document.querySelectorAll("#matrix tbody tr")].filter(row => row.checkVisibility()).map(row => row.id));
const where = (page, test, value) => page.evaluate(([test, value]) => {
	const of = { verdict: row => row.querySelector(`td.${value}`), level: row => row.dataset.l === value,
		mechanism: row => row.closest(".mechanism").id === `mechanism-${value}`,
		text: row => row.querySelector("summary").textContent.toLowerCase().includes(value),
		differs: row => new Set([...row.cells].slice(1).map(cell => (cell.className || "c")[0])
			.filter(letter => letter !== "e")).size > 1 };
	return [...document.querySelectorAll("#matrix tbody tr")].filter(of[test]).map(row => row.id);
}, [test, value]);
const assertShows = async (page, expected) => {
	assert.ok(expected.length > 0, "the sample has such rows");
	assert.deepEqual(await ids(page), expected);
	assert.match(await shown(page), new RegExp(`^${expected.length} of \\d+ rows shown$`));
};
const focused = page => page.evaluate(() => {
	const element = document.activeElement;
	return element.closest("#matrix tbody tr") &&
		`${element.closest("tr").id} ${element.cellIndex ?? "id"} ${element.getAttribute("aria-label") ?? ""}`.trim();
});
const isInSight = (page, selector) => page.evaluate(which => {
	const element = document.querySelector(which), box = element.getBoundingClientRect();
	const at = document.elementFromPoint(box.left + 5, box.top + 5);
	return element.contains(at);
}, selector);
const row = id => `[id="${id}"]`;

check("it holds every target and requirement, below 3 MB", large, async page => {
	assert.ok(statSync(large).size < 3e6);
	assert.equal(await page.locator("#targets tbody tr").count(), 50);
	assert.equal(await page.locator("#mechanism-pipe thead th").count(), 51);
	assert.ok((await ids(page)).length > 2000);
	assert.match(await page.locator("h1").innerText(), /^50 targets/);
	assert.match(await page.locator("#targets .score").first().innerText(), /^\d+ of \d+$/);
	assert.match(await page.locator("#mechanism-pipe thead th").nth(1).textContent(), /^target-00 \d+\/\d+$/);
});

check("identical targets share a column", small, async page => {
	assert.match(await page.locator("h1").innerText(), /^4 targets/);
	assert.match(await page.locator("#targets").innerText(), /2 targets are like runsc/);
	assert.match(await page.locator("#mechanism-pipe thead th").nth(3).textContent(), /^runsc and 1 more /);
});

check("it answers quickly", large, async page => {
	const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);

	assert.ok(paint < 20000, `the first paint after ${paint} ms`);
	for (const [id, value] of [["q", "eagain"], ["q", ""], ["f-verdict", "broken"], ["f-verdict", ""]]) {
		const took = await page.evaluate(async ([id, value]) => {
			const begin = performance.now();
			document.getElementById(id).value = value;
			document.getElementById(id).dispatchEvent(new Event("input", { bubbles: true }));
			await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
			return performance.now() - begin;
		}, [id, value]);
		assert.ok(took < 5000, `${id}="${value}" took ${took} ms`);
	}
});

for (const [name, value, letter] of [["verdict", "deviates", "d"], ["verdict", "broken", "b"], ["verdict", "conforms", "c"],
	["mechanism", "mq"], ["level", "may"]])
	check(`a filter by ${name}: ${value}`, small, async page => {
		await page.evaluate(() => { for (const cell of document.querySelectorAll("td:not([class])")) cell.classList.add("c"); });
		const expected = await where(page, name, letter ?? value);
		await page.selectOption(`#f-${name}`, value);
		await assertShows(page, expected);
	});

check("only differences", small, async page => {
	const expected = await where(page, "differs");
	await page.check("#f-differ");
	await assertShows(page, expected);
});

check("only what is new", small, async page => {
	const expected = await page.evaluate(() => [...document.querySelectorAll("td.new")].map(cell => cell.closest("tr").id));
	await page.selectOption("#f-change", "new");
	await assertShows(page, expected);
	await page.selectOption("#f-change", "any");
	assert.ok((await ids(page)).length > expected.length);
});

check("text in ids and statements", small, async page => {
	await page.fill("#q", "FIFO_order");
	await assertShows(page, await where(page, "text", "fifo_order"));
	await page.fill("#q", "exactly order");
	assert.ok((await ids(page)).includes(ID));
	await page.fill("#q", "no such words");
	assert.equal(await shown(page), "Nothing matches.");
	await page.click("#reset");
	assert.match(await shown(page), /^(\d+) of \1 rows shown$/);
});

check("the choice of targets", small, async page => {
	await page.click("#pick > summary");
	await page.locator("#pick input").nth(1).uncheck();
	await painted(page);
	assert.match(await page.locator("#pick > summary").innerText(), /2 of 3/);
	assert.deepEqual(await page.locator("#mechanism-pipe thead th").evaluateAll(heads => heads.map(head => head.checkVisibility())),
		[true, true, false, true]);
	await page.click("#none");
	await page.locator("#pick input").nth(0).check();
	await page.check("#f-differ");
	assert.equal(await shown(page), "Nothing matches.", "one target alone does not differ");
	await page.click("#every");
	await assertShows(page, await where(page, "differs"));
	await page.keyboard.press("Escape");
	assert.equal(await page.locator("#pick").getAttribute("open"), null);
});

check("a count leads to what it counts", small, async page => {
	const count = await page.locator("#targets tbody tr").first().locator("td.d a");
	const expected = Number(await count.innerText());
	await count.click();
	assert.equal((await ids(page)).length, expected);
	assert.match(page.url(), /#\?verdict=deviates&target=native$/);
});

test("the address keeps the filter", async () => {
	const first = await open(browser, small);
	await first.selectOption("#f-verdict", "deviates");
	await first.selectOption("#f-mechanism", "pipe");
	await first.fill("#q", "read");
	await first.check("#f-differ");
	await first.click("#pick > summary");
	await first.locator("#pick input").nth(2).uncheck();
	await first.waitForURL(/target=/);
	const expected = await ids(first), said = await shown(first);
	const second = await open(browser, small, new URL(first.url()).hash);
	assert.ok(expected.length > 0);
	assert.deepEqual(await ids(second), expected);
	assert.equal(await shown(second), said);
	assert.equal(await second.inputValue("#q"), "read");
	assert.equal(await second.isChecked("#f-differ"), true);
	assert.match(await second.locator("#pick > summary").innerText(), /2 of 3/);
	await second.click("#reset");
	assert.equal(new URL(second.url()).hash, "");
	await first.done();
	await second.done();
});

check("a link to a requirement", small, async page => {
	assert.equal(await page.locator(`${row(ID)} details`).getAttribute("open"), "");
	assert.equal(await isInSight(page, `${row(ID)} summary`), true);
	assert.equal(await focused(page), `${ID} id`);
	assert.equal(await page.locator(`${row(ID)} .more > a`).getAttribute("href"), `#${ID}`);
}, `#${ID}`);

check("a link to a cell", large, async page => {
	assert.match(await page.locator(`${row(ID)} .cell`).innerText(), /^target-07: .+, \d\.\d{3} s/);
	assert.match(await focused(page), new RegExp(`^${ID} 8 target-07: `));
	assert.equal(await isInSight(page, `${row(ID)} td:nth-child(9)`), true);
	assert.equal(await page.locator(`${row(ID)} .cell a`).getAttribute("href"), `#${ID}@target-07`);
}, `#${ID}@target-07`);

check("a link wins over the filter", small, async page => {
	await page.selectOption("#f-mechanism", "mq");
	await page.evaluate(id => { location.hash = id; }, ID);
	await page.waitForSelector(`${row(ID)} details[open]`);
	assert.equal(await page.inputValue("#f-mechanism"), "");
	assert.equal(await isInSight(page, `${row(ID)} summary`), true);
});

check("a cell says verdict, reason and time", small, async page => {
	const cell = page.locator("#matrix td.d").first();
	await cell.click();
	const said = page.locator(".cell"), list = page.locator("tr.at .more li.d");
	assert.match(await said.innerText(), /^native: deviates, 0\.\d{3} s/);
	assert.match(await said.locator(".reason").innerText(), /expected EAGAIN, got 0$/);
	assert.match(await list.first().innerText(), /✗ deviates native/);
	await cell.hover();
	assert.match(await cell.getAttribute("title"), /^native: deviates/);
});

check("what is new and what is observed", small, async page => {
	await page.locator("td.d.new").first().click();
	assert.match(await page.locator(".cell").innerText(), /deviates, new since the previous run/);
	assert.match(await page.locator("td.d.new").first().innerText(), /✗\* deviates/);
	assert.match(await page.locator("#observations tbody tr").first().innerText(), /4096 bytes native/);
});

check("labels are text", small, async page => {
	assert.match(await page.locator("#mechanism-pipe thead th").nth(2).innerText(), /^<b>musl & "x"/);
	assert.match(await page.locator("#pick li").nth(1).textContent(), /<b>musl & "x"/);
});

check("keys", small, async page => {
	await page.keyboard.press("/");
	assert.equal(await page.evaluate(() => document.activeElement.id), "q");
	await page.keyboard.type("pipe.read jk/");
	assert.equal(await page.inputValue("#q"), "pipe.read jk/", "while typing, keys are letters");
	await page.fill("#q", "pipe.read");
	await page.focus("#reset");
	await page.keyboard.press("j");
	const [first, second] = await ids(page);
	assert.equal(await focused(page), `${first} id`);
	await page.keyboard.press("j");
	assert.equal(await focused(page), `${second} id`);
	await page.keyboard.press("k");
	await page.keyboard.press("ArrowDown");
	assert.equal(await focused(page), `${second} id`);
	await page.keyboard.press("Enter");
	assert.equal(await page.locator(`${row(second)} details`).getAttribute("open"), "");
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowRight");
	assert.match(await focused(page), new RegExp(`^${second} 2 <b>musl`));
	await page.keyboard.press("ArrowUp");
	assert.match(await focused(page), new RegExp(`^${first} 2 <b>musl`));
	await page.keyboard.press("Enter");
	assert.match(await page.locator(`${row(first)} .cell`).innerText(), /^<b>musl & "x": /);
	await page.keyboard.press("Escape");
	assert.equal(await page.locator(`${row(first)} details`).getAttribute("open"), null);
	assert.equal(await focused(page), `${first} id`);
	await page.keyboard.press("Tab");
	assert.equal(await focused(page), `${second} id`);
	assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
});

check("far down and to the right, heads and ids stay in sight", large, async page => {
	const far = row("pipe.write.sigpipe_to_thread");
	assert.equal(await isInSight(page, `${far} td:nth-child(47)`), true);
	assert.equal(await isInSight(page, `${far} summary`), true);
	assert.equal(await isInSight(page, "#mechanism-pipe thead th:nth-child(47)"), true);
	await assertFits(page);
}, "#pipe.write.sigpipe_to_thread@target-45");

for (const file of [small, large])
	check(`a narrow screen: ${file === small ? "few" : "many"} targets`, file, async page => {
		await assertFits(page);
		await page.locator("#matrix td.d").first().click();
		await painted(page);
		await assertFits(page);
		const box = await page.locator(".cell").boundingBox();
		assert.ok(box.x >= 0 && box.x + box.width <= 360, "what a cell says fits");
		assert.ok((await page.locator("#matrix thead th").first().boundingBox()).width < 200);
		await page.click("#pick > summary");
		const pick = await page.locator("#pick > div").boundingBox();
		assert.ok(pick.x >= 0 && pick.x + pick.width <= 360, "the choice of targets fits");
	}, "", { viewport: { width: 360, height: 740 } });

for (const colorScheme of ["light", "dark"])
	check(`${colorScheme} colours can be read`, small, async page => {
		const isDark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor === "rgb(20, 23, 26)");
		assert.equal(isDark, colorScheme === "dark");
		for (const selector of [".legend b", "#matrix td.d", "#matrix td.k", "#matrix td.b", "#matrix td.u",
			"#matrix td.t", "#matrix td.o", "#matrix td:not([class])", "#matrix summary",
			"#matrix summary span", "#matrix thead span", "#matrix thead small", "#targets td a", ".zero", "#filter label", "#keys"])
			assert.ok(await contrast(page, selector) >= 4.5, `the contrast of ${selector} is ${await contrast(page, selector)}`);
		await page.click("#theme");
		assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor === "rgb(20, 23, 26)"), isDark);
	}, "", { colorScheme });

check("without JavaScript", small, async page => {
	assert.equal(await page.locator("#filter").isVisible(), false);
	assert.equal(await page.locator(".legend b").count(), 8);
	await page.locator(`${row(ID)} summary`).click();
	const said = await page.locator(`${row(ID)} .more`).innerText();
	assert.match(said, /✓ conforms /);
	assert.match(said, /\d\.\d{3} s/);
	assert.match(await page.locator(`${row(ID)} summary span`).innerText(), /^Bytes are read/);
	assert.equal(await page.locator(".mechanism[open]").count(), await page.locator(".mechanism").count());
	await page.goto(page.url() + "#mq_open.eexist");
	assert.equal(await isInSight(page, `${row("mq_open.eexist")} summary`), true);
}, "", { javaScriptEnabled: false });

check("on paper", small, async page => {
	await page.emulateMedia({ media: "print" });
	assert.equal(await page.locator("#filter").isVisible(), false);
	assert.equal(await page.evaluate(() => {
		const matrix = document.getElementById("matrix");
		return matrix.scrollHeight <= matrix.clientHeight + 1;
	}), true);
});
