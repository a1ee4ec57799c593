// Confirm or decline, one nomination at a time. The page itself is written by the server.
const server = new Server({ csrf: DATA.csrf });
const sure = document.querySelector("dialog");

document.querySelectorAll(".nomination").forEach((card) => {
	const form = card.querySelector(".decline");
	const opener = card.querySelector("[data-action=open]");
	opener.addEventListener("click", () => {
		show(form, form.hidden);
		opener.setAttribute("aria-expanded", String(!form.hidden));
		if (!form.hidden) form.elements.reason.focus();
	});
	card.querySelector("[data-action=confirm]").addEventListener("click", async () => {
		if (await is_sure(card.dataset.nominee)) decide(card, "confirm", {});
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const reason = form.elements.reason.value.trim();
		if (reason) decide(card, "decline", { reason });
		else refuse(card, text("reason_missing"), true);
	});
});

function is_sure(nominee) {
	document.getElementById("sure").textContent = text("sure", nominee);
	sure.returnValue = "no";
	sure.showModal();
	return new Promise((settle) => {
		sure.addEventListener("close", () => settle(sure.returnValue === "yes"), { once: true });
	});
}

async function decide(card, method, values) {
	busy(card, true);
	refuse(card, "", false);
	try {
		const wanted = { nomination: card.dataset.nomination, ...values };
		const { message } = await server.call(`recommendations.${method}`, wanted);
		done(card, message);
	} catch (failure) {
		busy(card, false);
		const at_reason = Boolean(failure.problems && failure.problems.reason);
		refuse(card, at_reason ? failure.problems.reason : failure.message, at_reason);
	}
}

function done(card, { status, message }) {
	const note = h("p", { class: `note ${status === "Confirmed" ? "good" : ""}`, tabindex: "-1" }, message);
	card.querySelector(".decision").replaceChildren(note);
	card.dataset.decided = status;
	const left = document.querySelectorAll(".nomination:not([data-decided])").length;
	const rest = left ? text("left", left) : text("none_left");
	document.getElementById("tally").textContent = rest;
	bring(note);
	announce(`${message} ${rest}`);
}

function busy(card, is) {
	card.setAttribute("aria-busy", String(is));
	card.querySelectorAll(".decision button").forEach((button) => {
		button.disabled = is;
	});
}

function refuse(card, message, at_reason) {
	card.querySelector(".problem").textContent = message;
	const reason = card.querySelector("textarea");
	reason.setAttribute("aria-invalid", String(at_reason));
	if (at_reason) reason.focus();
}
