const MARKS = { submitted: "✓", returned: "↩", begun: "✎", not_begun: "○", closed: "–" };

// One colleague in the list.
class Person {
	constructor(page, season, entry) {
		Object.assign(this, { page, season, entry });
		this.id = `p-${entry.request}`;
		this.mark = h("span", { class: "mark", "aria-hidden": "true" });
		this.status = h("span", { class: "status" });
		this.head = h(
			"button",
			{ type: "button", class: "head", id: this.id, "aria-expanded": "false", "aria-controls": `${this.id}-body` },
			h("span", { class: "who" }, h("b", null, entry.nominee)),
			...[entry.post, season.unit ? "" : entry.unit].filter(Boolean).map((line) => h("span", { class: "post soft" }, line)),
			h("span", { class: "line" }, h("span", { class: "pill" }, this.mark, " ", this.status)),
			h("span", { class: "chevron", "aria-hidden": "true" })
		);
		this.head.addEventListener("click", () => page.open(this.is_open ? null : this));
		this.body = h("div", { class: "body", id: `${this.id}-body`, role: "region", "aria-labelledby": this.id, hidden: true });
		this.element = h("li", { class: "person card", "data-request": entry.request }, h("h3", null, this.head), this.body);
		this.aspects = season.forms[entry.form].aspects;
		this.show_state();
	}

	get is_open() {
		return !this.body.hidden;
	}

	get waits() {
		return this.entry.open;
	}

	get state() {
		const { status, open, answers } = this.entry;
		if (status === "Submitted") return "submitted";
		if (!open) return "closed";
		if (status === "Returned") return "returned";
		return (this.form ? this.form.answered : Object.keys(answers).length) ? "begun" : "not_begun";
	}

	show_state() {
		const answered = this.form ? this.form.answered : Object.keys(this.entry.answers).length;
		this.element.dataset.state = this.state;
		this.mark.textContent = MARKS[this.state];
		this.status.textContent = text(this.state, answered, this.aspects.length);
	}

	open() {
		if (!this.body.childElementCount) this.body.append(...(this.waits ? this.questions() : this.given()));
		this.body.hidden = false;
		this.head.setAttribute("aria-expanded", "true");
		if (this.form) this.show_bar();
	}

	close() {
		this.body.hidden = true;
		this.head.setAttribute("aria-expanded", "false");
	}

	introduction() {
		const { relation, reason, until, self_description, nominee, status } = this.entry;
		const returned = h("div", { class: "note warn" }, h("p", null, text("returned_because")));
		if (reason) returned.append(h("p", null, text("reason", reason)));
		if (until) returned.append(h("p", null, text("until", until)));
		const own_words = h("details", { class: "own-words" }, h("summary", null, text("self_description", nominee)));
		own_words.append(h("p", { class: "as-written" }, self_description));
		return [
			h("p", { class: "soft small" }, text("as", relation)),
			this.waits && status === "Returned" ? returned : null,
			self_description ? own_words : null,
		].filter(Boolean);
	}

	// What was submitted, to be read.
	given() {
		const rows = this.aspects.map((aspect) =>
			h("div", null, h("dt", null, aspect.title), h("dd", null, this.entry.answers[aspect.code] || text("no_answer")))
		);
		const { status, comment } = this.entry;
		return [
			...this.introduction(),
			status === "Submitted" ? h("p", { class: "note good" }, text("read_only")) : null,
			h("dl", { class: "given" }, ...rows),
			comment ? h("p", { class: "as-written" }, `“${comment}”`) : null,
			this.ways(),
		].filter(Boolean);
	}

	questions() {
		this.form = new AnswerForm({ entry: this.entry, aspects: this.aspects, changed: () => this.changed() });
		this.keeper = new Keeper({
			server: this.page.server,
			request: this.entry.request,
			read: () => this.form.read(),
			tell: (state, news) => this.tell(state, news),
		});
		this.trouble = h("p", { class: "note bad", role: "alert", hidden: true });
		const submit = h("button", { type: "button", class: "button primary", onclick: () => this.ask() }, text("submit"));
		const last = this.page.waiting.length < 2;
		const save = h(
			"button",
			{ type: "button", class: "button save", onclick: () => this.save_and_go() },
			text(last ? "save_and_close" : "save_and_next")
		);
		const actions = h("div", { class: "buttons wide" }, submit, save);
		return [...this.introduction(), this.form.element, this.trouble, actions, this.ways()].filter(Boolean);
	}

	// To the neighbours in the list.
	ways() {
		const people = this.page.people;
		if (people.length < 2) return null;
		const place = people.indexOf(this);
		const way = (key, other) =>
			h("button", { type: "button", class: "button", disabled: !other, onclick: () => this.page.go_to(other) }, text(key));
		return h("div", { class: "buttons ways" }, way("previous", people[place - 1]), way("next", people[place + 1]));
	}

	changed() {
		show(this.trouble, false);
		this.keeper.change();
		this.show_state();
	}

	tell(state, { at, message, problems }) {
		const sentence = {
			saving: () => text("saving"),
			unsaved: () => text("unsaved"),
			saved: () => text(this.form.invalid ? "correct_first" : "saved", this.page.clock(at, this.season)),
			offline: () => text("not_saved"),
			session: () => text("session_over"),
			busy: () => text("refused", message),
			refused: () => text("refused", message),
		}[state]();
		this.saving = { state: state === "saved" && this.form.invalid ? "refused" : state, sentence };
		if (state === "refused") this.form.show_problems(problems);
		if (this.is_open) this.show_bar();
	}

	show_bar() {
		this.page.bar.tell(this.saving, this.form.answered, this.aspects.length);
	}

	async save_and_go() {
		if ((await this.keeper.save()) || !this.keeper.dirty) this.page.go_on(this);
	}

	// The confirmation names the person; nothing is sent without it.
	async ask() {
		const missing = this.form.find_missing();
		if (missing) {
			announce(missing === 1 ? text("missing_one") : text("missing_summary", missing));
			return;
		}
		if (await this.page.confirm(this.entry.nominee)) await this.submit();
	}

	async submit() {
		this.page.busy(true);
		try {
			await this.keeper.submit();
		} catch (failure) {
			this.refuse(failure);
			return;
		} finally {
			this.page.busy(false);
		}
		Object.assign(this.entry, this.form.read(), { status: "Submitted", open: false });
		this.form = null;
		this.body.replaceChildren();
		this.show_state();
		this.page.submitted(this);
	}

	refuse(failure) {
		const at_field = this.form.show_problems(failure.problems);
		this.trouble.textContent = at_field ? text("see_below") : failure.message;
		show(this.trouble, true);
		if (!at_field) this.trouble.scrollIntoView({ block: "center" });
	}
}

// How far the saving is, always in sight while a form is open.
class Bar {
	constructor() {
		this.words = h("span", { class: "words", role: "status" });
		this.count = h("span", { class: "count" });
		this.element = h("div", { class: "bar screen-only", hidden: true }, this.words, this.count);
	}

	tell(saving, answered, all) {
		this.element.hidden = false;
		this.element.dataset.state = saving ? saving.state : "";
		const sentence = saving ? saving.sentence : text("as_you_go");
		if (this.words.textContent !== sentence) this.words.textContent = sentence;
		this.count.textContent = `${answered}/${all}`;
	}
}
