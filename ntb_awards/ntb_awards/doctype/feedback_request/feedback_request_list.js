frappe.listview_settings["Feedback Request"] = {
	add_fields: ["status", "nominee_name", "contributor_name"],
	hide_name_column: true,

	get_indicator: (doc) => ntb_awards.requests.indicator(doc),

	onload(listview) {
		if (!ntb_awards.requests.is_staff()) return;
		listview.page.add_action_item(__("Confirm"), () => {
			const proposed = listview.get_checked_items().filter((row) => row.status === "Proposed");
			if (!proposed.length) {
				frappe.msgprint(__("Choose proposals. The other requests are confirmed already."));
				return;
			}
			ntb_awards.requests.confirm(proposed.map((row) => row.name), () => listview.refresh());
		});
	},
};
