frappe.listview_settings["Award Season"] = {
	get_indicator(doc) {
		const colours = { Draft: "orange", Open: "green", Closed: "gray" };
		return [__(doc.status, null, "Award Season"), colours[doc.status], `status,=,${doc.status}`];
	},
};
