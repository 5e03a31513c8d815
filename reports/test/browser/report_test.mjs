/* The report's page, of one target: report.html. */
import assert from "node:assert/strict";

import { assertFits, contrast } from "./browser.mjs";
import { check, made, openPage } from "./tests.mjs";

const file = made("report"), ID = "pipe.read.fifo_order";

const ids = page => page.evaluate(() =>
	[...document.querySelectorAll("tr[data-verdict]")].filter(row => row.checkVisibility()).map(row => row.id));

check("a filter, and the address that keeps it", file, async page => {
	await page.selectOption("#f-verdict", "deviates");
	await page.selectOption("#f-mechanism", "pipe");
	const expected = await page.evaluate(() =>
		[...document.querySelectorAll("tr[data-verdict=deviates][data-mechanism=pipe]")].map(row => row.id));
	assert.ok(expected.length > 0);
	assert.deepEqual(await ids(page), expected);
	const second = await openPage(file, new URL(page.url()).hash);
	assert.deepEqual(await ids(second), expected);
	await second.click("#reset");
	assert.ok((await ids(second)).length > expected.length);
	await second.done();
});

check("a link to a requirement", file, async page => {
	assert.equal(await page.locator(`[id="${ID}"] details`).getAttribute("open"), "");
	const box = await page.locator(`[id="${ID}"]`).boundingBox();
	assert.ok(box.y >= 0 && box.y < 900);
}, `#${ID}`);

check("a narrow screen", file, assertFits, "", { viewport: { width: 360, height: 740 } });

for (const colorScheme of ["light", "dark"])
	check(`${colorScheme} colours can be read`, file, async page => {
		const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		assert.equal(await colour(), colorScheme === "dark" ? "rgb(20, 23, 26)" : "rgb(252, 252, 250)");
		for (const selector of [".v", ".lead", ".rows .id", ".counts td a", "#filter label"])
			assert.ok(await contrast(page, selector) >= 4.5, `the contrast of ${selector} is ${await contrast(page, selector)}`);
		await page.click("#theme");
		assert.equal(await colour(), colorScheme === "dark" ? "rgb(252, 252, 250)" : "rgb(20, 23, 26)");
	}, "", { colorScheme });

check("without JavaScript", file, async page => {
	assert.equal(await page.locator("#filter").isVisible(), false);
	await page.locator(`[id="${ID}"] summary`).first().click();
	assert.match(await page.locator(`[id="${ID}"] .cases`).innerText(), /sample_test/);
}, `#${ID}`, { javaScriptEnabled: false });
