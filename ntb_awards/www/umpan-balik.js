// The contributor's page: the list of colleagues, one of them open at a time, saved as one goes.
const KEY = "ntb-feedback-key";

// The key of a personal link comes behind the #, is kept for this tab alone, and leaves the address at once.
function take_key() {
	const given = new URLSearchParams(location.hash.slice(1)).get("k");
	if (given) {
		keep_key(given);
		history.replaceState(null, "", location.pathname + location.search);
	}
	return given || kept_key();
}

function kept_key() {
	try {
		return sessionStorage.getItem(KEY);
	} catch {
		return null;
	}
}

function keep_key(key) {
	try {
		if (key) sessionStorage.setItem(KEY, key);
		else sessionStorage.removeItem(KEY);
	} catch {
		// Storage is switched off: the page works, a reload asks for the link again.
	}
}

class Page {
	constructor(root) {
		Object.assign(this, { root, people: [], bar: new Bar() });
		this.server = new Server({ key: take_key(), csrf: DATA.csrf });
		window.addEventListener("hashchange", () => location.hash.startsWith("#k=") && location.reload());
		document.querySelectorAll(".languages a").forEach((link) =>
			link.addEventListener("click", (event) => this.change_language(event, link.href))
		);
	}

	async start() {
		if (!this.server.key && !DATA.signed_in) {
			show(document.getElementById("door"), true);
			return;
		}
		this.root.replaceChildren(h("p", { class: "card", role: "status" }, text("loading")));
		try {
			const { message } = await this.server.call("feedback_page.overview", {});
			if (!this.speaks_otherwise(message.language)) this.draw(message);
		} catch (failure) {
			this.fail(failure);
		}
	}

	// The language noted for the contributor, unless another was chosen on the page.
	speaks_otherwise(language) {
		const chosen = new URLSearchParams(location.search).has("_lang");
		const offered = [...document.querySelectorAll(".languages a")].map((link) => link.lang);
		if (chosen || language === document.documentElement.lang || !offered.includes(language)) return false;
		location.replace(`${location.pathname}?_lang=${language}`);
		return true;
	}

	fail(failure) {
		if (failure.kind === "refused" && this.server.key) {
			keep_key(null);
			if (DATA.signed_in) {
				this.server.key = null;
				this.start();
				return;
			}
		}
		const again = h("button", { type: "button", class: "button", onclick: () => this.start() }, text("try_again"));
		const enter = h("a", { class: "button", href: DATA.login }, text("log_in"));
		const passing = ["offline", "busy"].includes(failure.kind);
		const way = passing ? again : failure.kind === "session" ? enter : null;
		this.root.replaceChildren(h("div", { class: "note bad", role: "alert" }, h("p", null, failure.message), way || ""));
	}

	draw({ name, seasons, suggestions }) {
		this.people = [];
		const parts = seasons.map((season) => this.season(season, name));
		if (!seasons.length && !suggestions.length) parts.push(this.nothing());
		parts.push(...suggestions.map((own) => new Suggestions(this.server, own).element));
		this.dialog = h("dialog", { class: "card", "aria-labelledby": "ask-title" });
		this.root.replaceChildren(...parts, this.bar.element, this.dialog);
		if (this.people.length === 1 && this.waiting.length === 1) this.open(this.people[0]);
	}

	nothing() {
		return h("div", { class: "card" }, h("h1", null, text("nothing")), h("p", null, text("nothing_hint")));
	}

	season(season, name) {
		// The unit that all have in common is named once.
		const units = new Set(season.requests.map((entry) => entry.unit));
		season.unit = units.size === 1 && season.requests.length > 1 ? [...units][0] : "";
		const people = season.requests.map((entry) => new Person(this, season, entry));
		this.people.push(...people);
		season.people = people;
		season.count = h("p", { class: "progress-words", tabindex: "-1" });
		season.meter = h("progress", { "aria-hidden": "true", max: people.length });
		this.show_progress(season);
		const list = h("ol", { class: "people" }, ...people.map((person) => person.element));
		return h(
			"section",
			null,
			this.introduction(season, name),
			h("h2", null, text("your_assessments")),
			season.unit ? h("p", { class: "soft small" }, season.unit) : null,
			season.count,
			season.meter,
			list
		);
	}

	introduction({ title, deadline, notice, contact }, name) {
		return h(
			"div",
			{ class: "card intro" },
			h("h1", null, title),
			h("p", null, text("greeting", name)),
			h("p", { class: notice ? "note warn" : "deadline" }, notice || text("deadline", deadline)),
			h("p", { class: "soft" }, text("confidential")),
			contact ? h("p", { class: "soft small" }, text("contact", contact)) : null
		);
	}

	show_progress(season) {
		const done = season.people.filter((person) => person.entry.status === "Submitted").length;
		const over = done === season.people.length;
		season.count.textContent = over ? text("all_done") : text("progress", done, season.people.length);
		season.count.classList.toggle("done", over);
		season.meter.value = done;
		return [done, season.people.length];
	}

	get waiting() {
		return this.people.filter((person) => person.waits);
	}

	open(chosen) {
		this.people.filter((person) => person.is_open && person !== chosen).forEach((person) => person.close());
		show(this.bar.element, false);
		if (chosen) chosen.open();
	}

	go_to(person) {
		this.open(person);
		bring(person.head);
	}

	// To the next in the list who is waiting, from its top when its end is reached.
	go_on(from) {
		const place = this.people.indexOf(from);
		const order = [...this.people.slice(place + 1), ...this.people.slice(0, place)];
		const following = order.find((person) => person.waits);
		if (following) this.go_to(following);
		else {
			this.open(null);
			bring(from.waits ? from.head : from.season.count);
		}
	}

	submitted(person) {
		const [done, all] = this.show_progress(person.season);
		announce(text("submit_done", person.entry.nominee, done, all));
		this.go_on(person);
	}

	confirm(nominee) {
		const answer = (value) => h("button", { type: "button", value, onclick: () => this.dialog.close(value) });
		const yes = answer("yes");
		const no = answer("no");
		yes.className = "button primary";
		no.className = "button";
		yes.append(text("submit_now"));
		no.append(text("look_again"));
		this.dialog.replaceChildren(
			h("h2", { id: "ask-title" }, text("submit_title", nominee)),
			h("p", null, text("submit_warning")),
			h("div", { class: "buttons wide" }, yes, no)
		);
		this.dialog.returnValue = "no";
		this.dialog.showModal();
		return new Promise((settle) => {
			this.dialog.addEventListener("close", () => settle(this.dialog.returnValue === "yes"), { once: true });
		});
	}

	busy(is) {
		this.root.setAttribute("aria-busy", String(is));
		this.root.querySelectorAll(".body:not([hidden]) .wide button").forEach((button) => {
			button.disabled = is;
		});
	}

	// The time of the server, in the zone of the season, as deadlines are written: 10.32.
	clock(at, { timezone }) {
		const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: timezone };
		return new Intl.DateTimeFormat("en-GB", format).format(at).replace(":", ".");
	}

	async change_language(event, address) {
		event.preventDefault();
		await Promise.all(this.people.map((person) => person.keeper && person.keeper.save()));
		location.assign(address);
	}
}

new Page(document.getElementById("page")).start();
