// Award Season: what the app fills in, imports or draws – shown only where the scheme has such stages.

const RECORDED = "ntb_awards.gateway.recorded_sheets";
const TESTS = "ntb_awards.gateway.result_imports";
const DRAWS = "ntb_awards.gateway.discussion_groups";

frappe.ui.form.on("Award Season", {
	async refresh(frm) {
		const staff = ["Awards Administrator", "Awards Secretariat", "System Manager"];
		if (frm.is_new() || frm.doc.status === "Draft" || !staff.some((role) => frappe.user.has_role(role))) return;
		const asked = frm.doc.name;
		const stages = await frappe.xcall("ntb_awards.gateway.sheet_lists.recorded_stages", { season: asked });
		if (frm.doc.name !== asked) return;
		add_scoring_buttons(frm, stages);
	},
});

function add_scoring_buttons(frm, stages) {
	const actions = [
		[stages.records, __("Fill from Records"), () => fill_from_records(frm, stages)],
		[stages.test_result, __("Import Test Results"), () => import_test_results(frm, stages)],
		[stages.groups, __("Draw Groups"), () => draw_groups(frm, stages)],
	];
	actions.forEach(([found, label, act]) => {
		if (found.length) frm.add_custom_button(label, act, __("Scoring"));
	});
	if (stages.groups.length) {
		const show = () => frappe.set_route("List", "Discussion Group", { season: frm.doc.name });
		frm.add_custom_button(__("Discussion Group"), show, __("Go To"));
	}
}

function stage_field(stages, extra) {
	return { fieldname: "stage", fieldtype: "Select", label: __("Stage"), reqd: 1, options: stages, default: stages[0].value, ...extra };
}

function category_field(stages, extra) {
	const get_query = () => ({ filters: { scheme: stages.scheme } });
	return { fieldname: "category", fieldtype: "Link", options: "Award Category", label: __("Award Category"), get_query, ...extra };
}

// Fill from Records

function fill_from_records(frm, stages) {
	frappe.prompt(
		[stage_field(stages.records), category_field(stages, { reqd: 1 })],
		async (values) => {
			const done = await frappe.xcall(`${RECORDED}.fill_from_records`, { ...values, season: frm.doc.name });
			frappe.msgprint({
				title: __("Fill from Records"),
				message: `<p>${esc(done.message)}</p>${silent_list(done.silent)}`,
				indicator: done.silent.length ? "orange" : "green",
			});
		},
		__("Fill from Records"),
		__("Fill In")
	);
}

function silent_list(silent) {
	const line = (one) => `<li><b>${__("No. {0} {1}", [one.number, esc(one.name)])}</b>: ${one.missing.map(esc).join(", ")}</li>`;
	return silent.length ? `<ul>${silent.map(line).join("")}</ul>` : "";
}

// Import Test Results

function import_test_results(frm, stages) {
	const dialog = new frappe.ui.Dialog({
		title: __("Import Test Results"),
		size: "extra-large",
		fields: [
			stage_field(stages.test_result, { onchange: () => show_preview(dialog, frm) }),
			{ fieldname: "template", fieldtype: "Button", label: __("Download Template"), click: () => download(dialog, frm) },
			{ fieldtype: "Column Break" },
			{
				fieldname: "file",
				fieldtype: "Attach",
				label: __("File with the Results"),
				description: __("XLSX or CSV. It is taken in whole, or not at all."),
				options: { restrictions: { allowed_file_types: [".xlsx", ".csv"] }, make_attachments_public: false },
				onchange: () => show_preview(dialog, frm),
			},
			{ fieldtype: "Section Break" },
			{ fieldname: "preview", fieldtype: "HTML" },
		],
		primary_action_label: __("Import"),
		primary_action: (values) => take_in(dialog, frm, values),
	});
	dialog.show();
	dialog.get_primary_btn().addClass("hide");
}

function download(dialog, frm) {
	const args = { season: frm.doc.name, stage: dialog.get_value("stage") };
	window.open(`/api/method/${TESTS}.template?${new URLSearchParams(args)}`);
}

