// What a person fills in while the nomination is open; the server refuses it in any other state.
const ENTERED = [
	"category",
	"employee",
	"recommender_name",
	"recommender_position",
	"recommendation_number",
	"recommendation_date",
	"innovation_title",
	"innovation_description",
	"achievement",
	"self_description",
	"social_activity",
];
const TEXTS = [
	"innovation_title",
	"innovation_description",
	"achievement",
	"self_description",
	"social_activity",
];
const METHODS = "ntb_awards.ntb_awards.doctype.nomination.nomination.";
const STAFF = ["System Manager", "Awards Administrator", "Awards Secretariat"];

const is_open = (frm) => frm.is_new() || ["Draft", "Returned"].includes(frm.doc.workflow_state);
const is_live = (frm) => !is_open(frm) && !frm.doc.outcome;
const is_staff = () => STAFF.some((role) => frappe.user.has_role(role));
const esc = (text) => frappe.utils.escape_html(String(text ?? ""));
const pill = (text, colour) => `<span class="indicator-pill ${colour}">${esc(text)}</span>`;

frappe.ui.form.on("Nomination", {
	setup(frm) {
		frm.set_query("category", () => ({ filters: { scheme: frm.doc.scheme || "" } }));
		// The server answers whom this person may nominate, also to those who may not open Employee records.
		frm.set_query("employee", () => ({
			query: METHODS + "employees_to_nominate",
			filters: { season: frm.doc.season },
		}));
		frm.fields_dict.employee.df.ignore_link_validation = true;
		frm.set_query("season", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.get_docfield("workflow_state").formatter = (state) => __(state);
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.season) fill_only_open_season(frm);
	},

	refresh(frm) {
		frm.toggle_display("eligibility", false);
		ENTERED.forEach((field) => frm.set_df_property(field, "read_only", is_open(frm) ? 0 : 1));
		if (frm.doc.number) frm.set_df_property("employee", "read_only", 1);
		set_reasons(frm);
		add_buttons(frm);
		show_intro(frm);
		show_eligibility(frm);
		show_documents(frm);
	},

	season: (frm) => frm.set_value("category", null),
	category: preview,
	employee: preview,

	async before_workflow_action(frm) {
		const asked = {
			"Return for Completion": ["return_reason", __("What must be completed?")],
			Withdraw: ["withdrawal_reason", __("Why is the nomination withdrawn?")],
		}[frm.selected_workflow_action];
		if (asked) await ask_reason(frm, ...asked);
	},
});

async function fill_only_open_season(frm) {
	const open = await frappe.db.get_list("Award Season", { filters: { status: "Open" }, limit: 2 });
	if (open.length === 1) frm.set_value("season", open[0].name);
}

function set_reasons(frm) {
	const submitted = frm.doc.workflow_state === "Submitted";
	frm.set_df_property("return_reason", "read_only", submitted && is_staff() ? 0 : 1);
	const withdrawable = is_live(frm) || frm.doc.workflow_state === "Returned";
	frm.set_df_property("withdrawal_reason", "read_only", withdrawable ? 0 : 1);
	const state = frm.doc.workflow_state;
	frm.toggle_display("return_reason", Boolean(frm.doc.return_reason) || state === "Returned");
	frm.toggle_display("withdrawal_reason", Boolean(frm.doc.withdrawal_reason));
}

function show_intro(frm) {
	frm.set_intro("");
	if (frm.doc.workflow_state === "Returned") {
		frm.set_intro(`${__("Returned for completion:")} ${esc(frm.doc.return_reason)}`, "orange");
	} else if (!frm.is_new() && is_open(frm)) {
		frm.set_intro(__("Complete the tabs Recommendation, Texts and Documents, then submit the nomination."), "blue");
	}
}

function add_buttons(frm) {
	if (frm.doc.workflow_state === "Submitted" && is_staff() && !frm.is_dirty()) {
		frm.add_custom_button(__("Refresh Facts"), () => refresh_facts(frm));
	}
}

async function refresh_facts(frm) {
	const changed = await frappe.xcall(METHODS + "refresh_facts", { nomination: frm.doc.name });
	await frm.reload_doc();
	if (!changed.length) return frappe.show_alert({ message: __("Facts read again"), indicator: "green" });
	const list = changed.map((title) => `<li>${esc(title)}</li>`).join("");
	frappe.msgprint({
		title: __("Look Again at These Decisions"),
		message: `${__("The fact has changed since the requirement was decided:")}<ul>${list}</ul>`,
		indicator: "orange",
	});
}

function ask_reason(frm, field, question) {
	// The page is frozen for the action; the question has to be answered first.
	frappe.dom.unfreeze();
	return new Promise((resolve, reject) => {
		let answered = false;
		const dialog = new frappe.ui.Dialog({
			title: __(frm.selected_workflow_action),
			fields: [
				{ fieldname: "reason", fieldtype: "Small Text", label: question, reqd: 1, default: frm.doc[field] },
			],
			primary_action_label: __("Continue"),
			async primary_action({ reason }) {
				answered = true;
				dialog.hide();
				await frappe.db.set_value(frm.doctype, frm.doc.name, field, reason);
				frappe.dom.freeze();
				resolve();
			},
		});
		dialog.onhide = () => answered || reject();
		dialog.show();
	});
}

