frappe.ui.form.on("Assessment 360", {
	setup(frm) {
		frm.set_query("contributor", () => ({ filters: { status: "Active", name: ["!=", frm.nominee || ""] } }));
	},

	async refresh(frm) {
		$(frm.get_field("score_form").wrapper).empty();
		frm.set_df_property("answers", "hidden", 1);
		if (frm.doc.nomination) await frm.trigger("show_form");
	},

	async nomination(frm) {
		frm.clear_table("answers");
		if (frm.doc.nomination) await frm.trigger("show_form");
	},

	async contributor(frm) {
		if (!frm.doc.nomination || !frm.doc.contributor) return;
		const { nomination, contributor } = frm.doc;
		const relation = await frappe.xcall("ntb_awards.gateway.contributors.relation_of", { nomination, contributor });
		if (relation) frm.set_value("relation", relation);
	},

	async show_form(frm) {
		const { nomination } = frm.doc;
		const found = await frappe.xcall("ntb_awards.gateway.contributors.answer_form", { nomination });
		if (frm.doc.nomination !== nomination) return;
		frm.nominee = found.employee;
		if (!(frm.doc.answers || []).length) {
			found.rows.forEach((row) => frm.add_child("answers", row));
		}
		frm.score_form = new ntb_awards.ScoreForm(frm, {
			table: "answers",
			instrument: found.instrument,
			variant: found.variant,
			editable: frm.doc.docstatus === 0 && frm.perm[0]?.write && !frm.read_only,
		});
		await frm.score_form.show();
	},
});
