"use strict";
// What the pages outside the desk are built with. Nothing typed or stored is ever read as HTML.
const DATA = JSON.parse(document.getElementById("page-data").textContent);

// A text of the page in the reader's language, its {0}, {1} filled in.
function text(key, ...values) {
	return DATA.texts[key].replace(/\{(\d)\}/g, (_all, place) => values[place]);
}

// An element: h("p", { class: "note", onclick: … }, "text", element, null).
function h(tag, given, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(given || {})) {
		if (value === null || value === undefined || value === false) continue;
		if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
		else element.setAttribute(name, value === true ? "" : value);
	}
	element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
	return element;
}

// Said to those who do not see the page.
function announce(sentence) {
	document.getElementById("news").textContent = sentence;
}

function show(element, shown) {
	element.hidden = !shown;
}

function bring(element) {
	element.focus({ preventScroll: true });
	const moving = window.matchMedia("(prefers-reduced-motion: no-preference)").matches;
	element.scrollIntoView({ block: "start", behavior: moving ? "smooth" : "auto" });
}
