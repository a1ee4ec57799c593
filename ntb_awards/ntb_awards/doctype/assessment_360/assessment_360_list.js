frappe.listview_settings["Assessment 360"] = {
	add_fields: ["validity", "season", "nominee_name"],
	hide_name_column: true,
	has_indicator_for_cancelled: 1,

	get_indicator(doc) {
		const [text, colour] = ntb_awards.state_of_set(doc);
		const filter = doc.validity ? `validity,=,${doc.validity}` : `validity,is,not set|docstatus,=,${doc.docstatus}`;
		return [text, colour, filter];
	},

	onload(listview) {
		listview.page.add_action_item(__("Mark Valid"), async () => {
			const sets = listview.get_checked_items(true);
			const done = await frappe.xcall("ntb_awards.gateway.feedback_verification.mark_valid", { sets });
			frappe.show_alert({ message: frappe.utils.escape_html(done.message), indicator: "green" });
			listview.refresh();
		});
	},

	// Contributors answer on their own page.
	refresh(listview) {
		listview.page.clear_primary_action();
	},
};
