/* The report's page, of one target: report.html. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { assertFits, contrast, launch, open } from "./browser.mjs";

const file = join(process.env.IPCTS_PAGES, "report.html");
const ID = "pipe.read.fifo_order";
let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

const check = (name, body, fragment, options) => test(name, async () => {
	const page = await open(browser, file, fragment, options);

	await body(page);
	await page.done();
});

const ids = page => page.evaluate(() =>
	[...document.querySelectorAll("tr[data-verdict]")].filter(row => row.checkVisibility()).map(row => row.id));

check("a filter, and the address that keeps it", async page => {
	await page.selectOption("#f-verdict", "deviates");
	await page.selectOption("#f-mechanism", "pipe");
	const expected = await page.evaluate(() =>
		[...document.querySelectorAll("tr[data-verdict=deviates][data-mechanism=pipe]")].map(row => row.id));
	assert.ok(expected.length > 0);
	assert.deepEqual(await ids(page), expected);
	const second = await open(browser, file, new URL(page.url()).hash);
	assert.deepEqual(await ids(second), expected);
	await second.click("#reset");
	assert.ok((await ids(second)).length > expected.length);
	await second.done();
});

check("a link to a requirement", async page => {
	assert.equal(await page.locator(`[id="${ID}"] details`).getAttribute("open"), "");
	const box = await page.locator(`[id="${ID}"]`).boundingBox();
	assert.ok(box.y >= 0 && box.y < 900);
}, `#${ID}`);

check("a narrow screen", assertFits, "", { viewport: { width: 360, height: 740 } });

for (const colorScheme of ["light", "dark"])
	check(`${colorScheme} colours can be read`, async page => {
		const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		assert.equal(await colour(), colorScheme === "dark" ? "rgb(20, 23, 26)" : "rgb(252, 252, 250)");
		for (const selector of [".v", ".lead", ".rows .id", ".counts td a", "#filter label"])
			assert.ok(await contrast(page, selector) >= 4.5, `the contrast of ${selector} is ${await contrast(page, selector)}`);
		await page.click("#theme");
		assert.equal(await colour(), colorScheme === "dark" ? "rgb(252, 252, 250)" : "rgb(20, 23, 26)");
	}, "", { colorScheme });

check("without JavaScript", async page => {
	assert.equal(await page.locator("#filter").isVisible(), false);
	await page.locator(`[id="${ID}"] summary`).first().click();
	assert.match(await page.locator(`[id="${ID}"] .cases`).innerText(), /sample_test/);
}, "", { javaScriptEnabled: false });
