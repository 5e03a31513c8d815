/*
 * Chromium, driven by playwright-core: pages are files, and whatever they say on the console,
 * throw or fetch is remembered. IPCTS_MODULES is the folder that npm installed it in.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(resolve(process.env.IPCTS_MODULES) + "/"));
const { chromium } = require("playwright-core");

export const launch = () => chromium.launch({
	executablePath: process.env.IPCTS_CHROMIUM,
	args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/* Opens the file; the fragment begins with #, options are those of a browser context. */
export async function open(browser, file, fragment = "", options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();
	page.setDefaultTimeout(30000); /* on a busy machine, too */
	const address = pathToFileURL(resolve(file)).href, troubles = [];

	page.on("console", message => troubles.push(`console: ${message.text()}`));
	page.on("pageerror", error => troubles.push(`error: ${error.message}`));
	page.on("request", request => {
		if (request.url().split("#")[0] !== address)
			troubles.push(`request: ${request.url()}`);
	});
	await page.goto(address + fragment);
	page.done = async () => {
		await context.close();
		assert.deepEqual(troubles, []);
	};
	return page;
}

/* Until the page has painted what was done last. */
export const painted = page => page.evaluate(() =>
	new Promise(done => requestAnimationFrame(() => setTimeout(done))));

/* The contrast of each element's text with what is behind it, at its worst: 1 to 21. */
export const contrast = (page, selector) => page.evaluate(which => {
	const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const light = (...colours) => {
		for (const colour of colours) {
			pen.fillStyle = colour;
			pen.fillRect(0, 0, 1, 1);
		}
		const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value =>
			value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const behind = element => {
		const style = getComputedStyle(element), parent = element.parentElement;
		const tint = /gradient\((.*?\)),/.exec(style.backgroundImage)?.[1];
		return [...(parent ? behind(parent) : ["white"]), style.backgroundColor, ...(tint ? [tint] : [])];
	};
	return Math.min(...[...document.querySelectorAll(which)].map(element => {
		const back = behind(element), a = light(...back), b = light(...back, getComputedStyle(element).color);
		return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
	}));
}, selector);

/* The page is no wider than its window: only parts of it scroll to the side. */
export const assertFits = async page => {
	const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);

	assert.ok(wide <= window, `the page is ${wide} pixels wide in a window of ${window}`);
};
