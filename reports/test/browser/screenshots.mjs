/* screenshots.mjs PAGE FOLDER: a comparison on a wide screen, and on a narrow one in the dark. */
import { join } from "node:path";

import { launch, open, painted } from "./browser.mjs";

const [page, folder] = process.argv.slice(2);
const pictures = [
	{ name: "compare.png", viewport: { width: 1280, height: 760 }, colorScheme: "light" },
	{ name: "compare-narrow.png", viewport: { width: 390, height: 760 }, colorScheme: "dark" },
];

const take = async browser => {
	for (const { name, ...options } of pictures) {
		const shot = await open(browser, page, "#?differ=1", options);

		if (await shot.locator("#board").count() === 0)
			throw new Error(`${page} is not the page of a comparison`);
		await shot.evaluate(() => document.getElementById("board").scrollIntoView());
		await painted(shot);
		await shot.screenshot({ path: join(folder, name) });
		await shot.done();
	}
};

/* Of what playwright says, the first line tells what is wrong. */
let browser;
try {
	browser = await launch();
	await take(browser);
} catch (error) {
	console.error(`test-page: ${error.message.split("\n")[0]}`);
	process.exitCode = 2;
} finally {
	await browser?.close();
}
