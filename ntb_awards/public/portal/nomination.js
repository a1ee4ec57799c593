// The page of one nomination: what its buttons do.
class NominationPage {
	constructor() {
		this.server = new Server({ csrf: DATA.csrf });
		const form = document.getElementById("nomination-form");
		const show_parts = (parts) => this.show_parts(parts);
		if (form) this.form = new NominationForm({ form, server: this.server, show_parts });
		this.files = new NominationFiles({ server: this.server, refresh: (whole) => this.refresh(whole) });
		document.addEventListener("click", (event) => this.clicked(event));
		this.on_submit("category-form", (values) => this.change_category(values));
		this.on_submit("profile-form", (values) => this.save_profile(values));
	}

	on_submit(id, action) {
		const form = document.getElementById(id);
		if (!form) return;
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			action(Object.fromEntries(new FormData(form)));
		});
	}

	clicked(event) {
		const button = event.target.closest("button");
		if (!button) return;
		if (button.dataset.open) this.open(button.dataset.open);
		if ("close" in button.dataset) button.closest("dialog").close();
		const actions = {
			submit: () => this.act(button, "filing.submit", {}),
			discard: () => this.act(button, "filing.discard", {}, "/usulan"),
			withdraw: () => this.act(button, "filing.withdraw", { reason: document.getElementById("input-withdrawal_reason").value }),
			ask: () => this.ask(button),
			remove: () => this.files.remove(button),
			reload: () => this.reload(),
			overwrite: () => this.overwrite(button),
		};
		actions[button.dataset.action]?.();
	}

	// What was typed is stored before it is asked about.
	async open(id) {
		if (this.form && !(await this.form.save())) return;
		document.getElementById(id).showModal();
	}

	async act(button, method, values, address = location.pathname) {
		const dialog = button.closest("dialog");
		await this.guarded(button, [...dialog.querySelectorAll(".problem")].pop(), async () => {
			if (this.form && !(await this.form.save())) return;
			await this.server.call(method, { nomination: DATA.nomination, ...values });
			location.assign(address);
		});
	}

	async ask(button) {
		await this.guarded(button, null, async () => {
			if (!(await this.form.save())) return;
			await this.server.call("recommendations.ask", { nomination: DATA.nomination });
			await this.refresh();
		});
	}

	async change_category({ category }) {
		const field = document.getElementById("input-category");
		await this.guarded(field, document.getElementById("problem-category"), async () => {
			if (!(await this.form.save())) return;
			const values = { nomination: DATA.nomination, values: { category }, stamp: this.form.stamp };
			await this.server.call("filing.save", values);
			// Title, texts and their limits follow the category.
			location.reload();
		});
	}

	async save_profile({ public_profile }) {
		const field = document.getElementById("input-public_profile");
		const place = document.getElementById("problem-public_profile");
		await this.guarded(field, place, async () => {
			await this.server.call("filing.save_profile", { nomination: DATA.nomination, public_profile });
			announce(text("done"));
			place.textContent = "";
		});
	}

	reload() {
		this.form.stored = this.form.read();
		location.reload();
	}

	async overwrite(button) {
		button.closest("dialog").close();
		await this.form.overwrite();
	}

	async refresh(whole = false) {
		if (whole) return location.reload();
		const { message } = await this.server.call("filing.parts", { nomination: DATA.nomination });
		this.show_parts(message.parts);
	}

	// The server's own HTML, in which everything typed is escaped; scripts in it would not run.
	show_parts(parts) {
		for (const [name, html] of Object.entries(parts)) {
			const place = document.querySelector(`[data-part="${name}"]`);
			if (!place || this.is_typed_in(place)) continue;
			const page = new DOMParser().parseFromString(html, "text/html");
			place.replaceChildren(...page.body.childNodes);
		}
	}

	is_typed_in(place) {
		const field = document.activeElement;
		return place.contains(field) && field.matches("[data-field]");
	}

	async guarded(button, place, action) {
		button.disabled = true;
		try {
			if (place) place.textContent = "";
			await action();
		} catch (failure) {
			if (!(failure instanceof Failure)) throw failure;
			const sentence = Object.values(failure.problems)[0] || failure.message;
			if (place) place.textContent = sentence;
			else window.alert(sentence);
			announce(sentence);
		}
		button.disabled = false;
	}
}

new NominationPage();
