/* The page of a comparison: narrow, dark, on paper, far down, without JavaScript. */
import assert from "node:assert/strict";

import { assertFits, contrast, painted } from "./browser.mjs";
import { ID, isInSight, large, row, small } from "./compare.mjs";
import { check } from "./tests.mjs";

check("far down and to the right, heads and ids stay in sight", large, async page => {
	const far = row("pipe.write.sigpipe_to_thread");
	assert.equal(await isInSight(page, `${far} td:nth-child(47)`), true);
	assert.equal(await isInSight(page, `${far} summary`), true);
	assert.equal(await isInSight(page, "#mechanism-pipe thead th:nth-child(47)"), true);
	await assertFits(page);
	await page.evaluate(() => {
		const head = document.querySelector("#mechanism-pipe thead th").getBoundingClientRect();
		document.getElementById("matrix").scrollBy(0, document.activeElement.getBoundingClientRect().top - head.bottom);
	});
	await page.keyboard.press("ArrowUp");
	await painted(page);
	assert.equal(await isInSight(page, ":focus"), true, "heads do not hide the row that a key went up to");
}, "#pipe.write.sigpipe_to_thread@target-45");

for (const file of [small, large])
	check(`a narrow screen: ${file === small ? "few" : "many"} targets`, file, async page => {
		await assertFits(page);
		await page.locator("#matrix td.d").first().click();
		await painted(page);
		await assertFits(page);
		const box = await page.locator(".cell").boundingBox();
		assert.ok(box.x >= 0 && box.x + box.width <= 360, "what a cell says fits");
		assert.equal(await isInSight(page, "#mechanism-pipe thead th:nth-child(4)"), true, "ids leave room for targets");
		await page.click("#pick > summary");
		const pick = await page.locator("#pick > div").boundingBox();
		assert.ok(pick.x >= 0 && pick.x + pick.width <= 360, "the choice of targets fits");
		assert.equal(await isInSight(page, "#pick li:nth-child(3) span"), true, "it lies above the matrix");
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
	const [overflow, end, next] = await page.evaluate(() => {
		const matrix = document.getElementById("matrix");
		return [getComputedStyle(matrix).overflow, matrix.getBoundingClientRect().bottom,
			document.getElementById("observations").getBoundingClientRect().top];
	});
	assert.equal(overflow, "visible", "nothing is cut off");
	assert.ok(end <= next, "the matrix ends before what follows");
});
