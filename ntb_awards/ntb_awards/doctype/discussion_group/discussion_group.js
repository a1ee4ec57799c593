const MODULE = "ntb_awards.gateway.discussion_groups";

frappe.ui.form.on("Discussion Group", {
	refresh(frm) {
		frm.set_df_property("members", "read_only", 1);
		frm.disable_save();
		if (frm.is_new()) return frm.set_intro(__("Groups are drawn: use Draw Groups on the Award Season."), "orange");
		if (!frm.perm[0].write) return;
		frm.enable_save();
		frm.add_custom_button(__("Move Member"), () => frm.events.move_member(frm));
	},

	// Brings a nominee here, out of the group that has them.
	async move_member(frm) {
		const found = await frappe.xcall(`${MODULE}.without_group`, { group: frm.doc.name });
		if (!found.length) return frappe.msgprint(__("Nobody else stands at this stage."));
		const options = found.map((one) => ({
			value: one.value,
			label: `${one.label} (${one.group || __("in no group yet")})`,
		}));
		frappe.prompt(
			[{ fieldname: "nomination", fieldtype: "Select", label: __("Nominee"), options, reqd: 1 }],
			async ({ nomination }) => {
				await frappe.xcall(`${MODULE}.move_member`, { group: frm.doc.name, nomination });
				frm.reload_doc();
			},
			__("Move into This Group"),
			__("Move")
		);
	},
});
