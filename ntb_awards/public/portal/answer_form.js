// The form on one nominee: each aspect with its behaviours, a comment, and what is wrong beside the field.
class AnswerForm {
	// entry: one request as the server gives it; aspects: of its form; changed(): something was typed.
	constructor({ entry, aspects, changed }) {
		Object.assign(this, { entry, aspects, changed, problems: new Map() });
		this.answers = { ...entry.answers };
		this.id = `a-${entry.request}`;
		this.element = h("form", { novalidate: true, class: "answers" }, ...this.blocks(), this.comment());
		this.element.addEventListener("submit", (event) => event.preventDefault());
	}

	blocks() {
		let component = "";
		return this.aspects.flatMap((aspect) => {
			const heading = aspect.component !== component ? aspect.component : "";
			component = aspect.component;
			return [heading ? h("h4", { class: "component" }, heading) : null, this.block(aspect)];
		});
	}

	block(aspect) {
		const id = `${this.id}-${aspect.code}`;
		const problem = h("p", { class: "problem", id: `${id}-problem`, role: "alert" });
		this.problems.set(aspect.code, problem);
		const described = `${aspect.description ? `${id}-about ` : ""}${id}-problem`;
		const about = aspect.description ? this.about(aspect.description, `${id}-about`) : null;
		const fits = !this.answers[aspect.code] || aspect.steps.includes(this.answers[aspect.code]);
		const entry = aspect.steps.length && fits ? this.choices(aspect, id) : this.number(aspect, id, described);
		return h(
			"fieldset",
			{ class: "aspect", "data-aspect": aspect.code, "aria-describedby": described },
			h("legend", null, aspect.title),
			about,
			entry,
			problem
		);
	}

	// The behaviours one below the other, as the instrument parts them by semicolons, and what the ends of the
	// scale mean ("1 = …, 5 = …") close to the scores.
	about(description, id) {
		const [, behaviours, ends] = description.match(/^(.*?)(?:\s+(\d+ = [^;]*))?$/s);
		const lines = behaviours.split(/;\s+/).map((line) => line.charAt(0).toUpperCase() + line.slice(1));
		const items = lines.map((line) => h("li", null, line.replace(/\.$/, "")));
		const body = lines.length > 1 ? h("ul", null, ...items) : h("p", null, ...lines);
		return h("div", { class: "about", id }, body, ends ? h("p", { class: "small" }, ends) : null);
	}

	// One large button a score; where the instrument describes the levels, each with its words.
	choices(aspect, id) {
		const levels = new Map(aspect.levels.map((level) => [level.value, level]));
		const worded = levels.size > 0;
		const made = aspect.steps.map((score) => this.choice(aspect, score, `${id}-${score}`, levels.get(score)));
		const scale = text("choose", aspect.minimum, aspect.maximum);
		return h(
			"div",
			{ class: worded ? "worded choices" : "choices" },
			worded ? null : h("p", { class: "hidden-text" }, scale),
			...made
		);
	}

	choice(aspect, score, id, level) {
		const radio = h("input", {
			...{ type: "radio", name: `${this.id}-${aspect.code}`, id, value: score },
			checked: this.answers[aspect.code] === score,
			onchange: () => this.enter(aspect, score),
		});
		const words = level
			? h("span", null, h("b", null, level.label), level.description ? ` ${level.description}` : "")
			: null;
		return h("label", { class: "choice", for: id }, radio, h("span", { class: "score" }, score), words);
	}

	number(aspect, id, described) {
		const field = h("input", {
			...{ type: "text", inputmode: "decimal", autocomplete: "off", class: "field number", id: `${id}-number` },
			...{ value: this.answers[aspect.code] || "", "aria-describedby": described },
			oninput: (event) => this.enter(aspect, event.target.value),
		});
		const label = h("label", { for: `${id}-number` }, text("scale", aspect.minimum, aspect.maximum));
		const levels = aspect.levels.map((level) => h("li", null, h("b", null, level.value, " "), level.label, " ", level.description));
		return h("div", null, levels.length ? h("ul", { class: "levels" }, ...levels) : null, label, field);
	}

	enter(aspect, typed) {
		this.answers[aspect.code] = typed;
		this.complain(aspect.code, this.is_score(aspect, typed) ? "" : text("not_a_score", aspect.minimum, aspect.maximum));
		this.changed();
	}

	// Nothing typed is no mistake; a comma is a decimal point.
	is_score(aspect, typed) {
		const written = typed.trim().replace(",", ".");
		if (!written) return true;
		const score = /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;
		return score >= Number(aspect.minimum) && score <= Number(aspect.maximum);
	}

	comment() {
		const id = `${this.id}-comment`;
		const counter = h("p", { class: "small soft counter", id: `${id}-counter` });
		const field = h("textarea", {
			...{ id, class: "field", rows: 3, maxlength: DATA.comment_length },
			"aria-describedby": `${id}-note ${id}-counter`,
			oninput: () => {
				this.count(field, counter);
				this.changed();
			},
		});
		field.value = this.entry.comment;
		this.comment_field = field;
		this.count(field, counter);
		const note = text(this.entry.comments_shown ? "comment_shown" : "comment_hidden");
		return h(
			"div",
			{ class: "comment" },
			h("label", { for: id }, text("comment")),
			h("p", { class: "small soft", id: `${id}-note` }, note),
			field,
			counter
		);
	}

	count(field, counter) {
		counter.textContent = text("counter", field.value.length, DATA.comment_length);
	}

	// What is to be saved. A score that is none stays in its field, with a word beside it, and is left out.
	read() {
		const usable = this.aspects.filter((aspect) => {
			const typed = this.answers[aspect.code] || "";
			return typed.trim() && this.is_score(aspect, typed);
		});
		return {
			answers: Object.fromEntries(usable.map((aspect) => [aspect.code, this.answers[aspect.code].trim()])),
			comment: this.comment_field.value,
		};
	}

	get answered() {
		return Object.keys(this.read().answers).length;
	}

	get invalid() {
		return this.aspects.some((aspect) => !this.is_score(aspect, this.answers[aspect.code] || ""));
	}

	complain(code, sentence) {
		const problem = this.problems.get(code);
		if (problem.textContent !== sentence) problem.textContent = sentence;
		const block = problem.closest(".aspect");
		block.classList.toggle("wrong", Boolean(sentence));
		block.querySelectorAll("input").forEach((input) => {
			if (sentence) input.setAttribute("aria-invalid", "true");
			else input.removeAttribute("aria-invalid");
		});
	}

	// problems: criterion code → the server's sentence. True if at least one stands on this form.
	show_problems(problems) {
		const known = Object.entries(problems).filter(([code]) => this.problems.has(code));
		known.forEach(([code, sentence]) => this.complain(code, plain(sentence)));
		if (known.length) this.go_to(known[0][0]);
		return known.length > 0;
	}

	// The aspects without a valid score, each told so; goes to the first.
	find_missing() {
		const done = this.read().answers;
		const missing = this.aspects.filter((aspect) => !(aspect.code in done));
		missing.forEach((aspect) => {
			const typed = (this.answers[aspect.code] || "").trim();
			this.complain(aspect.code, typed ? text("not_a_score", aspect.minimum, aspect.maximum) : text("missing"));
		});
		if (missing.length) this.go_to(missing[0].code);
		return missing.length;
	}

	go_to(code) {
		const block = this.problems.get(code).closest(".aspect");
		block.scrollIntoView({ block: "start" });
		(block.querySelector("input:checked") || block.querySelector("input")).focus({ preventScroll: true });
	}
}
