/* The page of a comparison: what is shown of it. */
import assert from "node:assert/strict";

import { painted } from "./browser.mjs";
import { ID, assertShows, ids, shown, small, where } from "./compare.mjs";
import { check, openPage } from "./tests.mjs";

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
	const bold = await page.locator("#matrix tbody tr").evaluateAll(rows => rows.filter(row =>
		getComputedStyle(row.querySelector("summary")).fontWeight >= 600).map(row => row.id));
	assert.deepEqual(bold, expected);
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
	assert.equal(await page.locator("#pick").getAttribute("open"), null, "a click elsewhere closes the choice");
	await page.click("#pick > summary");
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

check("the address keeps the filter", small, async first => {
	await first.selectOption("#f-verdict", "deviates");
	await first.selectOption("#f-mechanism", "pipe");
	await first.fill("#q", "read");
	await first.check("#f-differ");
	await first.click("#pick > summary");
	await first.locator("#pick input").nth(2).uncheck();
	await first.waitForURL(/target=/);
	const expected = await ids(first), said = await shown(first);
	const second = await openPage(small, new URL(first.url()).hash);
	assert.ok(expected.length > 0);
	assert.deepEqual(await ids(second), expected);
	assert.equal(await shown(second), said);
	assert.equal(await second.inputValue("#q"), "read");
	assert.equal(await second.isChecked("#f-differ"), true);
	assert.match(await second.locator("#pick > summary").innerText(), /2 of 3/);
	await second.click("#reset");
	assert.equal(new URL(second.url()).hash, "");
	await second.done();
});
