frappe.query_reports["360 Summary"] = {
	filters: [
		{
			fieldname: "season",
			label: __("Award Season"),
			fieldtype: "Link",
			options: "Award Season",
			reqd: 1,
		},
		{
			fieldname: "category",
			label: __("Award Category"),
			fieldtype: "Link",
			options: "Award Category",
			get_query: () => ({ filters: { scheme: frappe.query_reports["360 Summary"].scheme || ["is", "set"] } }),
		},
	],

	async onload(report) {
		const season = report.get_filter_value("season");
		const found = await frappe.db.get_list("Award Season", {
			fields: ["name", "scheme"],
			filters: season ? { name: season } : {},
			order_by: "year desc, creation desc",
			limit: 1,
		});
		if (!found.length) return;
		frappe.query_reports["360 Summary"].scheme = found[0].scheme;
		if (!season) await report.set_filter_value("season", found[0].name);
	},
};
