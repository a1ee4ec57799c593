frappe.ui.form.on("Conflict Declaration", {
	setup(frm) {
		const standing = { workflow_state: ["not in", ["Draft", "Returned", "Withdrawn", "Ineligible"]] };
		frm.set_query("nomination", () => ({
			filters: frm.doc.season ? { ...standing, season: frm.doc.season } : standing,
		}));
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.assessor) return;
		if (frappe.user.has_role("Awards Assessor")) frm.set_value("assessor", frappe.session.user);
	},

	async nomination(frm) {
		if (!frm.doc.nomination || frm.doc.season) return;
		const found = await frappe.db.get_value("Nomination", frm.doc.nomination, "season");
		frm.set_value("season", found.message.season);
	},
});
