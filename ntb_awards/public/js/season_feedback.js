// Award Season: 360° feedback. Who is asked, who has answered, what is lacking, and the steps in their order.

const FEEDBACK = "ntb_awards.gateway.";
const FEEDBACK_STAFF = ["System Manager", "Awards Administrator", "Awards Secretariat"];
const feedback_text = (text) => frappe.utils.escape_html(String(text ?? ""));
const runs_feedback = () => FEEDBACK_STAFF.some((role) => frappe.user.has_role(role));

frappe.ui.form.on("Award Season", {
	refresh(frm) {
		if (!frm.is_new()) show_feedback(frm);
	},
});

async function show_feedback(frm) {
	const wrapper = frm.get_field("feedback_html").$wrapper;
	if (!runs_feedback() && !frappe.user.has_role("Awards Auditor")) {
		wrapper.html(`<p class="text-muted">${__("Shown to the Secretariat and auditors.")}</p>`);
		return;
	}
	const asked = frm.doc.name;
	const board = await frappe.xcall(`${FEEDBACK}feedback_board.feedback_board`, { season: asked });
	if (frm.doc.name !== asked) return;
	if (!board.requests) {
		wrapper.html(`<p class="text-muted">${__("The scheme of this season asks for no 360° feedback.")}</p>`);
		return;
	}
	wrapper.html([window_line(board), to_do(frm, board), progress_table(frm, board), unreachable_list(frm, board), gaps_table(board)].join(""));
	if (runs_feedback() && frm.doc.status === "Open") add_feedback_buttons(frm, board);
}

// The steps

function add_feedback_buttons(frm, board) {
	const pending = board.requests.Pending || 0;
	const returned = board.requests.Returned || 0;
	const steps = [
		[board.chosen, __("Propose Contributors"), () => propose_contributors(frm)],
		[board.everyone, __("Open 360° Forms"), () => open_360_forms(frm)],
		[pending && !board.over, __("Ask Now"), () => write_to_contributors(frm, "ask", __("Ask Now"), ask_question(board))],
		[
			(pending || returned) && board.contributors.asked && !board.over,
			__("Remind"),
			() => write_to_contributors(frm, "remind", __("Remind"), __("Remind everybody who has not finished?")),
		],
		[!board.published, __("Open Results to Nominees"), () => open_results(frm)],
	];
	const group = __("360° Feedback");
	steps.forEach(([offered, label, act]) => {
		frm.remove_custom_button(label, group);
		if (offered) frm.add_custom_button(label, act, group);
	});
}

const ask_question = (board) =>
	__("Write to {0} contributors who have not been asked yet? Each gets one message with all assessments.", [
		board.contributors.waiting,
	]);

async function propose_contributors(frm) {
	const found = await frappe.xcall(`${FEEDBACK}feedback_proposals.propose`, { season: frm.doc.name });
	frappe.msgprint({
		title: __("Propose Contributors"),
		message: feedback_text(found.message),
		indicator: found.gaps.length ? "orange" : "green",
		primary_action: {
			label: __("Show Proposals"),
			action: () => frappe.set_route("List", "Feedback Request", { season: frm.doc.name, status: "Proposed" }),
		},
	});
	show_feedback(frm);
}

function open_360_forms(frm) {
	frappe.confirm(__("Open a 360° form for each nominee and each colleague who rates that person?"), async () => {
		const found = await frappe.xcall(`${FEEDBACK}feedback_forms.open_forms`, { season: frm.doc.name });
		frappe.msgprint({
			title: __("Open 360° Forms"),
			message: feedback_text(found.message),
			indicator: found.left_out.length ? "orange" : "green",
			primary_action: {
				label: __("Show Requests"),
				action: () => frappe.set_route("List", "Feedback Request", { season: frm.doc.name }),
			},
		});
		show_feedback(frm);
	});
}

function write_to_contributors(frm, method, title, question) {
	frappe.confirm(question, async () => {
		const found = await frappe.xcall(`${FEEDBACK}feedback_asking.${method}`, { season: frm.doc.name });
		const failed = (found.unreachable || []).map(
			(one) => `<li>${feedback_text(one.name)}: ${feedback_text(one.problem)}</li>`
		);
		frappe.msgprint({
			title,
			message: feedback_text(found.message) + (failed.length ? `<ul>${failed.join("")}</ul>` : ""),
			indicator: failed.length ? "orange" : "green",
		});
		show_feedback(frm);
	});
}

