const SCHEME_METHODS = "ntb_awards.ntb_awards.doctype.award_scheme.award_scheme";
const SCHEME_PARTS = ["Award Category", "Assessment Instrument", "Contributor Rule"];

frappe.ui.form.on("Award Scheme", {
	setup(frm) {
		for (const link of ["instrument", "public_instrument"]) {
			frm.set_query(link, "stages", () => ({ filters: { scheme: frm.doc.name } }));
		}
		frm.set_query("print_format", "document_requirements", () => ({ filters: { doc_type: "Nomination" } }));
	},

	refresh(frm) {
		if (frm.is_new()) {
			frm.set_intro("");
			frm.set_intro(__("Save the scheme, then add its categories and score forms."), "blue");
			return;
		}
		freeze_in_use(frm);
		show_intro(frm);
		show_categories(frm);
		add_buttons(frm);
	},
});

function freeze_in_use(frm) {
	if (frm.doc.status !== "Draft") ntb_awards.basis.freeze(frm);
}

function show_intro(frm) {
	frm.set_intro("");
	if (frm.doc.status === "In Use") {
		frm.set_intro(
			__("In use, and therefore frozen. To change a rule, make a new version."),
			"blue"
		);
	}
	const count = frm.doc.__onload && frm.doc.__onload.assumed;
	if (count) {
		frm.set_intro(
			__(
				"{0} values are not in the rule document. They are marked <b>● set by us, confirm</b>: have the committee confirm or change them. Check lists them all.",
				[count]
			),
			"orange"
		);
	}
}

function add_buttons(frm) {
	frm.add_custom_button(__("Check"), () => check(frm));
	if (frappe.model.can_create("Award Scheme")) {
		frm.add_custom_button(__("New Version"), () => make_new_version(frm));
		frm.add_custom_button(__("Copy as New Scheme"), () => copy_scheme(frm));
	}
	if (frappe.model.can_write("Award Scheme")) {
		frm.add_custom_button(__("Build Workflow"), () => build_workflow(frm));
		if (frm.doc.status === "In Use") frm.page.add_menu_item(__("Retire"), () => retire(frm));
	}
	if (frappe.model.can_export("Award Scheme")) {
		frm.add_custom_button(__("Export"), () => export_scheme(frm));
	}
}

async function call(frm, method, args = {}) {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Save your changes first."));
		return null;
	}
	return frappe.xcall(`${SCHEME_METHODS}.${method}`, { scheme: frm.doc.name, ...args });
}

async function check(frm) {
	const found = await call(frm, "check");
	if (!found) return;
	const dialog = new frappe.ui.Dialog({
		title: __("Check of {0}", [frm.doc.title]),
		size: "large",
		fields: [{ fieldtype: "HTML", fieldname: "found" }],
	});
	const $found = dialog.fields_dict.found.$wrapper;
	$found.html(problems_html(found) + assumed_html(found));
	$found.on("click", "[data-list]", (event) => {
		event.preventDefault();
		const { list, at } = event.currentTarget.dataset;
		dialog.$wrapper.one("hidden.bs.modal", () => ntb_awards.places.go_to(found[list][at], frm));
		dialog.hide();
	});
	dialog.show();
}

// A link to the row that an entry of one of the lists speaks of.
function place_link(list, at, text) {
	const shown = frappe.utils.escape_html(text);
	return `<a href="#" class="underline" data-list="${list}" data-at="${at}">${shown}</a>`;
}

function problems_html(found) {
	if (!found.problems.length) {
		return `<p><span class="indicator green">${__(
			"No problems found. A season can be opened with this scheme."
		)}</span></p>`;
	}
	const rows = found.problems.map(({ text }, at) => `<li>${place_link("problems", at, text)}</li>`).join("");
	const title = __("{0} problems to mend before a season can be opened", [found.problems.length]);
	return `<p><span class="indicator red">${title}</span></p><ul>${rows}</ul>`;
}

function assumed_html(found) {
	if (!found.assumed.length) return "";
	const escape = frappe.utils.escape_html;
	let section = "";
	const rows = found.assumed.map((row, at) => {
		const heading =
			row.section === section
				? ""
				: `<tr><th colspan="3" class="text-muted">${escape(row.section)}</th></tr>`;
		section = row.section;
		const times = row.count > 1 ? ` × ${row.count}` : "";
		const item = place_link("assumed", at, row.item);
		return `${heading}<tr><td>${item}</td><td>${escape(row.what)}${times}</td><td>${escape(
			row.value
		)}</td></tr>`;
	});
	const title = __("{0} values set by us, confirm", [found.total]);
	return `<p class="mt-4"><span class="indicator orange">${title}</span></p>
		<table class="table table-sm"><tbody>${rows.join("")}</tbody></table>`;
}

