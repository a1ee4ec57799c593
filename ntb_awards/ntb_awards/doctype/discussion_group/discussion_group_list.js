frappe.listview_settings["Discussion Group"] = {
	hide_name_column: true,

	// Groups are drawn on the Award Season, never made one by one.
	refresh(listview) {
		listview.page.clear_primary_action();
	},
};
