/* What the tests ask of the page of a comparison: small.html has 4 targets in 3 columns, large.html 50. */
import assert from "node:assert/strict";

import { made } from "./tests.mjs";

export const small = made("small"), large = made("large");
export const ID = "pipe.read.fifo_order";

export const shown = page => page.locator("#shown").innerText();
export const ids = page => page.evaluate(() =>
	[...document.querySelectorAll("#matrix tbody tr")].filter(row => row.checkVisibility()).map(row => row.id));
export const where = (page, test, value) => page.evaluate(([test, value]) => {
	const of = { verdict: row => row.querySelector(`td.${value}`), level: row => row.dataset.l === value,
		mechanism: row => row.closest(".mechanism").id === `mechanism-${value}`,
		text: row => row.querySelector("summary").textContent.toLowerCase().includes(value),
		differs: row => new Set([...row.cells].slice(1).map(cell => (cell.className || "c")[0])
			.filter(letter => letter !== "e")).size > 1 };
	return [...document.querySelectorAll("#matrix tbody tr")].filter(of[test]).map(row => row.id);
}, [test, value]);
export const assertShows = async (page, expected) => {
	assert.ok(expected.length > 0, "the sample has such rows");
	assert.deepEqual(await ids(page), expected);
	assert.match(await shown(page), new RegExp(`^${expected.length} of \\d+ rows shown$`));
};
export const focused = page => page.evaluate(() => {
	const element = document.activeElement;
	return element.closest("#matrix tbody tr") &&
		`${element.closest("tr").id} ${element.cellIndex ?? "id"} ${element.getAttribute("aria-label") ?? ""}`.trim();
});
export const isInSight = (page, selector) => page.evaluate(which => {
	const element = document.querySelector(which), box = element.getBoundingClientRect();
	const at = document.elementFromPoint(box.left + 5, box.top + 5);
	return element.contains(at);
}, selector);
export const row = id => `[id="${id}"]`;
