frappe.ui.form.on("Track Record", {
	refresh(frm) {
		if (frm.doc.docstatus === 0) {
			frm.set_intro(__("Confidential: neither the nominee nor the unit sees it, and it never becomes a number."), "blue");
		}
	},
});
