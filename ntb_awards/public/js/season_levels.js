// Award Season: levels. Winners go up to the parent season; the parent sees what came and what is missing;
// where everybody takes part, all employees are entered at once.

const LEVELS = "ntb_awards.gateway.";
const LEVEL_STAFF = ["System Manager", "Awards Administrator", "Awards Secretariat"];
const level_text = (text) => frappe.utils.escape_html(String(text ?? ""));
const season_link = (name, title) => frappe.utils.get_form_link("Award Season", name, true, level_text(title));
const runs_levels = () => LEVEL_STAFF.some((role) => frappe.user.has_role(role));

frappe.ui.form.on("Award Season", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { company: frm.doc.organiser || "", disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		show_levels(frm);
		if (!runs_levels() || frm.doc.status === "Draft") return;
		if (frm.doc.parent_season) {
			frm.add_custom_button(__("Propose Winners"), () => propose_winners(frm), __("Result"));
		}
		add_enrolment(frm);
	},
});

async function add_enrolment(frm) {
	if (frm.doc.status !== "Open") return;
	const { message } = await frappe.db.get_value("Award Scheme", frm.doc.scheme, "participation");
	if (!message || String(message.participation || "").toLowerCase() !== "everyone") return;
	frm.add_custom_button(__("Enter All Employees"), () => enter_all_employees(frm));
}

function enter_all_employees(frm) {
	const unit = level_text(frm.doc.unit || frm.doc.organiser);
	frappe.confirm(
		__("Enter every active employee of {0} who is not entered yet as a draft nomination?", [unit]),
		async () => {
			const found = await frappe.xcall(`${LEVELS}enrolment.enter_all_employees`, { season: frm.doc.name });
			const left_out = found.without_nip.length + found.without_category.length;
			frappe.msgprint({
				title: __("Enter All Employees"),
				message: level_text(found.message),
				indicator: left_out ? "orange" : "green",
				primary_action: {
					label: __("Show Nominations"),
					action: () => frappe.set_route("List", "Nomination", { season: frm.doc.name }),
				},
			});
		}
	);
}

// Proposing: a list of the winners, ticked as far as the quotas reach

async function propose_winners(frm) {
	const found = await frappe.xcall(`${LEVELS}proposals.winners_to_propose`, { season: frm.doc.name });
	const dialog = new frappe.ui.Dialog({
		title: __("Propose Winners"),
		size: "large",
		fields: [{ fieldname: "winners", fieldtype: "HTML" }],
		primary_action_label: __("Propose", null, "Award Season"),
		async primary_action() {
			const nominations = ticked(dialog);
			if (!nominations.length) {
				frappe.show_alert({ message: __("Tick at least one winner."), indicator: "orange" });
				return;
			}
			const done = await frappe.xcall(`${LEVELS}proposals.propose_winners`, {
				season: frm.doc.name,
				nominations,
			});
			dialog.hide();
			show_proposed(done);
			show_levels(frm);
		},
	});
	dialog.get_field("winners").$wrapper.html(winners_table(found));
	dialog.get_primary_btn().prop("disabled", Boolean(found.problems.length || !found.winners.length));
	dialog.show();
}

function ticked(dialog) {
	const boxes = dialog.get_field("winners").$wrapper.find("input[data-nomination]:checked");
	return boxes.map((_, box) => $(box).attr("data-nomination")).get();
}

function winners_table(found) {
	const problems = found.problems.map((one) => `<div class="text-danger">${level_text(one)}</div>`).join("");
	if (!found.winners.length) {
		return `${problems}<p class="text-muted">${__("No winners yet: submit the minutes of the last stage first.")}</p>`;
	}
	return `${problems}
		<p>${__("These winners become nominees of {0}. They are drafts there until they are completed.", [
			level_text(found.parent_title).bold(),
		])}</p>
		<div class="table-responsive"><table class="table table-bordered">
			<thead><tr class="text-muted">
				<th></th><th>${__("Winner")}</th><th>${__("Rank")}</th><th>${__("Final Score")}</th>
				<th>${__("Category There")}</th>
			</tr></thead>
			<tbody>${found.winners.map(winner_row).join("")}</tbody>
		</table></div>`;
}

function winner_row(one) {
	const id = `propose-${level_text(one.nomination)}`;
	const blocked = one.reasons.length ? "disabled" : "";
	const reasons = one.reasons.map((text) => `<div class="text-danger small">${level_text(text)}</div>`).join("");
	return `<tr>
		<td><input type="checkbox" id="${id}" data-nomination="${level_text(one.nomination)}" ${blocked}
			${one.chosen ? "checked" : ""}></td>
		<td><label for="${id}" style="margin: 0">${level_text(one.employee_name)}</label>
			<div class="text-muted small">${level_text(one.category)}</div>${reasons}</td>
		<td>${level_text(one.rank)}</td><td>${level_text(one.score)}</td><td>${level_text(one.to_category || "–")}</td>
	</tr>`;
}

