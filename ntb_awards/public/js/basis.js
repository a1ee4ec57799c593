// Marks what the rule document leaves open: a basis of "assumed" reads "set by us, confirm".

frappe.provide("ntb_awards.basis");

Object.assign(ntb_awards.basis, {
	ASSUMED: "assumed",

	// Fields whose basis has another name than their own.
	BASIS_OF: { minimum: "range_basis", maximum: "range_basis" },

	pill() {
		return `<span class="indicator-pill no-indicator-dot orange">${__("set by us, confirm")}</span>`;
	},

	dot() {
		const title = frappe.utils.escape_html(__("set by us, confirm"));
		return `<span class="text-warning" title="${title}" aria-label="${title}">● </span>`;
	},

	is_basis(fieldname) {
		return fieldname === "basis" || fieldname.endsWith("_basis");
	},

	// Before the first row is drawn: the fields of child tables learn to show their basis.
	mark_grids(frm) {
		const tables = (frm.meta.fields || []).filter((df) => df.fieldtype === "Table");
		tables.forEach((table) => this.mark_table(table.options));
	},

	// On every refresh: the form's own fields.
	mark_fields(frm) {
		const fields = (frm.meta.fields || []).filter((df) => this.is_basis(df.fieldname));
		fields.forEach((df) => this.mark_field(frm, df));
	},

	mark_field(frm, df) {
		const field = frm.fields_dict[df.fieldname];
		if (!field) return;
		const assumed = frm.doc[df.fieldname] === this.ASSUMED;
		field.set_description(assumed ? this.pill() : __(df.description || ""));
	},

	// Rows already loaded have copies of the fields of their own; later rows copy the list.
	mark_table(doctype) {
		const docfields = frappe.meta.docfield_list[doctype] || [];
		const copies = Object.values(frappe.meta.docfield_copy[doctype] || {});
		const names = new Set(docfields.map((df) => df.fieldname));
		docfields.forEach((df) => {
			const formatter = this.formatter_of(df, names);
			if (!formatter) return;
			df.formatter = formatter;
			copies.forEach((copy) => {
				if (copy[df.fieldname]) copy[df.fieldname].formatter = formatter;
			});
		});
	},

	formatter_of(df, names) {
		if (this.is_basis(df.fieldname)) return (value) => this.format_basis(value);
		const basis = this.BASIS_OF[df.fieldname] || `${df.fieldname}_basis`;
		if (!names.has(basis) || df.fieldtype === "Link") return null;
		return (value, _df, options, doc) => this.format_value(df, basis, value, options, doc);
	},

	// What is in use can be read, not changed.
	freeze(frm) {
		frm.set_read_only();
		frm.refresh_fields();
		frm.disable_save();
	},

	async freeze_part(frm) {
		if (frm.is_new() || !frm.doc.scheme) return;
		const { message } = await frappe.db.get_value("Award Scheme", frm.doc.scheme, "status");
		if (!message || message.status === "Draft") return;
		this.freeze(frm);
		const text = __("This scheme is in use, and therefore frozen. To change a rule, make a new version of it.");
		frm.set_intro(text, "blue");
	},

	format_basis(value) {
		return value === this.ASSUMED ? this.pill() : frappe.utils.escape_html(value || "");
	},

	format_value(df, basis, value, options, doc) {
		// Without its DocType: Frappe's formatter of selects would look up this formatter again, for ever.
		const plain = { ...df, parent: null };
		const shown = frappe.form.get_formatter(df.fieldtype)(value, plain, { inline: 1 }, doc);
		const marked = doc && doc[basis] === this.ASSUMED ? `${this.dot()}${shown}` : shown;
		const is_number = ["Float", "Int"].includes(df.fieldtype);
		return is_number ? `<div style="text-align: right">${marked}</div>` : marked;
	},
});

[
	"Award Scheme",
	"Award Category",
	"Assessment Instrument",
	"Contributor Rule",
	"Award Season",
].forEach((doctype) => {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			ntb_awards.basis.mark_grids(frm);
		},

		refresh(frm) {
			ntb_awards.basis.mark_fields(frm);
		},
	});
});

["Award Category", "Assessment Instrument", "Contributor Rule"].forEach((doctype) => {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			ntb_awards.basis.freeze_part(frm);
		},
	});
});
