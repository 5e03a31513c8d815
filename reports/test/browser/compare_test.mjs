/* The page of a comparison: what it holds, its cells, links and keys. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";

import { ID, focused, ids, isInSight, large, row, small } from "./compare.mjs";
import { check } from "./tests.mjs";

check("it holds every target and requirement, below 3 MB", large, async page => {
	assert.ok(statSync(large).size < 3e6);
	assert.equal(await page.locator("#targets tbody tr").count(), 50);
	assert.equal(await page.locator("#mechanism-pipe thead th").count(), 51);
	assert.ok(await page.locator("#matrix tbody tr").count() > 2000);
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
	/* Before the address has the filter, which is when this timer ends at the latest. */
	await page.evaluate(id => {
		const field = document.getElementById("f-mechanism");
		field.value = "mq";
		field.dispatchEvent(new Event("input", { bubbles: true }));
		location.hash = id;
		return new Promise(done => setTimeout(done, 150));
	}, ID);
	await page.waitForSelector(`${row(ID)} details[open]`);
	assert.equal(new URL(page.url()).hash, `#${ID}`);
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
