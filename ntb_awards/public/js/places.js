// Opens the place that a problem speaks of: {doctype, name, table, row, fieldname}, row counted from 1.

frappe.provide("ntb_awards.places");

Object.assign(ntb_awards.places, {
	go_to(place, frm) {
		if (frm && frm.doctype === place.doctype && frm.docname === place.name) {
			this.show(frm, place);
			return;
		}
		this.waiting = place;
		frappe.set_route("Form", place.doctype, place.name);
	},

	// On every refresh: shows the place for which this form was opened.
	arrive(frm) {
		const place = this.waiting;
		if (!place || frm.doctype !== place.doctype || frm.docname !== place.name) return;
		this.waiting = null;
		setTimeout(() => this.show(frm, place), 500);
	},

	show(frm, place) {
		const field = place.table || place.fieldname;
		if (!field || !frm.scroll_to_field(field, false)) return;
		if (place.row) this.show_row(frm.fields_dict[field].grid, place);
	},

	show_row(grid, { row, fieldname }) {
		grid.grid_pagination.go_to_page(Math.ceil(row / grid.grid_pagination.page_length), true);
		const grid_row = grid.grid_rows[row - 1];
		if (!grid_row) return;
		grid_row.toggle_view(true);
		const field = grid_row.grid_form.fields_dict[fieldname];
		if (field) this.highlight(field);
	},

	highlight(field) {
		if (field.section && field.section.is_collapsed()) field.section.collapse(false);
		field.$wrapper[0].scrollIntoView({ block: "center" });
		field.$wrapper.addClass("highlight");
		setTimeout(() => field.$wrapper.removeClass("highlight"), 2000);
		setTimeout(() => field.$wrapper.find("input, select, textarea").first().focus(), 700);
	},
});

["Award Scheme", "Award Category", "Assessment Instrument", "Contributor Rule"].forEach((doctype) => {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			ntb_awards.places.arrive(frm);
		},
	});
});
