// Saves one form as it is filled in. What cannot be saved stays in memory and is tried again.
const PAUSE = 700;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30000;

class Keeper {
	// read(): what is to be saved, { answers, comment }; tell(state, { at, message, problems }).
	constructor({ server, request, read, tell }) {
		Object.assign(this, { server, request, read, tell, typed: 0, stored: 0, wait: FIRST_WAIT });
		window.addEventListener("online", () => this.save());
		document.addEventListener("visibilitychange", () => {
			if (document.visibilityState === "hidden") this.save(true);
		});
		window.addEventListener("beforeunload", (event) => {
			if (!this.dirty) return;
			event.preventDefault();
			event.returnValue = true;
		});
	}

	get dirty() {
		return this.stored !== this.typed;
	}

	change() {
		this.typed += 1;
		this.tell("unsaved", {});
		this.plan(PAUSE);
	}

	plan(wait) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.save(), wait);
	}

	// True when all that was typed is stored. leaving: the page may be gone before the answer comes.
	async save(leaving = false) {
		clearTimeout(this.timer);
		if (this.running && !leaving) await this.running;
		if (!this.dirty) return true;
		this.running = this.send(this.typed, leaving);
		await this.running;
		this.running = null;
		return !this.dirty;
	}

	async send(version, keepalive) {
		this.tell("saving", {});
		try {
			const values = { request: this.request, ...this.read() };
			const { at } = await this.server.call("feedback_answers.save_answers", values, { keepalive });
			this.stored = Math.max(this.stored, version);
			this.wait = FIRST_WAIT;
			this.tell(this.dirty ? "unsaved" : "saved", { at });
		} catch (failure) {
			this.fail(failure);
		}
	}

	fail(failure) {
		this.tell(failure.kind, failure);
		if (failure.kind === "refused") return;
		this.plan(this.wait);
		this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
	}

	// Hand in; raises Failure. Nothing may be on its way meanwhile, lest it arrive after that.
	async submit() {
		clearTimeout(this.timer);
		if (this.running) await this.running;
		clearTimeout(this.timer);
		await this.server.call("feedback_answers.submit_answers", { request: this.request, ...this.read() });
		this.stored = this.typed;
	}
}
