frappe.ui.form.on("Assessment Panel", {
	setup(frm) {
		frm.set_query("user", "members", () => ({
			query: "frappe.core.doctype.user.user.user_query",
			filters: { ignore_user_type: 0 },
		}));
	},

	async season(frm) {
		await limit_categories(frm);
		frm.set_value("categories", []);
	},

	refresh(frm) {
		limit_categories(frm);
	},
});

async function limit_categories(frm) {
	if (!frm.doc.season) return;
	const { message } = await frappe.db.get_value("Award Season", frm.doc.season, "scheme");
	frm.set_query("category", "categories", () => ({ filters: { scheme: message.scheme } }));
	frm.set_query("categories", () => ({ filters: { scheme: message.scheme } }));
}
