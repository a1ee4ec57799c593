// Saves the texts of a nomination while they are typed, and counts their words.
const PAUSE = 1200;
const FIRST_WAIT = 3000;
const LONGEST_WAIT = 30000;

function words_in(value) {
	return value.split(/\s+/).filter(Boolean).length;
}

// What a word processor pastes as a line break inside a paragraph.
function cleaned(value) {
	return value.replace(/[\v\f]/g, "\n");
}

class NominationForm {
	// show_parts(parts): puts the server's HTML into the page.
	constructor({ form, server, show_parts }) {
		Object.assign(this, { form, server, show_parts, stamp: DATA.stamp, wait: FIRST_WAIT, busy: Promise.resolve() });
		this.bar = document.querySelector(".bar");
		this.stored = this.read();
		form.addEventListener("input", (event) => this.typed(event.target));
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.save();
		});
		window.addEventListener("online", () => this.save());
		document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save(true));
		window.addEventListener("beforeunload", (event) => {
			if (!this.changed().length) return;
			event.preventDefault();
			event.returnValue = true;
		});
		this.fields().forEach((field) => this.count(field));
	}

	fields() {
		return [...this.form.querySelectorAll("[data-field]")];
	}

	read() {
		return Object.fromEntries(this.fields().map((field) => [field.name, cleaned(field.value)]));
	}

	changed() {
		const now = this.read();
		return Object.keys(now).filter((name) => now[name] !== (this.stored[name] ?? ""));
	}

	typed(field) {
		if (!field.matches("[data-field]")) return;
		this.count(field);
		this.tell("unsaved");
		this.plan(PAUSE);
	}

	count(field) {
		const place = document.querySelector(`[data-count="${field.name}"]`);
		if (!place) return;
		const [words, least, most] = [words_in(field.value), Number(field.dataset.least), Number(field.dataset.most)];
		const short = words > 0 && words < least;
		const long = most > 0 && words > most;
		place.textContent = short
			? text("words_short", words, least - words)
			: long
				? text("words_long", words, words - most)
				: text("words", words);
		place.classList.toggle("off", short || long);
		place.classList.toggle("fine", words > 0 && least > 0 && !short && !long);
	}

	plan(wait) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.save(), wait);
	}

	// True when all that was typed is stored. One request at a time; leaving: the page may be gone before the answer.
	save(leaving = false) {
		clearTimeout(this.timer);
		if (leaving) return this.send(true);
		this.busy = this.busy.then(() => this.send(false));
		return this.busy;
	}

	async send(keepalive) {
		const names = this.changed();
		if (!names.length) {
			if (this.bar.dataset.state === "unsaved") this.tell("saved", new Date());
			return true;
		}
		const sent = Object.fromEntries(names.map((name) => [name, this.read()[name]]));
		this.tell("saving");
		try {
			const values = { nomination: DATA.nomination, values: sent, stamp: this.stamp };
			const { message, at } = await this.server.call("filing.save", values, { keepalive });
			this.taken(message, sent, at);
		} catch (failure) {
			if (!(failure instanceof Failure)) throw failure;
			this.fail(failure);
		}
		return !this.changed().length;
	}

	taken(message, sent, at) {
		this.stamp = message.stamp;
		Object.assign(this.stored, sent);
		this.wait = FIRST_WAIT;
		this.mark({});
		this.show_parts(message.parts);
		if (this.changed().length) {
			this.tell("unsaved");
			this.plan(PAUSE);
		} else this.tell("saved", at);
	}

	fail(failure) {
		if (failure.status === 409 && failure.stamp) {
			this.newer = failure.stamp;
			this.tell("conflict");
			document.getElementById("conflict-dialog").showModal();
			return;
		}
		this.tell(failure.kind);
		if (failure.kind === "refused") {
			this.mark(failure.problems);
			if (!Object.keys(failure.problems).length) this.say(failure.message);
			return;
		}
		this.plan(this.wait);
		this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
	}

	overwrite() {
		this.stamp = this.newer;
		return this.save();
	}

	mark(problems) {
		this.fields().forEach((field) => mark_field(field, problems[field.name] || ""));
	}

	tell(state, at) {
		if (!this.bar) return;
		this.bar.dataset.state = state;
		const time = at && at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
		this.say(text(state, time || ""));
	}

	say(sentence) {
		this.bar.querySelector(".words").textContent = sentence;
		if (this.bar.dataset.state !== "unsaved" && this.bar.dataset.state !== "saving") announce(sentence);
	}
}

function mark_field(field, problem) {
	const place = document.getElementById(`problem-${field.name}`);
	if (place) place.textContent = problem;
	if (problem) field.setAttribute("aria-invalid", "true");
	else field.removeAttribute("aria-invalid");
}