function open_results(frm) {
	const question = __("Open the results? Each nominee then sees the own aggregate, never a person.");
	frappe.confirm(question, async () => {
		await frm.set_value("feedback_published", 1);
		await frm.save().catch(() => frm.reload_doc());
	});
}

// What the tab says

function window_line(board) {
	const [text, colour] = board.over
		? [__("Answers were taken until {0}.", [board.closes]), "gray"]
		: board.begun
			? [__("Answers are taken until {0}.", [board.closes]), "green"]
			: [__("Answers are taken from {0} to {1}.", [board.opens, board.closes]), "orange"];
	const shown = board.published ? ` <span class="indicator-pill green">${__("Results open to nominees")}</span>` : "";
	return `<p><span class="indicator-pill ${colour}">${feedback_text(text)}</span>${shown}</p>`;
}

// What waits for somebody, in the order of the work.
function to_do(frm, board) {
	const list = (doctype, filters, label) => {
		const query = new URLSearchParams({ season: frm.doc.name, ...filters });
		return `<a href="/app/${frappe.router.slug(doctype)}?${query}">${label}</a>`;
	};
	const proposed = board.requests.Proposed || 0;
	const lines = [
		board.verified && !board.verifiers.length && __("Answers are verified in this scheme, and no verifier is named. Name them above."),
		proposed && list("Feedback Request", { status: "Proposed" }, __("{0} proposals wait to be confirmed.", [proposed])),
		board.contributors.waiting && __("{0} contributors have not been asked yet.", [board.contributors.waiting]),
		board.verified && board.unverified && __("{0} sets of answers wait for the verifiers.", [board.unverified]),
	].filter(Boolean);
	return lines.length ? `<ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>` : "";
}

function progress_table(frm, board) {
	const { contributors, requests } = board;
	const cells = [
		[__("Contributors"), contributors.total],
		[__("Asked"), contributors.asked],
		[__("Could Not Be Reached"), contributors.unreachable],
		[__("Proposed", null, "Feedback Request"), requests.Proposed || 0],
		[__("Pending", null, "Feedback Request"), requests.Pending || 0],
		[__("Returned", null, "Feedback Request"), requests.Returned || 0],
		[__("Submitted", null, "Feedback Request"), requests.Submitted || 0],
		[__("Withdrawn", null, "Feedback Request"), requests.Withdrawn || 0],
	];
	const verifiers = board.verified
		? `<p>${__("Verifiers")}: ${board.verifiers.map(feedback_text).join(", ") || "–"}</p>`
		: "";
	return `<div class="table-responsive"><table class="table table-bordered text-center">
		<thead><tr class="text-muted">${cells.map(([label]) => `<th>${label}</th>`).join("")}</tr></thead>
		<tbody><tr>${cells.map(([, number]) => `<td>${number}</td>`).join("")}</tr></tbody></table></div>${verifiers}`;
}

function unreachable_list(frm, board) {
	if (!board.unreachable.length) return "";
	const rows = board.unreachable.map((one) => {
		const link = frappe.utils.get_form_link("Feedback Contributor", one.contributor, true, feedback_text(one.full_name));
		return `<li>${link} <span class="text-muted">${feedback_text(one.problem)}</span></li>`;
	});
	const more = board.contributors.unreachable - board.unreachable.length;
	const rest = more > 0 ? `<li class="text-muted">${__("and {0} more", [more])}</li>` : "";
	return `<h5>${__("Could Not Be Reached")}</h5><ul>${rows.join("")}${rest}</ul>`;
}

function gaps_table(board) {
	if (!board.gaps.length) return "";
	const rows = board.gaps.map((gap) => {
		const link = frappe.utils.get_form_link("Nomination", gap.nomination, true, feedback_text(gap.nominee));
		const fallback = gap.fallback
			? __("{0}, by the scheme", [feedback_text(gap.fallback)])
			: `<span class="text-muted">${__("The scheme names none.")}</span>`;
		return `<tr><td>${link}</td><td>${feedback_text(gap.relation)}</td>
			<td>${__("{0} of {1}", [gap.have, gap.need])}</td><td>${fallback}</td></tr>`;
	});
	return `<h5>${__("Contributors Lacking")}</h5>
		<div class="table-responsive"><table class="table table-bordered">
			<thead><tr class="text-muted"><th>${__("Nominee")}</th><th>${__("Relation to the Nominee")}</th>
				<th>${__("Asked")}</th><th>${__("Asked Instead")}</th></tr></thead>
			<tbody>${rows.join("")}</tbody>
		</table></div>`;
}
