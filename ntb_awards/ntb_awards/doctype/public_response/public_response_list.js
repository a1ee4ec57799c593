frappe.listview_settings["Public Response"] = {
	add_fields: ["status", "channel", "unusual"],
	hide_name_column: true,
	// The secretariat comes here to decide; the panel, to read.
	get filters() {
		return ntb_awards.responses.is_staff() ? [["status", "=", "Pending"]] : [];
	},

	get_indicator: (doc) => ntb_awards.responses.indicator(doc),

	formatters: {
		unusual: (value) => (value ? `<span class="text-danger">${frappe.utils.escape_html(value)}</span>` : ""),
	},

	onload(listview) {
		if (!ntb_awards.responses.is_staff()) return;
		const done = () => listview.refresh();
		const add = (label, act) =>
			listview.page.add_action_item(label, () => {
				const names = listview
					.get_checked_items()
					.filter((row) => row.channel === "Public Page" && row.status !== "Unconfirmed")
					.map((row) => row.name);
				if (names.length) act(names, done);
				else frappe.msgprint(__("Choose responses that citizens sent and confirmed."));
			});
		add(__("Approve"), ntb_awards.responses.approve);
		add(__("Reject"), ntb_awards.responses.reject);
	},
};
