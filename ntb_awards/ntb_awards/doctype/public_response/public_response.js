frappe.ui.form.on("Public Response", {
	refresh(frm) {
		const by_citizen = frm.doc.channel === "Public Page" && !frm.is_new();
		frm.toggle_reqd("response", !by_citizen);
		frm.set_df_property("channel", "options", frm.events.channels(frm, by_citizen));
		["channel", "received_on", "response", "source_url"].forEach((field) =>
			frm.set_df_property(field, "read_only", Number(by_citizen))
		);
		["status", "moderation_reason"].forEach((field) => frm.set_df_property(field, "read_only", 1));
		frm.events.show_ratings(frm);
		if (!by_citizen) return;
		if (frm.doc.unusual) frm.set_intro(frappe.utils.escape_html(frm.doc.unusual).replace(/\n/g, "<br>"), "orange");
		frm.events.add_buttons(frm);
	},

	// Only citizens write on the public page.
	channels(frm, by_citizen) {
		const all = frappe.meta.get_docfield("Public Response", "channel").options.split("\n");
		return by_citizen ? ["Public Page"] : all.filter((channel) => channel !== "Public Page");
	},

	show_ratings(frm) {
		const ratings = (frm.doc.__onload && frm.doc.__onload.ratings) || [];
		const $list = $("<table class='table table-sm' style='max-width: 40em'>");
		ratings.forEach(([question, answer]) => {
			const $row = $("<tr>").appendTo($list);
			$("<td class='text-muted'>").text(question).appendTo($row);
			$("<td>").append($("<b>").text(answer)).appendTo($row);
		});
		$(frm.get_field("answers_html").wrapper).empty().append(ratings.length ? $list : "");
	},

	add_buttons(frm) {
		if (!ntb_awards.responses.is_staff() || frm.doc.status === "Unconfirmed") return;
		const done = () => frm.reload_doc();
		if (frm.doc.status !== "Approved") {
			frm.add_custom_button(__("Approve"), () => ntb_awards.responses.approve([frm.docname], done));
		}
		if (frm.doc.status !== "Rejected") {
			frm.add_custom_button(__("Reject"), () => ntb_awards.responses.reject([frm.docname], done));
		}
	},
});
