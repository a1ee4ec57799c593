frappe.listview_settings["Plenary Minutes"] = {
	add_fields: ["published_at"],

	onload(list) {
		if (!frappe.perm.has_perm("Plenary Minutes", 0, "write")) return;
		list.page.add_action_item(__("Publish"), () => publish_chosen(list));
	},
};

// The results of all chosen categories, at one moment.
function publish_chosen(list) {
	const minutes = list.get_checked_items(true);
	frappe.prompt(
		[
			{
				fieldname: "told",
				fieldtype: "HTML",
				options: `<p>${__("{0} minutes are published together.", [minutes.length])}</p>`,
			},
			{
				fieldname: "at",
				fieldtype: "Datetime",
				label: __("Publish At"),
				description: __("In the time zone of the season. Empty: now."),
			},
		],
		async ({ at }) => {
			const { label } = await frappe.xcall("ntb_awards.gateway.public_announcements.publish_together", { minutes, at });
			frappe.show_alert({ message: __("Public from {0} on", [label]), indicator: "green" });
			list.clear_checked_items();
			list.refresh();
		},
		__("Publish"),
		__("Publish")
	);
}
