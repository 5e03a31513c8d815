/* The tests of a file share a browser; each has a page of its own. */
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch, open } from "./browser.mjs";

/* The page that scripts/test-page made under this name. */
export const made = name => join(process.env.IPCTS_PAGES, `${name}.html`);

let browser;

before(async () => { browser = await launch(); });
after(() => browser.close());

export const openPage = (file, fragment, options) => open(browser, file, fragment, options);

/* A test of a page, which must have no troubles at the end. */
export const check = (name, file, body, fragment, options) => test(name, async () => {
	const page = await openPage(file, fragment, options);

	await body(page);
	await page.done();
});
