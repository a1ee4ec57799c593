// Requests to the site. `kind` of a failure: "offline" and "busy" (worth trying again), "session" (worth it after
// logging in again), "refused" (not before something is changed).
class Failure extends Error {
	constructor(kind, message, problems) {
		super(message);
		Object.assign(this, { kind, problems: problems || {} });
	}
}

class Server {
	// key: of a personal link; without it the session counts.
	constructor({ key, csrf }) {
		Object.assign(this, { key, csrf });
	}

	// Returns { message, at: time of the server }. keepalive: the page may be left meanwhile.
	async call(method, values, { keepalive = false, again = true } = {}) {
		const body = { ...values, _lang: document.documentElement.lang, ...(this.key ? { key: this.key } : {}) };
		const headers = { "Content-Type": "application/json", Accept: "application/json" };
		if (this.csrf) headers["X-Frappe-CSRF-Token"] = this.csrf;
		let response, answer;
		try {
			const address = `/api/method/ntb_awards.gateway.${method}`;
			response = await fetch(address, { method: "POST", headers, keepalive, body: JSON.stringify(body) });
			answer = await response.json();
		} catch {
			throw new Failure("offline", text("unreachable"));
		}
		if (response.ok) return { message: answer.message, at: new Date(response.headers.get("Date") || Date.now()) };
		if (answer.exc_type === "CSRFTokenError" && again && (await this.renew())) {
			return this.call(method, values, { keepalive, again: false });
		}
		throw this.failure(response.status, answer);
	}

	failure(status, answer) {
		const message = sentences(answer) || text("unreachable");
		const lost = !this.key && DATA.signed_in && (status === 401 || answer.exc_type === "CSRFTokenError");
		if (lost) return new Failure("session", text("session_over"));
		const busy = status >= 500 || status === 429 || answer.exc_type === "AnswersNotStoredError";
		const failure = new Failure(busy ? "busy" : "refused", message, answer.problems);
		return Object.assign(failure, { status, stamp: answer.stamp });
	}

	// Who has logged in again in another tab has a new token: the page as it is now tells it.
	async renew() {
		const csrf = await this.token_of_page().catch(() => "");
		const changed = Boolean(csrf) && csrf !== this.csrf;
		if (changed) this.csrf = csrf;
		return changed;
	}

	async token_of_page() {
		const response = await fetch(location.pathname, { cache: "no-store" });
		const page = new DOMParser().parseFromString(await response.text(), "text/html");
		return JSON.parse(page.getElementById("page-data").textContent).csrf;
	}
}

// The server's own words, without their mark-up.
function sentences(answer) {
	try {
		return JSON.parse(answer._server_messages || "[]")
			.flatMap((entry) => [JSON.parse(entry).message].flat())
			.map(plain)
			.join(" ");
	} catch {
		return "";
	}
}

function plain(markup) {
	return new DOMParser().parseFromString(markup, "text/html").body.textContent.trim();
}
