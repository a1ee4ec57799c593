// A nominee suggests colleagues; who is asked in the end is not told.
class Suggestions {
	constructor(server, own) {
		Object.assign(this, { server, own });
		this.list = h("ul", { class: "plain" });
		this.results = h("ul", { class: "plain found" });
		this.problem = h("p", { class: "problem", role: "alert" });
		this.status = h("p", { class: "small soft", role: "status" });
		this.search = this.search_box();
		const id = `s-${own.nomination}`;
		this.element = h(
			"section",
			{ class: "card suggestions", "aria-labelledby": id },
			h("h2", { id }, text("suggest_title")),
			h("p", { class: "small soft" }, own.season_title),
			h("p", null, text("suggest_intro", own.category_title, own.most)),
			this.search,
			this.problem,
			this.results,
			this.chosen()
		);
		this.draw();
	}

	search_box() {
		const id = `find-${this.own.nomination}`;
		this.field = h("input", {
			...{ type: "search", id, class: "field", autocomplete: "off", "aria-describedby": `${id}-hint` },
			oninput: () => {
				clearTimeout(this.timer);
				this.timer = setTimeout(() => this.find(), 350);
			},
		});
		const hint = h("p", { class: "small soft", id: `${id}-hint` }, text("suggest_hint"));
		return h("div", null, h("label", { for: id }, text("suggest_search")), this.field, hint, this.status);
	}

	chosen() {
		this.chosen_box = h("div", null, h("h3", null, text("suggested")), this.list);
		return this.chosen_box;
	}

	draw() {
		const { suggested, most } = this.own;
		const enough = suggested.length >= most;
		show(this.search, !enough);
		show(this.chosen_box, suggested.length > 0);
		if (enough) this.results.replaceChildren();
		this.list.replaceChildren(...suggested.map((one) => this.row(one)));
		if (enough) this.list.append(h("li", { class: "soft small" }, text("suggest_enough")));
	}

	row(one) {
		const back = h(
			"button",
			{
				...{ type: "button", class: "button", "aria-label": text("take_back_of", one.name) },
				onclick: () => this.change("take_back", { request: one.request }),
			},
			text("take_back")
		);
		const state = h("span", { class: "small soft" }, text(one.withdrawable ? "suggest_waiting" : "suggest_passed_on"));
		return h("li", { class: "row" }, h("span", null, h("b", null, one.name), h("br"), state), one.withdrawable ? back : null);
	}

	async find() {
		const typed = this.field.value.trim();
		this.problem.textContent = "";
		if (typed.length < 3) {
			this.results.replaceChildren();
			this.status.textContent = "";
			return;
		}
		try {
			const values = { nomination: this.own.nomination, text: typed };
			const { message } = await this.server.call("feedback_suggestions.find_colleagues", values);
			// Only the answer to the latest question counts.
			if (typed === this.field.value.trim()) this.show_found(message);
		} catch (failure) {
			this.problem.textContent = failure.message;
		}
	}

	show_found(people) {
		this.status.textContent = people.length ? text("suggest_found", people.length) : text("suggest_none");
		this.results.replaceChildren(...people.map((person) => this.found(person)));
	}

	found({ employee, name, post, unit }) {
		const where = [post, unit].filter(Boolean).join(" · ");
		const values = { nomination: this.own.nomination, employee };
		const button = h(
			"button",
			{ type: "button", class: "button choose", onclick: () => this.change("suggest", values) },
			h("span", null, text("suggest", name), where ? h("span", { class: "small where" }, where) : null)
		);
		return h("li", null, button);
	}

	async change(method, values) {
		this.problem.textContent = "";
		try {
			const { message } = await this.server.call(`feedback_suggestions.${method}`, values);
			this.own.suggested = message.suggested;
			this.field.value = "";
			this.results.replaceChildren();
			this.status.textContent = "";
			this.draw();
			announce(text("suggested"));
		} catch (failure) {
			this.problem.textContent = failure.message;
		}
	}
}