async function show_preview(dialog, frm) {
	const { stage, file } = dialog.get_values(true);
	const asked = `${stage} ${file}`;
	if (dialog.asked === asked) return;
	dialog.asked = asked;
	const field = dialog.get_field("preview");
	dialog.get_primary_btn().addClass("hide");
	field.html("");
	if (!file) return;
	const found = await frappe
		.xcall(`${TESTS}.preview`, { season: frm.doc.name, stage, file_url: file })
		.catch(() => null);
	if (dialog.asked !== asked) return;
	// A file that was refused may be chosen again once it is mended.
	if (!found) return (dialog.asked = null);
	field.html(preview_table(found));
	dialog.get_primary_btn().toggleClass("hide", !found.sound);
}

function preview_table({ sound, columns, rows, faults, warnings, message }) {
	const list = (texts, colour) => texts.map((text) => `<li class="text-${colour}">${esc(text)}</li>`).join("");
	const heads = columns.map((column) => `<th>${esc(column.heading)}</th>`).join("");
	const cells = (row) => columns.map((column) => `<td>${esc(row.cells[column.key])}</td>`).join("");
	const faulty = rows.some((row) => row.faults.length);
	const fault = (row) => (faulty ? `<td class="text-danger">${row.faults.map(esc).join("<br>")}</td>` : "");
	const body = rows
		.map(
			(row) => `<tr ${row.faults.length ? 'class="table-danger"' : ""}>
				<td class="text-right text-muted">${row.line}</td>${cells(row)}${fault(row)}</tr>`
		)
		.join("");
	const table = rows.length
		? `<div class="table-responsive" style="max-height: 50vh"><table class="table table-bordered table-sm">
			<thead><tr><th class="text-right">${__("Row")}</th>${heads}${faulty ? `<th style="min-width: 18em">${__("Fault")}</th>` : ""}</tr></thead>
			<tbody>${body}</tbody></table></div>`
		: "";
	const told = [list(faults, "danger"), list(warnings, "muted")].join("");
	return `<p><span class="indicator-pill ${sound ? "green" : "red"}">${esc(message)}</span></p>
		${told ? `<ul>${told}</ul>` : ""}${table}`;
}

async function take_in(dialog, frm, { stage, file }) {
	dialog.disable_primary_action();
	try {
		const args = { season: frm.doc.name, stage, file_url: file };
		const done = await frappe.xcall(`${TESTS}.import_results`, args);
		dialog.hide();
		frappe.msgprint({ message: esc(done.message), title: __("Import Test Results"), indicator: "green" });
	} finally {
		dialog.enable_primary_action();
	}
}

// Draw Groups

function draw_groups(frm, stages) {
	frappe.prompt(
		[
			stage_field(stages.groups),
			{ fieldname: "groups", fieldtype: "Int", label: __("Number of Groups"), reqd: 1, default: 2 },
			category_field(stages, { description: __("Empty draws the nominees of all categories together.") }),
			{ fieldname: "seed", fieldtype: "Data", label: __("Seed"), description: __("Only to repeat an earlier draw.") },
		],
		(values) => draw(frm, values, false),
		__("Draw Groups"),
		__("Draw")
	);
}

async function draw(frm, values, confirmed) {
	const filters = { season: frm.doc.name, stage: values.stage };
	const former = confirmed ? [] : await frappe.db.get_list("Discussion Group", { filters, limit: 1 });
	if (former.length) {
		const question = __("Groups were drawn for this stage already. Draw them anew? Members moved by hand go back.");
		return frappe.confirm(question, () => draw(frm, values, true));
	}
	const done = await frappe.xcall(`${DRAWS}.draw_groups`, { ...values, season: frm.doc.name, confirmed });
	frappe.show_alert({ message: esc(done.message), indicator: "green" }, 10);
	frappe.set_route("List", "Discussion Group", { season: frm.doc.name });
}

function esc(text) {
	return frappe.utils.escape_html(String(text ?? ""));
}
