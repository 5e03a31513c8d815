"use strict";
/* Without this script the page can be read; it adds filters, keys and links to cells. */
(() => {
	const $ = id => document.getElementById(id);
	const matrix = $("matrix"), pick = $("pick");
	const fields = { text: $("q") };
	for (const name of ["mechanism", "level", "verdict", "change"])
		if ($("f-" + name))
			fields[name] = $("f-" + name);
	const differ = $("f-differ"), boxes = [...pick.querySelectorAll("input")];
	const titles = boxes.map(box => box.nextElementSibling.textContent);
	const verdicts = new Map([...fields.verdict.options].map(option => [option.dataset.letter, option.text]));
	const letters = new Map([...fields.verdict.options].map(option => [option.value, option.dataset.letter]));

	/* What each row says, read once. A cell without a class conforms, see page_matrix.c. */
	const sections = [...matrix.querySelectorAll(".mechanism")].map(section => ({
		section,
		name: section.id.slice("mechanism-".length),
		count: section.querySelector("summary span"),
		said: section.querySelector("summary span").textContent,
		rows: [...section.querySelectorAll("tbody > tr")].map(row => ({
			row,
			level: row.dataset.l,
			fold: row.firstElementChild.firstElementChild,
			text: row.querySelector("summary").textContent.toLowerCase(),
			cells: [...row.cells].slice(1).map(cell => cell.className || "c"),
			shown: true,
		})),
	}));
	const rows = sections.flatMap(section => section.rows);
	const entries = new Map(rows.map(entry => [entry.row, entry]));

	/* The choice of targets is a style of its own: no cell is touched. */
	const sheet = new CSSStyleSheet();
	document.adoptedStyleSheets = [sheet];
	let chosen = boxes.map((box, i) => i);
	const choose = () => {
		const hidden = [];
		chosen = [];
		boxes.forEach((box, i) => box.checked ? chosen.push(i) : hidden.push(i));
		const which = hidden.map(i => `#matrix tr > :nth-child(${i + 2})`).join();
		sheet.replaceSync(`:root { --n: ${chosen.length}; } ${which && which + "{ display: none; }"}`);
		pick.firstElementChild.textContent = `Targets: ${chosen.length} of ${boxes.length}`;
	};

	/* Of the targets chosen only; those that do not cover the row do not count. */
	const disagree = cells => {
		let first;
		for (const i of chosen) {
			const letter = cells[i][0];
			if (letter === "e")
				continue;
			first = first || letter;
			if (letter !== first)
				return true;
		}
		return false;
	};
	const changed = (cells, change) =>
		chosen.some(i => change === "any" ? cells[i].includes(" ") : cells[i].endsWith(" " + change));

	const apply = () => {
		const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
		const letter = letters.get(fields.verdict.value), change = fields.change?.value;
		const level = fields.level.value, mechanism = fields.mechanism.value;
		let total = 0;
		for (const { section, name, count, said, rows: own } of sections) {
			let here = 0;
			for (const entry of own) {
				const match = (!mechanism || name === mechanism) && (!level || entry.level === level) &&
					words.every(word => entry.text.includes(word)) &&
					(!letter || chosen.some(i => entry.cells[i][0] === letter)) &&
					(!change || changed(entry.cells, change)) &&
					(!differ.checked || disagree(entry.cells));
				if (match !== entry.shown)
					entry.row.hidden = !match;
				entry.shown = match;
				here += match;
			}
			section.hidden = here === 0;
			count.textContent = here === own.length ? said : `${here} shown of ${said}`;
			section.style.setProperty("--rows", here);
			total += here;
		}
		$("shown").value = total ? `${total} of ${rows.length} rows shown` : "Nothing matches.";
	};

	/* The filter lives in the fragment, as #?verdict=deviates&differ=1&target=musl, so that it can be sent. */
	const remember = () => {
		const state = new URLSearchParams();
		for (const name in fields)
			if (fields[name].value)
				state.set(name, fields[name].value);
		if (differ.checked)
			state.set("differ", "1");
		if (chosen.length < boxes.length)
			for (const label of chosen.length ? chosen.map(i => boxes[i].value) : [""])
				state.append("target", label);
		const query = state.toString();
		history.replaceState(null, "", query ? "#?" + query : location.pathname + location.search);
	};
	const set = state => {
		for (const name in fields) {
			fields[name].value = state.get(name) || "";
			if (fields[name].selectedIndex < 0)
				fields[name].value = "";
		}
		differ.checked = state.has("differ");
		const wanted = new Set(state.getAll("target"));
		for (const box of boxes)
			box.checked = wanted.size === 0 || wanted.has(box.value);
		choose();
		apply();
	};
	let waiting = 0;
	const change = () => {
		const before = location.hash;
		choose();
		apply();
		/* Browsers refuse too many changes of the address at once; a link followed meanwhile stays. */
		clearTimeout(waiting);
		waiting = setTimeout(() => location.hash === before && remember(), 150);
	};

	const link = (row, column) => "#" + encodeURIComponent(row.id) + (column < 0 ? "" : "@" + boxes[column].value);
	const seconds = (row, column) => {
		const milliseconds = row.dataset.t.split(",")[column];
		return milliseconds ? `${(milliseconds / 1000).toFixed(3)} s` : "";
	};
	const say = (entry, column) => {
		const [letter, news] = entry.cells[column].split(" ");
		return [verdicts.get(letter) || "not part of the run", news && `${news} since the previous run`,
			seconds(entry.row, column)].filter(Boolean).join(", ");
	};
	/* The list names the columns of all groups but the largest. */
	const reasonOf = (entry, column) => {
		const items = [...entry.fold.querySelectorAll(".more > ul:first-of-type > li")];
		const own = items.find(item => item.dataset.i?.split(",").includes(String(column))) ||
			items.find(item => item.dataset.i === undefined);
		return own?.querySelector(".reason")?.textContent || "";
	};

	/* Opens the row and tells what that target says of it. */
	const showCell = (entry, column) => {
		const line = document.createElement("p"), anchor = document.createElement("a"), title = document.createElement("b");
		title.textContent = titles[column];
		anchor.href = link(entry.row, column);
		anchor.textContent = "link to this cell";
		line.className = "cell";
		line.append(title, `: ${say(entry, column)} `, anchor);
		if (reasonOf(entry, column)) {
			const reason = document.createElement("p");
			reason.className = "reason";
			reason.textContent = reasonOf(entry, column);
			line.append(reason);
		}
		entry.fold.querySelector(".cell")?.remove();
		entry.fold.querySelector(".more").prepend(line);
		entry.fold.open = true;
		matrix.querySelector("tr.at")?.classList.remove("at");
		entry.row.classList.add("at");
	};

	/* The keyboard's place in the matrix: a row's id, or one of its cells. */
	const focusOn = (entry, column) => {
		const element = column < 0 ? entry.fold.firstElementChild : entry.row.cells[column + 1];
		if (column >= 0) {
			element.tabIndex = -1;
			element.setAttribute("aria-label", `${titles[column]}: ${say(entry, column)}`);
		}
		element.focus({ preventScroll: true });
		element.scrollIntoView({ block: "nearest", inline: "nearest" });
	};
	const placeOf = element => {
		const cell = element.closest?.("#matrix tbody tr > *");
		return cell && { entry: entries.get(cell.parentElement), column: cell.cellIndex - 1 };
	};
	const step = (place, by) => {
		let i = place ? rows.indexOf(place.entry) + by : 0;
		while (rows[i] && !(rows[i].shown && rows[i].row.closest(".mechanism").open))
			i += place ? by : 1;
		if (rows[i])
			focusOn(rows[i], place ? place.column : -1);
		return true;
	};
	const sideways = (place, by) => {
		const at = chosen.indexOf(place.column) + by;
		if (at < chosen.length)
			focusOn(place.entry, at < 0 ? -1 : chosen[at]);
		return true;
	};
	const close = place => {
		if (pick.open) {
			pick.open = false;
			pick.firstElementChild.focus();
		} else if (place) {
			place.entry.fold.open = false;
			focusOn(place.entry, -1);
		}
		return true;
	};

	/* What a key does at a place, undefined outside the matrix; true if it did. */
	const keys = {
		j: place => step(place, 1),
		k: place => step(place, -1),
		ArrowDown: place => place && step(place, 1),
		ArrowUp: place => place && step(place, -1),
		ArrowRight: place => place && sideways(place, 1),
		ArrowLeft: place => place?.column >= 0 && sideways(place, -1),
		Enter: place => {
			if (!(place?.column >= 0))
				return false;
			showCell(place.entry, place.column);
			return true;
		},
		"/": () => {
			fields.text.select();
			fields.text.focus();
			return true;
		},
		Escape: close,
	};
	addEventListener("keydown", event => {
		const typing = event.target.matches?.("select, input:not([type=checkbox])");
		if (event.ctrlKey || event.altKey || event.metaKey || typing || !Object.hasOwn(keys, event.key))
			return;
		if (keys[event.key](placeOf(event.target)))
			event.preventDefault();
	});

	matrix.addEventListener("click", event => {
		const place = placeOf(event.target);
		if (place?.column >= 0) {
			showCell(place.entry, place.column);
			focusOn(place.entry, place.column);
		}
	});
	matrix.addEventListener("mouseover", event => {
		const place = placeOf(event.target);
		if (place?.column >= 0)
			event.target.title = `${titles[place.column]}: ${say(place.entry, place.column)}`;
	});

	/* A permalink wins over the filter: its row, and the cell after the @, must be seen. */
	const follow = () => {
		const name = decodeURIComponent(location.hash.slice(1)), at = name.lastIndexOf("@");
		if (name.startsWith("?"))
			return set(new URLSearchParams(location.hash.slice(2)));
		const column = $(name) ? -1 : boxes.findIndex(box => box.value === name.slice(at + 1));
		const target = $(name) || (column >= 0 && $(name.slice(0, at)));
		const entry = entries.get(target);
		if (!target)
			return;
		if (target.closest("[hidden]") || (column >= 0 && !chosen.includes(column)))
			set(new URLSearchParams());
		if (!entry)
			return target.scrollIntoView();
		entry.row.closest(".mechanism").open = true;
		entry.fold.open = true;
		if (column >= 0)
			showCell(entry, column);
		focusOn(entry, column);
		/* A narrow screen has no room for the controls, too. */
		$("board").scrollIntoView({ block: "nearest" });
		matrix.scrollIntoView({ block: "nearest" });
	};

	$("filter").hidden = $("state").hidden = false;
	$("filter").addEventListener("input", change);
	for (const [id, checked] of [["every", true], ["none", false]])
		$(id).addEventListener("click", () => {
			for (const box of boxes)
				box.checked = checked;
			change();
		});
	$("reset").addEventListener("click", () => {
		set(new URLSearchParams());
		remember();
		fields.text.focus();
	});
	for (const anchor of document.querySelectorAll("a[data-filter]"))
		anchor.addEventListener("click", event => {
			event.preventDefault();
			set(new URLSearchParams(anchor.dataset.filter));
			remember();
			$("board").scrollIntoView();
		});
	addEventListener("hashchange", follow);
	addEventListener("click", event => {
		if (!pick.contains(event.target))
			pick.open = false;
	});
	addEventListener("beforeprint", () => {
		for (const { section } of sections)
			section.open = true;
	});
	/* After the browser went to the fragment its own way. */
	addEventListener("load", follow);
	choose();
	apply();
})();
