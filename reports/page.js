"use strict";
/* Without this script the page is complete; it adds the filter. */
(() => {
	const $ = id => document.getElementById(id);
	const fields = { text: $("q"), verdict: $("f-verdict"), mechanism: $("f-mechanism"), level: $("f-level") };
	const rows = [...document.querySelectorAll("tr[data-verdict]")].map(row => ({
		row,
		...row.dataset,
		text: row.textContent.toLowerCase(),
	}));
	const sections = [...document.querySelectorAll("section.mechanism, .table")].map(section => ({
		section,
		rows: [...section.querySelectorAll("tr[data-verdict]")],
	}));

	const filter = () => {
		const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
		const wanted = ["verdict", "mechanism", "level"].filter(name => fields[name].value);
		let shown = 0;
		for (const entry of rows) {
			const match = wanted.every(name => entry[name] === fields[name].value) &&
				words.every(word => entry.text.includes(word));
			entry.row.hidden = !match;
			shown += match;
		}
		for (const { section, rows: own } of sections)
			section.hidden = own.length > 0 && own.every(row => row.hidden);
		$("shown").value = `${shown} of ${rows.length} shown`;
		$("nothing").hidden = shown > 0;
	};

	/* The filter lives in the fragment, as #?verdict=deviates&text=eintr, so that it can be sent. */
	const remember = () => {
		const state = new URLSearchParams();
		for (const name in fields)
			if (fields[name].value)
				state.set(name, fields[name].value);
		const query = state.toString();
		history.replaceState(null, "", query ? "#?" + query : location.pathname + location.search);
	};
	const set = state => {
		for (const name in fields) {
			fields[name].value = state.get(name) || "";
			if (fields[name].selectedIndex < 0)
				fields[name].value = "";
		}
		filter();
	};
	const change = () => {
		filter();
		remember();
	};

	/* A permalink wins over the filter: its row must be seen. */
	const follow = () => {
		if (location.hash.startsWith("#?"))
			return set(new URLSearchParams(location.hash.slice(2)));
		const target = location.hash && $(decodeURIComponent(location.hash.slice(1)));
		if (!target)
			return;
		if (target.closest("[hidden]"))
			set(new URLSearchParams());
		for (const fold of target.querySelectorAll("details"))
			fold.open = true;
		target.scrollIntoView();
	};

	$("filter").hidden = false;
	for (const name in fields)
		fields[name].addEventListener("input", change);
	$("reset").addEventListener("click", () => {
		set(new URLSearchParams());
		remember();
		fields.text.focus();
	});
	for (const link of document.querySelectorAll("a[data-filter]"))
		link.addEventListener("click", event => {
			event.preventDefault();
			set(new URLSearchParams(link.dataset.filter));
			remember();
			$("requirements").scrollIntoView();
		});
	addEventListener("hashchange", follow);
	filter();
	follow();

	addEventListener("beforeprint", () => {
		for (const fold of document.querySelectorAll("details"))
			fold.open = true;
	});
})();
