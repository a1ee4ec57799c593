frappe.provide("ntb_awards");

ntb_awards.opens_sheets = () =>
	["Awards Administrator", "Awards Secretariat", "System Manager"].some((role) => frappe.user.has_role(role));

frappe.listview_settings["Stage Score"] = {
	add_fields: ["status", "nominee_number", "value", "assessor", "entry"],
	hide_name_column: true,
	has_indicator_for_draft: 1,

	// An assessor comes to the sheets that still wait.
	filters: ntb_awards.opens_sheets()
		? []
		: [
				["assessor", "=", frappe.session.user],
				["status", "=", "Open"],
			],

	get_indicator(doc) {
		if (doc.docstatus === 2) return [__("Cancelled"), "red", "docstatus,=,2"];
		const colours = { Open: "orange", Submitted: "green", Recused: "gray" };
		return [__(doc.status, null, "Stage Score"), colours[doc.status], `status,=,${doc.status}`];
	},

	onload(listview) {
		if (!ntb_awards.opens_sheets()) return;
		listview.page.add_action_item(__("Cancel Sheets Filled In by the App"), () => {
			const chosen = listview.get_checked_items().filter((row) => row.docstatus === 1 && row.entry !== "Assessor");
			if (!chosen.length) {
				frappe.msgprint(__("Choose submitted sheets that the app filled in. Assessors cancel their own."));
				return;
			}
			ntb_awards.cancel_sheets(chosen.map((row) => row.name), () => listview.refresh());
		});
	},

	// Sheets are opened for a whole category at once, and by the secretariat.
	refresh(listview) {
		if (ntb_awards.opens_sheets()) {
			listview.page.set_primary_action(__("Open Score Sheets"), () => ntb_awards.open_sheets(listview));
		} else {
			listview.page.clear_primary_action();
		}
	},
};

ntb_awards.open_sheets = (listview) => {
	const dialog = new frappe.ui.Dialog({
		title: __("Open Score Sheets"),
		fields: [
			{
				fieldname: "season",
				fieldtype: "Link",
				options: "Award Season",
				label: __("Award Season"),
				reqd: 1,
				get_query: () => ({ filters: { status: ["!=", "Closed"] } }),
				onchange: () => ntb_awards.offer_stages(dialog),
			},
			{
				fieldname: "category",
				fieldtype: "Link",
				options: "Award Category",
				label: __("Award Category"),
				reqd: 1,
				get_query: () => ({ filters: { scheme: dialog.scheme || "" } }),
			},
			{ fieldname: "stage", fieldtype: "Select", label: __("Stage"), reqd: 1 },
		],
		primary_action_label: __("Open"),
		async primary_action(values) {
			dialog.disable_primary_action();
			try {
				const done = await frappe.xcall("ntb_awards.gateway.sheets.open_sheets", values);
				dialog.hide();
				frappe.msgprint({ message: done.message, title: __("Score Sheets"), indicator: "green" });
				listview.refresh();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
};

ntb_awards.offer_stages = async (dialog) => {
	const season = dialog.get_value("season");
	if (!season || season === dialog.season) return;
	dialog.season = season;
	const found = await frappe.xcall("ntb_awards.gateway.sheet_lists.scored_stages", { season });
	dialog.scheme = found.scheme;
	dialog.set_df_property("stage", "options", found.stages);
};
