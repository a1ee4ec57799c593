frappe.listview_settings["Nomination"] = {
	add_fields: ["eligibility_status", "outcome", "number"],
	hide_name_column: true,
	formatters: {
		eligibility_status(value) {
			const colours = { Eligible: "green", Ineligible: "red", "Needs Review": "orange" };
			return `<span class="indicator-pill ${colours[value] || "gray"}">${__(value)}</span>`;
		},
		number: (value) => value || "",
	},
};