function show_proposed(done) {
	const rows = done.created.map((one) => {
		const link = frappe.utils.get_form_link("Nomination", one.nomination, true, level_text(one.employee_name));
		const copied = __("{0} documents copied", [one.documents]);
		const left_out = one.left_out.length
			? `<div class="text-warning small">${__("Not accepted there: {0}", [level_text(one.left_out.join("; "))])}</div>`
			: "";
		return `<li>${link} <span class="text-muted">${copied}</span>${left_out}</li>`;
	});
	frappe.msgprint({
		title: __("Propose Winners"),
		message: `${level_text(done.message)}<ul>${rows.join("")}</ul>`,
		indicator: "green",
	});
}

// The tab Levels: the season above, and what has come from the seasons and units below

async function show_levels(frm) {
	const wrapper = frm.get_field("levels_html").$wrapper;
	if (!runs_levels() && !frappe.user.has_role("Awards Auditor")) {
		wrapper.html(`<p class="text-muted">${__("Shown to the Secretariat and auditors.")}</p>`);
		return;
	}
	const board = await frappe.xcall(`${LEVELS}proposal_board.proposal_board`, { season: frm.doc.name });
	wrapper.html([season_above(board), seasons_below(board), own_nominees(board)].join(""));
}

function season_above(board) {
	if (!board.parent) return `<p class="text-muted">${__("No season above this one.")}</p>`;
	const link = season_link(board.parent.season, board.parent.title);
	return `<p>${__("Winners are proposed to {0}.", [link])}</p>`;
}

function seasons_below(board) {
	if (!board.seasons.length) return "";
	return `<h5>${__("Seasons Below")}</h5>
		<div class="table-responsive"><table class="table table-bordered">
			<thead><tr class="text-muted">
				<th style="width: 26%">${__("Unit", null, "Award Season")}</th><th>${__("Award Category")}</th><th>${__("Quota")}</th>
				<th>${__("Proposed", null, "Award Season")}</th><th>${__("Submitted")}</th><th style="width: 34%">${__("Still Missing")}</th>
			</tr></thead>
			<tbody>${board.seasons.map(season_rows).join("")}</tbody>
		</table></div>`;
}

function season_rows(one) {
	const level = one.level ? ` <span class="text-muted small">${level_text(one.level)}</span>` : "";
	const head = `<td rowspan="${Math.max(one.categories.length, 1)}">${level_text(one.unit)}${level}
		<div class="small">${season_link(one.season, one.title)}</div></td>`;
	if (!one.categories.length) {
		const none = __("The rules let it propose in no category.");
		return `<tr>${head}<td colspan="5" class="text-muted">${none}</td></tr>`;
	}
	return one.categories.map((cell, i) => `<tr>${i ? "" : head}${category_cells(one, cell)}</tr>`).join("");
}

function category_cells(season, cell) {
	return `<td>${level_text(cell.title)}</td>
		<td>${quota_text(cell)}</td><td>${cell.proposed}</td><td>${cell.submitted}</td>
		<td>${still_missing(season, cell)}</td>`;
}

function quota_text(cell) {
	if (cell.each === null) return `<span class="text-muted">${__("no limit")}</span>`;
	const total = cell.total ? ` <span class="text-muted">(${__("{0} in all", [cell.total])})</span>` : "";
	return `<span title="${level_text(cell.basis)}">${cell.each}</span>${total}`;
}

function still_missing(season, cell) {
	if (!cell.proposed) {
		const decided =
			cell.won === 0 ? __("No winner in this category") : __("Winners decided, none proposed yet");
		const none = season.decided ? decided : __("No winners decided yet");
		return `<span class="text-muted">${none}</span>`;
	}
	if (!cell.waiting.length) return `<span class="indicator-pill green">${__("Complete")}</span>`;
	return cell.waiting.map(waiting_line).join("");
}

function waiting_line(one) {
	const link = frappe.utils.get_form_link("Nomination", one.nomination, true, level_text(one.employee_name));
	const missing = one.missing.length ? one.missing.join("; ") : __("to be submitted");
	return `<div>${link} <span class="text-muted small">${level_text(one.state)}:</span> <span class="small">${level_text(missing)}</span></div>`;
}

function own_nominees(board) {
	if (!board.direct.length) return "";
	const rows = board.direct.map(
		(one) => `<tr><td>${level_text(one.proposer)}</td><td>${level_text(one.category)}</td><td>${quota_text(one)}</td>
			<td>${one.brought || `<span class="text-muted">${__("none yet")}</span>`}</td></tr>`
	);
	return `<h5>${__("Units That Nominate Themselves")}</h5>
		<div class="table-responsive"><table class="table table-bordered">
			<thead><tr class="text-muted"><th>${__("Unit", null, "Award Season")}</th><th>${__("Award Category")}</th>
				<th>${__("Quota")}</th><th>${__("Submitted")}</th></tr></thead>
			<tbody>${rows.join("")}</tbody>
		</table></div>`;
}
