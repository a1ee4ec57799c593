frappe.ui.form.on("Supporting Document", {
	setup(frm) {
		frm.set_query("nomination", () => ({ filters: { workflow_state: ["not in", ["Withdrawn", "Ineligible"]] } }));
	},

	async nomination(frm) {
		if (!frm.doc.nomination) return;
		frm.documents = await frappe.xcall("ntb_awards.ntb_awards.doctype.nomination.nomination.checklist", {
			nomination: frm.doc.nomination,
		});
		offer_documents(frm);
	},

	async refresh(frm) {
		const staff = ["System Manager", "Awards Administrator", "Awards Secretariat"];
		const verifies = staff.some((role) => frappe.user.has_role(role));
		["verified", "verification_note"].forEach((field) => frm.set_df_property(field, "read_only", verifies ? 0 : 1));
		if (frm.doc.nomination) await frm.trigger("nomination");
	},

	requirement: (frm) => show_kind(frm),
});

// The code is chosen from the documents that are due now.
function offer_documents(frm) {
	const due = frm.documents.filter((one) => one.kind !== "feedback" && (one.due || one.code === frm.doc.requirement));
	const field = frm.fields_dict.requirement;
	field.df.description = due.map((one) => `${one.code}: ${frappe.utils.escape_html(one.title)}`).join("<br>");
	field.refresh();
	show_kind(frm);
}

function show_kind(frm) {
	const chosen = (frm.documents || []).find((one) => one.code === frm.doc.requirement);
	if (!chosen) return;
	frm.set_value("requirement_title", chosen.title);
	frm.toggle_display("file", chosen.kind !== "link");
	frm.toggle_display("url", chosen.kind !== "file");
	frm.toggle_display("minutes", chosen.kind === "video");
	frm.toggle_display("issued_on", Boolean(chosen.recent_years));
	frm.toggle_reqd("file", chosen.kind === "file");
}