function make_new_version(frm) {
	frappe.confirm(
		__("Copy {0} with its categories, score forms and 360° rules into a new draft?", [
			frm.doc.name.bold(),
		]),
		async () => {
			const name = await call(frm, "new_version");
			if (name) frappe.set_route("Form", "Award Scheme", name);
		}
	);
}

function copy_scheme(frm) {
	frappe.prompt(
		[
			{
				fieldtype: "Data",
				fieldname: "code",
				label: __("Code"),
				reqd: 1,
				description: __("Small letters, digits and _. It cannot be changed later."),
			},
			{
				fieldtype: "Data",
				fieldname: "title",
				label: __("Title"),
				reqd: 1,
				default: frm.doc.title,
			},
		],
		async (values) => {
			const name = await call(frm, "copy_scheme", values);
			if (name) frappe.set_route("Form", "Award Scheme", name);
		},
		__("Copy as New Scheme"),
		__("Copy")
	);
}

function build_workflow(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Build Workflow"),
		fields: [
			{
				fieldtype: "HTML",
				options: `<p>${__(
					"Each stage with minutes of its own becomes a state of the nomination workflow. What is missing is added; what you have changed in the workflow stays."
				)}</p>`,
			},
			{
				fieldtype: "Check",
				fieldname: "overwrite",
				label: __("Put our states and transitions back"),
				description: __("Your changes to them are lost. States you added yourself stay."),
			},
		],
		primary_action_label: __("Build"),
		async primary_action({ overwrite }) {
			dialog.hide();
			if (overwrite) {
				const sure = __("Overwrite the changes made to the workflow of nominations?");
				frappe.confirm(sure, () => run_build(frm, true));
			} else {
				await run_build(frm, false);
			}
		},
	});
	dialog.show();
}

async function run_build(frm, overwrite) {
	const workflow = await call(frm, "build_workflow", { overwrite });
	if (!workflow) return;
	frappe.show_alert({ message: __("The workflow is ready."), indicator: "green" });
	frm.reload_doc();
}

async function export_scheme(frm) {
	const scheme = await call(frm, "export_json");
	if (!scheme) return;
	const link = document.createElement("a");
	const content = new Blob([`${JSON.stringify(scheme, null, 2)}\n`], { type: "application/json" });
	link.href = URL.createObjectURL(content);
	link.download = `${frm.doc.name}.json`;
	link.click();
	URL.revokeObjectURL(link.href);
}

function retire(frm) {
	frappe.confirm(__("Retire this scheme? Seasons that use it go on; no new season can."), async () => {
		await call(frm, "retire");
		frm.reload_doc();
	});
}

async function show_categories(frm) {
	const field = frm.fields_dict.categories_html;
	const lists = await Promise.all(
		SCHEME_PARTS.map((doctype) =>
			frappe.db.get_list(doctype, {
				filters: { scheme: frm.doc.name },
				fields: ["name", "title"],
				order_by: doctype === "Award Category" ? "sequence asc" : "idx asc",
				limit: 200,
			})
		)
	);
	field.$wrapper.html(
		`<div class="row">${SCHEME_PARTS.map((doctype, at) => part_html(frm, doctype, lists[at])).join("")}</div>`
	);
	field.$wrapper.find("[data-new]").on("click", (event) => {
		frappe.new_doc($(event.currentTarget).data("new"), { scheme: frm.doc.name });
	});
}

function part_html(frm, doctype, parts) {
	const rows = parts
		.map((part) => `<li>${frappe.utils.get_form_link(doctype, part.name, true, frappe.utils.escape_html(part.title))}</li>`)
		.join("");
	const add = frm.doc.status === "Draft" && frappe.model.can_create(doctype)
		? `<button class="btn btn-xs btn-default" data-new="${doctype}">${__("Add")}</button>`
		: "";
	return `<div class="col-sm-4"><h6>${__(doctype)}</h6><ol class="pl-4">${rows}</ol>${add}</div>`;
}
