"use strict";
/* The choice of light or dark, for every page. */
(() => {
	const root = document.documentElement, theme = document.getElementById("theme");
	const system = matchMedia("(prefers-color-scheme: dark)");
	const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
	const label = () => { theme.textContent = isDark() ? "Light theme" : "Dark theme"; };
	/* A page opened from a file may have no storage. */
	const stored = value => {
		try {
			if (value)
				localStorage.setItem("ipcts-theme", value);
			return localStorage.getItem("ipcts-theme");
		} catch {
			return null;
		}
	};
	if (["dark", "light"].includes(stored()))
		root.dataset.theme = stored();
	theme.hidden = false;
	theme.addEventListener("click", () => {
		root.dataset.theme = isDark() ? "light" : "dark";
		stored(root.dataset.theme);
		label();
	});
	system.addEventListener("change", label);
	label();
})();