async function preview(frm) {
	const { season, category, employee } = frm.doc;
	if (!season || !category || !employee || !is_open(frm)) return;
	const texts = Object.fromEntries(TEXTS.map((field) => [field, frm.doc[field]]));
	const shown = await frappe.xcall(METHODS + "preview", { season, category, employee, texts });
	Object.assign(frm.doc, shown.values);
	const decided = Object.fromEntries((frm.doc.eligibility || []).map((row) => [row.rule, row]));
	frm.clear_table("eligibility");
	for (const row of shown.eligibility) {
		const { decision, reason } = decided[row.rule] || {};
		frm.add_child("eligibility", { ...row, name: undefined, decision, reason });
	}
	frm.refresh_fields();
	show_eligibility(frm);
	if (frm.is_new()) render_documents(frm, shown.documents);
}

// Eligibility: rule by rule, with the fact it was judged on

const COLOURS = { Met: "green", "Not Met": "red", "Needs Review": "orange" };
const ANSWERS = () => ({
	Met: __("Met"),
	"Not Met": __("Not met"),
	"Needs Review": __("Needs a human look"),
});

function show_eligibility(frm) {
	const rows = frm.doc.eligibility || [];
	const wrapper = frm.get_field("eligibility_html").$wrapper;
	if (!rows.length) {
		wrapper.html(`<p class="text-muted">${__("Choose season, category and employee to see the requirements.")}</p>`);
		return;
	}
	wrapper.html(`
		<p>${summary_of(rows)}</p>
		<div class="table-responsive"><table class="table table-bordered" style="table-layout: fixed">
			<thead><tr class="text-muted">
				<th style="width: 42%">${__("Requirement")}</th><th style="width: 17%">${__("Result")}</th>
				<th>${__("Judged on")}</th>
			</tr></thead>
			<tbody>${rows.map((row, i) => section_head(row, rows[i - 1]) + rule_row(frm, row)).join("")}</tbody>
		</table></div>`);
	wrapper.find("[data-rule]").on("click", (event) => decide(frm, $(event.currentTarget).attr("data-rule")));
}

function summary_of(rows) {
	const count = (answer) => rows.filter((row) => (row.decision || row.status) === answer).length;
	return Object.entries(ANSWERS())
		.filter(([answer]) => count(answer))
		.map(([answer, label]) => pill(`${count(answer)} ${label}`, COLOURS[answer]))
		.join(" ");
}

function section_head(row, previous) {
	if (!row.section || (previous && previous.section === row.section)) return "";
	return `<tr><td colspan="3" class="bg-light"><b>${esc(row.section)}</b></td></tr>`;
}

function rule_row(frm, row) {
	const answer = row.decision || row.status;
	const may_decide = is_staff() && is_live(frm) && !frm.is_new();
	// What waits for a person is a button; what the record has answered can be overruled, less prominently.
	const look = answer === "Needs Review" ? "btn btn-xs btn-default" : "small text-muted";
	const link = may_decide
		? `<div style="margin-top: 6px"><a class="${look}" data-rule="${esc(row.rule)}">
			${row.decision ? __("Change Decision") : __("Decide")}</a></div>`
		: "";
	return `<tr>
		<td>${esc(row.title)} <span class="text-muted text-nowrap">(${esc(row.basis)})</span></td>
		<td>${pill(ANSWERS()[answer], COLOURS[answer])}${link}</td>
		<td style="white-space: pre-line">${esc(row.fact)}${decision_of(row)}</td>
	</tr>`;
}

function decision_of(row) {
	if (!row.decision) return "";
	const when = row.decided_at ? frappe.datetime.str_to_user(row.decided_at) : "";
	const who = row.decided_by ? frappe.user.full_name(row.decided_by) : "";
	return `<div class="small" style="margin-top: 6px"><b>${__("Decided by the Secretariat")}:</b> ${esc(row.reason)}
		<span class="text-muted">${esc([who, when].filter(Boolean).join(", "))}</span></div>`;
}

function decide(frm, rule) {
	const row = frm.doc.eligibility.find((one) => one.rule === rule);
	const options = [
		{ value: "", label: "" },
		{ value: "Met", label: __("Met") },
		{ value: "Not Met", label: __("Not met") },
	];
	frappe.prompt(
		[
			{ fieldtype: "HTML", options: `<p>${esc(row.title)}</p><p class="text-muted">${esc(row.fact)}</p>` },
			{ fieldname: "decision", fieldtype: "Select", label: __("Decision"), options, default: row.decision },
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				default: row.reason,
				mandatory_depends_on: "decision",
			},
		],
		async ({ decision, reason }) => {
			await frappe.model.set_value(row.doctype, row.name, { decision, reason });
			await frm.save();
		},
		`${__("Requirement")} ${row.basis}`,
		__("Save")
	);
}
