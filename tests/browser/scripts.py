"""What is asked of a page of the desk: JavaScript, run in the page."""

READY = """(doctype) => {
	const [view, shown, name] = (window.frappe && frappe.get_route && frappe.get_route()) || [];
	const frm = window.cur_frm;
	return view === "Form" && shown === doctype && frm && frm.doctype === doctype && frm.docname === name
		&& frm.doc && frm.doc.name === name && frm.layout && frm.layout.wrapper.is(":visible");
}"""
# The same page has perhaps shown the document before somebody else changed it.
OPEN = """([doctype, name]) => {
	frappe.model.remove_from_locals(doctype, name);
	return frappe.set_route("Form", doctype, name);
}"""
CALL = """([method, values]) => frappe.xcall(method, values).then(
	(given) => ({ given: given === undefined ? null : given }),
	(refused) => ({ refused: JSON.stringify(refused) || String(refused) }))"""
CALL_DOCUMENT = """async ([doc, method]) => {
	const args = { docs: JSON.stringify(doc), method };
	return (await frappe.call({ method: "run_doc_method", args })).docs[0];
}"""
# One answer often leads to the next question, so it has to be quiet twice.
QUIET = """() => {
	const busy = !window.frappe || !frappe.request || frappe.request.ajax_count > 0
		|| document.querySelector("#freeze:not(.grid-form)");
	window.quiet_for = busy ? 0 : (window.quiet_for || 0) + 1;
	return window.quiet_for >= 2;
}"""
# A link holds the name of what was chosen by its title.
TAKEN = """([fieldname, value]) => {
	const row = $(".grid-row-open").data("grid_row");
	const { doc, fields_dict } = row ? { doc: row.doc, fields_dict: row.grid_form.fields_dict } : cur_frm;
	const held = doc[fieldname];
	if (["Link", "Autocomplete"].includes(fields_dict[fieldname].df.fieldtype)) return Boolean(held);
	return String(held) === String(value) || (held != null && held !== "" && Number(held) === Number(value));
}"""
# Half a second after a row's form opens, Frappe puts the cursor into its first field, wherever it was.
FOCUSED = """() => {
	const first = document.querySelector(".grid-row-open .form-in-grid input");
	return first && first === document.activeElement;
}"""
BOOTED = "() => window.frappe && frappe.boot && frappe.router && frappe.get_route()"
LISTED = "(doctype) => window.cur_list && cur_list.doctype === doctype"
COLUMN = "([table, field]) => cur_frm.doc[table].map((row) => row[field])"
