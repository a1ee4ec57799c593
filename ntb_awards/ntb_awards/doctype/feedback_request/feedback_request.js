frappe.ui.form.on("Feedback Request", {
	setup(frm) {
		frm.set_query("contributor", () => ({ filters: { season: frm.doc.season || ["is", "set"] } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const requests = ntb_awards.requests;
		frm.page.set_indicator(...requests.indicator(frm.doc));
		if (!requests.is_staff()) return;
		const { name, status } = frm.doc;
		const done = () => frm.reload_doc();
		if (status === "Proposed") {
			frm.add_custom_button(__("Confirm"), () => requests.confirm([name], done)).addClass("btn-primary");
		}
		if (status === "Submitted") {
			frm.add_custom_button(`${__("Return for Correction")}…`, () => requests.give_back(name, done));
		}
		if (status !== "Withdrawn") {
			frm.add_custom_button(`${__("Withdraw")}…`, () => requests.withdraw(name, done));
		}
	},

	nomination(frm) {
		frm.trigger("suggest_relation");
	},

	contributor(frm) {
		frm.trigger("suggest_relation");
	},

	async suggest_relation(frm) {
		const { nomination, contributor } = frm.doc;
		if (!nomination || !contributor) return;
		const { message } = await frappe.db.get_value("Feedback Contributor", contributor, "employee");
		if (!message?.employee) return;
		const args = { nomination, contributor: message.employee };
		const relation = await frappe.xcall("ntb_awards.gateway.contributors.relation_of", args);
		if (relation) frm.set_value("relation", relation);
	},
});
