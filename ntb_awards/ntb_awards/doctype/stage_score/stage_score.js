frappe.ui.form.on("Stage Score", {
	refresh(frm) {
		if (frm.is_new() && !frm.doc.amended_from) return;
		// What the app filled in is nobody's to write.
		const recorded = frm.doc.entry && frm.doc.entry !== "Assessor";
		const mine = !recorded && frm.doc.assessor === frappe.session.user;
		// An amendment starts with the status of the sheet it replaces.
		const open = frm.doc.docstatus === 0 && (frm.is_new() || frm.doc.status === "Open");
		frm.trigger("show_nominee");
		if (!mine || !open) frm.set_read_only();
		if ((!mine || !open) && frm.doc.docstatus === 0) frm.disable_save();
		if (mine && open) frm.trigger("add_conflict_button");
		if (mine && !frm.is_new()) frm.trigger("add_neighbours");
		frm.score_form = new ntb_awards.ScoreForm(frm, {
			table: "scores",
			instrument: frm.doc.instrument,
			variant: frm.doc.variant,
			editable: mine && open,
			exact: recorded,
			nomination: frm.doc.nominee_name ? frm.doc.nomination : null,
		});
		if (recorded) frm.trigger("show_origin");
		frm.score_form.show();
	},

	on_submit(frm) {
		frm.trigger("go_on");
	},

	show_nominee(frm) {
		const nominee = frm.doc.nominee_name || __("Nominee {0}", [frm.doc.nominee_number]);
		const number = frm.doc.nominee_number ? __("No. {0}", [frm.doc.nominee_number]) : "";
		const category = frappe.utils.get_link_title("Award Category", frm.doc.category) || frm.doc.category;
		const parts = [number, category, frm.doc.stage_title].filter(Boolean).map(frappe.utils.escape_html);
		const text = `<b>${frappe.utils.escape_html(nominee)}</b> · ${parts.join(" · ")}`;
		frm.dashboard.clear_headline();
		frm.dashboard.set_headline(
			frm.doc.status === "Recused" ? `${text}<br>${__("Recused: this sheet stays empty and does not count.")}` : text
		);
	},

	show_origin(frm) {
		frm.set_intro("");
		const filled = { Record: __("Filled in from the personnel records."), Import: __("Imported from a file of test results.") };
		frm.set_intro(filled[frm.doc.entry], "blue");
		frm.page.clear_secondary_action();
		if (frm.doc.docstatus !== 1 || !ntb_awards.is_staff()) return;
		frm.add_custom_button(__("Cancel Sheet"), () =>
			ntb_awards.cancel_sheets([frm.doc.name], () => frm.reload_doc())
		);
	},

	add_conflict_button(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Declare a Conflict"), () => frm.trigger("declare_conflict"));
	},

	declare_conflict(frm) {
		const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
		const declare = async ({ reason }) => {
			const { season, nomination, assessor } = frm.doc;
			await frappe.db.insert({ doctype: "Conflict Declaration", season, nomination, assessor, reason });
			frm.reload_doc();
		};
		frappe.prompt([field], declare, __("Declare a Conflict of Interest"), __("Declare"));
	},

	async add_neighbours(frm) {
		const asked = frm.doc.name;
		const found = await frappe.xcall("ntb_awards.gateway.sheet_lists.neighbours", { sheet: asked });
		if (frm.doc.name !== asked) return;
		frm.neighbours = found;
		const go = (name) => frappe.set_route("Form", "Stage Score", name);
		if (found.previous) frm.add_custom_button(__("Previous Open Sheet"), () => go(found.previous));
		if (found.next) {
			frm.add_custom_button(__("Next Open Sheet ({0})", [found.left]), () => go(found.next));
		}
	},

	async go_on(frm) {
		const found = await frappe.xcall("ntb_awards.gateway.sheet_lists.neighbours", { sheet: frm.doc.name });
		if (!found.next) {
			frappe.show_alert({ message: __("That was your last open sheet."), indicator: "green" });
			return;
		}
		const message = __("Submitted. {0} open sheets are left.", [found.left]);
		const link = `<a href="${frappe.utils.get_form_link("Stage Score", found.next)}">${__("Next Open Sheet")}</a>`;
		frappe.show_alert({ message: `${message} ${link}`, indicator: "green" }, 10);
	},
});
