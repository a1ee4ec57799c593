frappe.listview_settings["Award Scheme"] = {
	get_indicator(doc) {
		const colours = { Draft: "orange", "In Use": "green", Retired: "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},

	onload(listview) {
		if (!frappe.model.can_import("Award Scheme")) return;
		listview.page.add_inner_button(__("Import from File"), () => choose_file(listview));
	},
};

function choose_file(listview) {
	const input = document.createElement("input");
	input.type = "file";
	input.accept = ".json,application/json";
	input.onchange = async () => {
		const content = await input.files[0].text();
		const method = "ntb_awards.ntb_awards.doctype.award_scheme.award_scheme.import_json";
		const name = await frappe.xcall(method, { content });
		listview.refresh();
		frappe.set_route("Form", "Award Scheme", name);
	};
	input.click();
}
