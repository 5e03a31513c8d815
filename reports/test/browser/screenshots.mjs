/* screenshots.mjs PAGE FOLDER: a comparison on a wide screen, and on a narrow one in the dark. */
import { join } from "node:path";

import { launch, open, painted } from "./browser.mjs";

const [page, folder] = process.argv.slice(2);
const pictures = [
	{ name: "compare.png", viewport: { width: 1280, height: 760 }, colorScheme: "light" },
	{ name: "compare-narrow.png", viewport: { width: 390, height: 760 }, colorScheme: "dark" },
];
const browser = await launch();

for (const { name, ...options } of pictures) {
	const shot = await open(browser, page, "#?differ=1", options);

	await shot.evaluate(() => document.getElementById("board").scrollIntoView());
	await painted(shot);
	await shot.screenshot({ path: join(folder, name) });
	await shot.done();
}
await browser.close();
