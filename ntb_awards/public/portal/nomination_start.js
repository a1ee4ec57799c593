// The list of nominations: begins one, for oneself or for somebody of the unit.
class Start {
	constructor(section) {
		this.season = section.dataset.season;
		this.server = new Server({ csrf: DATA.csrf });
		for (const form of section.querySelectorAll("form.start")) {
			form.addEventListener("submit", (event) => this.begin(event, form));
		}
		const search = section.querySelector("form.search");
		if (search) search.addEventListener("submit", (event) => this.search(event, search));
	}

	async begin(event, form, employee) {
		event.preventDefault();
		const chosen = form.querySelector("input[name=category]:checked");
		if (!chosen) return this.tell(form, text("choose_category"), form.querySelector("input[name=category]"));
		await this.guarded(form, async () => {
			const values = { season: this.season, category: chosen.value, ...(employee ? { employee } : {}) };
			const { message } = await this.server.call("filing.start", values);
			location.assign(`/usulan/${encodeURIComponent(message.nomination)}`);
		});
	}

	async search(event, form) {
		event.preventDefault();
		const result = form.querySelector(".result");
		await this.guarded(form, async () => {
			const values = { season: this.season, text: form.elements.text.value };
			const { message } = await this.server.call("filing.find_employees", values);
			if (!message.length) result.replaceChildren(h("p", { class: "soft" }, text("nobody")));
			else result.replaceChildren(h("p", { class: "lead" }, text("choose_employee")), this.list(form, message));
		});
	}

	list(form, people) {
		const entry = (one) =>
			h(
				"li",
				{},
				h(
					"button",
					{ type: "button", class: "button", onclick: () => this.choose(form, one) },
					one.name,
					h("span", {}, one.about)
				)
			);
		return h("ul", { class: "found" }, people.map(entry));
	}

	async choose(form, person) {
		const result = form.querySelector(".result");
		await this.guarded(form, async () => {
			const values = { season: this.season, employee: person.employee };
			const { message } = await this.server.call("filing.categories", values);
			const offered = message.filter((one) => one.is_offered);
			if (!offered.length) {
				result.replaceChildren(h("p", { class: "note warn" }, text("no_category", person.name)));
				return;
			}
			const choices = this.choices(person, offered);
			result.replaceChildren(choices);
			bring(choices.querySelector("input"));
		});
	}

	// Inside the search form: a form of its own cannot stand there, so the button does what it would.
	choices(person, offered) {
		const choice = (one) =>
			h("label", { class: "choice" }, h("input", { type: "radio", name: "category", value: one.name }), h("b", {}, one.title));
		const box = h(
			"div",
			{},
			h("fieldset", { class: "choices" }, h("legend", {}, text("category_of", person.name)), offered.map(choice)),
			h("p", { class: "problem" }),
			h(
				"button",
				{ type: "button", class: "button primary", onclick: (event) => this.begin(event, box, person.employee) },
				text("begin")
			)
		);
		return box;
	}

	async guarded(place, action) {
		this.tell(place, "");
		try {
			await action();
		} catch (failure) {
			if (!(failure instanceof Failure)) throw failure;
			this.tell(place, failure.message);
		}
	}

	tell(place, sentence, focus) {
		place.querySelector(".problem").textContent = sentence;
		if (sentence) announce(sentence);
		if (focus) focus.focus();
	}
}

document.querySelectorAll("[data-season]").forEach((section) => new Start(section));
