// Nomination: its recommendation online, and more time for its nominee.
// Loaded with the form's own script (hook doctype_js), whose helpers it uses.

const RECOMMENDATIONS = "ntb_awards.gateway.recommendations.";
const GIVEN_ONLINE = ["recommender_name", "recommender_position", "recommendation_date"];

frappe.ui.form.on("Nomination", {
	refresh(frm) {
		const status = frm.doc.recommendation_status;
		frm.toggle_display(["recommendation_status", "recommended_by", "recommended_at"], Boolean(status));
		frm.toggle_display("recommendation_reason", status === "Declined");
		if (status === "Confirmed") GIVEN_ONLINE.forEach((field) => frm.set_df_property(field, "read_only", 1));
		if (frm.is_new()) return;
		if (is_open(frm)) offer_asking(frm, status);
		if (is_staff() && !frm.doc.outcome) {
			frm.add_custom_button(__("Extend for This Nominee"), () =>
				extend_personally(frm.doc.season, frm.doc.employee, () => frm.reload_doc())
			);
		}
	},
});

async function offer_asking(frm, status) {
	if (["Asked", "Confirmed"].includes(status) || !frm.perm[0]?.write) return;
	const nomination = frm.doc.name;
	const { needed } = await frappe.xcall(RECOMMENDATIONS + "state_of", { nomination });
	if (!needed || frm.doc.name !== nomination) return;
	frm.add_custom_button(status === "Declined" ? __("Ask Again for Recommendation") : __("Ask for Recommendation"), async () => {
		if (frm.is_dirty()) await frm.save();
		const { message } = await frappe.xcall(RECOMMENDATIONS + "ask", { nomination });
		frappe.show_alert({ message: esc(message), indicator: "green" });
		frm.reload_doc();
	});
}
