// Uploads the documents of a nomination, with progress, and takes them away again.
const MEGABYTE = 1024 * 1024;

class NominationFiles {
	// refresh(): has the parts of the page shown as they are now.
	constructor({ server, refresh }) {
		Object.assign(this, { server, refresh });
		document.addEventListener("change", (event) => {
			const form = event.target.closest("form.upload");
			if (form && event.target.type === "file" && event.target.files.length) this.upload(form, event.target);
		});
		document.addEventListener("submit", (event) => {
			const form = event.target.closest("form.upload");
			if (!form) return;
			event.preventDefault();
			this.link(form);
		});
	}

	requirement(form) {
		return form.closest("[data-requirement]")?.dataset.requirement;
	}

	async upload(form, input) {
		const file = input.files[0];
		const most = Number(input.dataset.size);
		if (!file.size) return this.tell(form, text("empty"));
		if (most && file.size > most) {
			const [has, may] = [file.size, most].map((size) => (size / MEGABYTE).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));
			return this.tell(form, text("too_large", has, may));
		}
		const data = new FormData();
		data.append("nomination", DATA.nomination);
		const is_photo = form.dataset.action === "photo";
		if (!is_photo) data.append("requirement", this.requirement(form));
		if (form.elements.issued_on?.value) data.append("issued_on", form.elements.issued_on.value);
		if (form.dataset.replaces) data.append("document", form.dataset.replaces);
		data.append("file", file, file.name);
		await this.guarded(form, async () => {
			announce(text("uploading", file.name));
			await this.send(is_photo ? "uploads.upload_photo" : "uploads.upload", data, form.querySelector("progress"));
			await this.refresh(is_photo);
			announce(text("uploaded", file.name));
		});
		input.value = "";
	}

	// XMLHttpRequest, because fetch does not tell how much is sent: a video takes minutes on a telephone.
	send(method, data, progress, again = true) {
		return new Promise((resolve, reject) => {
			const request = new XMLHttpRequest();
			request.open("POST", `/api/method/ntb_awards.gateway.${method}?_lang=${document.documentElement.lang}`);
			request.setRequestHeader("Accept", "application/json");
			request.setRequestHeader("X-Frappe-CSRF-Token", this.server.csrf);
			show(progress, true);
			request.upload.onprogress = (event) => (progress.value = event.total ? (event.loaded / event.total) * 100 : 0);
			request.onerror = () => reject(new Failure("offline", text("not_sent")));
			request.onload = async () => {
				const answer = read_answer(request);
				if (request.status < 300) return resolve(answer.message);
				if (answer.exc_type === "CSRFTokenError" && again && (await this.server.renew())) {
					return this.send(method, data, progress, false).then(resolve, reject);
				}
				const failure = this.server.failure(request.status, answer);
				if (request.status === 413) failure.message = text("not_sent");
				reject(failure);
			};
			request.onloadend = () => show(progress, false);
			request.send(data);
		});
	}

	async link(form) {
		const url = form.elements.url?.value.trim();
		if (!url) return this.tell(form, text("link_first"));
		await this.guarded(form, async () => {
			const minutes = form.elements.minutes?.value || null;
			const values = { nomination: DATA.nomination, requirement: this.requirement(form), url, minutes };
			if (form.dataset.replaces) values.document = form.dataset.replaces;
			await this.server.call("uploads.give_link", values);
			await this.refresh();
			announce(text("done"));
		});
	}

	async remove(button) {
		if (!window.confirm(text("remove_question"))) return;
		const form = button.closest(".document").querySelector("form.upload");
		await this.guarded(form, async () => {
			await this.server.call("uploads.remove", { document: button.dataset.document });
			await this.refresh();
			announce(text("removed"));
		});
	}

	async guarded(form, action) {
		this.tell(form, "");
		try {
			await action();
		} catch (failure) {
			if (!(failure instanceof Failure)) throw failure;
			this.tell(form, Object.values(failure.problems)[0] || failure.message);
		}
	}

	tell(form, sentence) {
		form.querySelector(".problem").textContent = sentence;
		form.querySelectorAll("input").forEach((input) => (sentence ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid")));
		if (sentence) announce(sentence);
	}
}

// A proxy or Frappe itself refuses what is far too large with a page of its own.
function read_answer(request) {
	try {
		return JSON.parse(request.responseText || "{}");
	} catch {
		return {};
	}
}
