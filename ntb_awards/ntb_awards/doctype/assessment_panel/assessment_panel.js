frappe.ui.form.on("Assessment Panel", {
	setup(frm) {
		frm.set_query("user", "members", () => ({
			query: "frappe.core.doctype.user.user.user_query",
			filters: { ignore_user_type: 0 },
		}));
	},

	async season(frm) {
		await limit_categories(frm);
		offer_elements(frm);
		frm.set_value("categories", []);
	},

	refresh(frm) {
		limit_categories(frm);
		offer_elements(frm);
	},
});

// Members may stand for other groups besides those that the rules name.
async function offer_elements(frm) {
	if (!frm.doc.season) return;
	const method = "ntb_awards.ntb_awards.doctype.assessment_panel.assessment_panel.elements";
	const elements = await frappe.xcall(method, { season: frm.doc.season });
	const { grid } = frm.fields_dict.members;
	grid.update_docfield_property("element", "ignore_validation", 1);
	grid.update_docfield_property("element", "options", elements);
}

async function limit_categories(frm) {
	if (!frm.doc.season) return;
	const { message } = await frappe.db.get_value("Award Season", frm.doc.season, "scheme");
	frm.set_query("categories", () => ({ filters: { scheme: message.scheme } }));
}
