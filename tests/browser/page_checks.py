"""What a page owes everybody, looked for in the page as the browser shows it: what is wrong is listed."""

from __future__ import annotations

from playwright.sync_api import Page

SMALLEST_TARGET = 44
# Of text to its ground; of large text (24 px, or 18.66 px and bold).
CONTRAST, CONTRAST_OF_LARGE = 4.5, 3

# The skip link is small until it is used; a radio button is chosen by its label.
TOO_SMALL = """(least) => [...document.querySelectorAll("a, button, summary, input, textarea, select, .step")]
	.filter((one) => one.checkVisibility() && !one.closest("[aria-hidden=true]") && !one.matches(".skip"))
	.filter((one) => one.type !== "hidden" && one.type !== "radio")
	.map((one) => [one, one.getBoundingClientRect()])
	.filter(([, box]) => Math.min(box.height, box.width) < least)
	.map(([one]) => "too small: " + one.outerHTML.slice(0, 120))"""
WITHOUT_NAME = """() => [
		...document.querySelectorAll("a, button, summary, input, textarea, select, video, nav"),
	]
	.filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.closest("[aria-hidden=true]"))
	.filter((one) => {
		const told = (one.getAttribute("aria-labelledby") || "").split(" ")
			.map((id) => document.getElementById(id)?.textContent || "").join("");
		const label = one.getAttribute("aria-label") || told || (one.labels?.[0]?.textContent ?? "");
		const image = one.querySelector("img[alt]")?.alt ?? "";
		const own = one.matches("nav, video") ? "" : one.textContent + image;
		return !(label + own).trim();
	})
	.map((one) => "without a name: " + one.outerHTML.slice(0, 120))"""
WITHOUT_ALT = """() => [...document.images].filter((one) => !one.alt.trim())
	.map((one) => "without alt text: " + one.outerHTML.slice(0, 120))"""
HEADINGS = """() => {
	const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((one) => Number(one.tagName[1]));
	const first = levels.indexOf(1) === 0 && levels.lastIndexOf(1) === 0;
	const skipped = levels.filter((level, at) => at && level > levels[at - 1] + 1);
	return [...(first ? [] : ["not one h1, first"]), ...skipped.map((level) => `skipped to h${level}`)];
}"""
LANDMARKS = """() => ["html[lang]", "head title", "header.top", "main", "footer", "#content",
		".skip[href='#content']", "meta[name=viewport]", "meta[name=description]",
		"link[rel=canonical]", "meta[property='og:title']",
		"meta[property='og:description']", "meta[property='og:url']", "meta[property='og:locale']"]
	.filter((one) => document.querySelectorAll(one).length !== 1).map((one) => "not once: " + one)"""
TWICE = """() => [...document.querySelectorAll("[id]")].map((one) => one.id)
	.filter((id, at, all) => all.indexOf(id) !== at).map((id) => "id twice: " + id)"""
LEADS_NOWHERE = """() => [...document.querySelectorAll("a[href^='#']")]
	.filter((one) => !document.getElementById(one.hash.slice(1)))
	.map((one) => "leads nowhere: " + one.hash)"""
LOW_CONTRAST = """([least, least_of_large]) => {
	const parts = (colour) => {
		const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
		return [r, g, b, a];
	};
	const over = ([r, g, b, a], under) => [r, g, b].map((one, at) => one * a + under[at] * (1 - a));
	const light = (colour) => {
		const [r, g, b] = colour.map((one) => one / 255)
			.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const ground = (one) => {
		if (!one) return [255, 255, 255];
		const colour = parts(getComputedStyle(one).backgroundColor);
		return colour[3] === 1 ? colour.slice(0, 3) : over(colour, ground(one.parentElement));
	};
	const found = [];
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const one = texts.currentNode.parentElement;
		if (!texts.currentNode.data.trim() || !one.checkVisibility()) continue;
		if (one.closest(".skip, .hidden-text, .off-screen")) continue;
		const style = getComputedStyle(one);
		const under = ground(one);
		const [first, second] = [light(over(parts(style.color), under)), light(under)];
		const ratio = (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
		const size = parseFloat(style.fontSize);
		const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
		if (ratio < (large ? least_of_large : least)) {
			found.push(`contrast ${ratio.toFixed(2)}: ${texts.currentNode.data.trim().slice(0, 60)}`);
		}
	}
	return found;
}"""
# What has the focus: its place in the document, and whether one sees that it has it.
FOCUSED = """() => {
	const one = document.activeElement;
	if (!one || one === document.body) return null;
	const style = getComputedStyle(one);
	const all = [...document.querySelectorAll("*")];
	return { place: all.indexOf(one), html: one.outerHTML.slice(0, 100),
		visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
}"""


def problems(page: Page) -> list[str]:
	"""Everything that is wrong with the page that is open; empty if nothing is."""
	checks = (WITHOUT_NAME, WITHOUT_ALT, HEADINGS, LANDMARKS, TWICE, LEADS_NOWHERE)
	found = [problem for check in checks for problem in page.evaluate(check)]
	found += page.evaluate(TOO_SMALL, SMALLEST_TARGET)
	found += page.evaluate(LOW_CONTRAST, [CONTRAST, CONTRAST_OF_LARGE])
	wider = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
	if wider > 0:
		found.append(f"wider than the screen by {wider} px")
	return found


def focus_problems(page: Page, most: int = 200) -> list[str]:
	"""Tab through the page: in the order of the document, the focus always to be seen."""
	found, last = [], -1
	for _step in range(most):
		page.keyboard.press("Tab")
		here = page.evaluate(FOCUSED)
		if here is None:
			return found if last >= 0 else ["nothing takes the focus"]
		if here["place"] <= last:
			# Round the page and at its beginning again.
			return found
		last = here["place"]
		if not here["visible"]:
			found.append(f"focus not to be seen: {here['html']}")
	return [*found, f"more than {most} stops"]
