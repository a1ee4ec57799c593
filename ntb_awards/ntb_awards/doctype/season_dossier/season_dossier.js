frappe.ui.form.on("Season Dossier", {
	refresh(frm) {
		if (frm.is_new()) {
			frm.set_intro(__("Saving seals the season. The dossier is neither changed nor deleted afterwards."), "orange");
			return;
		}
		frm.disable_save();
		frm.set_intro(
			__("Anyone can recompute the ranking from this file: {0}", ["<code>ntb-awards verify dossier.json</code>"]),
			"blue"
		);
		if (frm.doc.file) {
			frm.add_custom_button(__("Download Dossier"), () => window.open(frm.doc.file)).addClass("btn-primary");
		}
	},
});
