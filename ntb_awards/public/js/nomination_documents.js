// The documents of a Nomination: what the category asks for, what is there, and what to do about the rest.
// Loaded with the form's own script (hook doctype_js), whose helpers it uses.

async function show_documents(frm) {
	if (frm.is_new()) {
		const hint = __("Choose season, category and employee to see the documents.");
		frm.get_field("documents_html").$wrapper.html(`<p class="text-muted">${hint}</p>`);
		return;
	}
	const documents = await frappe.xcall(METHODS + "checklist", { nomination: frm.doc.name });
	render_documents(frm, documents);
}

function render_documents(frm, documents) {
	const wrapper = frm.get_field("documents_html").$wrapper;
	const by_code = Object.fromEntries(documents.map((one) => [one.code, one]));
	wrapper.html(`
		<p>${documents_summary(documents)}</p>
		<div class="table-responsive"><table class="table table-bordered" style="table-layout: fixed">
			<thead><tr class="text-muted">
				<th style="width: 38%">${__("Document")}</th><th style="width: 16%">${__("Status")}</th>
				<th>${__("Handed In")}</th><th style="width: 14%"></th>
			</tr></thead>
			<tbody>${documents.map((one, i) => stage_head(one, documents[i - 1]) + document_row(frm, one)).join("")}</tbody>
		</table></div>`);
	const on = (name, act) =>
		wrapper.find(`[data-${name}]`).on("click", (event) => act($(event.currentTarget).attr(`data-${name}`)));
	on("upload", (code) => upload(frm, by_code[code]));
	on("feedback", () => frappe.set_route("List", "Feedback Request", { nomination: frm.doc.name }));
	on("remove", (name) => remove_document(frm, name));
	on("verify", (name) => verify_document(frm, name, documents));
}

function documents_summary(documents) {
	const missing = documents.filter((one) => one.status === "missing");
	const required = documents.filter((one) => one.required && one.status !== "later");
	const there = required.length - missing.length;
	if (!missing.length) return pill(__("All required documents are there"), "green");
	const names = missing.map((one) => esc(one.title)).join("; ");
	const count = pill(__("{0} of {1} required documents", [there, required.length]), "red");
	return `${count} <span class="text-muted">${__("Still missing:")}</span> ${names}`;
}

function stage_head(one, previous) {
	if (previous && previous.stage === one.stage) return "";
	const title = one.stage ? __("At the stage {0}", [one.stage_title]) : __("With the Nomination");
	return `<tr><td colspan="4" class="bg-light"><b>${esc(title)}</b></td></tr>`;
}

function document_row(frm, one) {
	const labels = {
		present: [__("Present", null, "Supporting Document"), "green"],
		missing: [__("Missing", null, "Supporting Document"), "red"],
		optional: [__("If any"), "gray"],
		later: [__("Due later"), "gray"],
	};
	const template = one.template_url
		? `<div class="small"><a href="${esc(one.template_url)}" target="_blank" rel="noopener noreferrer">
			<u>${__("Form to fill in")}</u></a></div>`
		: "";
	const letter =
		one.print_format && !frm.is_new() && frappe.model.can_print("Nomination", frm)
			? `<div class="small"><a href="${letter_url(frm, one)}" target="_blank"><u>${__("Print Letter")}</u></a></div>`
			: "";
	const warnings = one.warnings.map((text) => `<div class="text-warning small">${esc(text)}</div>`).join("");
	return `<tr>
		<td>${esc(one.title)} <span class="text-muted text-nowrap">(${esc(one.basis)})</span>${template}${letter}</td>
		<td>${pill(...labels[one.status])}</td>
		<td>${one.kind === "feedback" ? contributors_of(one) : one.files.map((file) => file_line(frm, one, file)).join("")}
			${warnings}</td>
		<td>${action_of(frm, one)}</td>
	</tr>`;
}

// The print view of this nomination in the letter's own format, to be printed, signed and uploaded.
function letter_url(frm, one) {
	const query = new URLSearchParams({ doctype: frm.doctype, name: frm.doc.name, format: one.print_format });
	return `/printview?${query}`;
}

function contributors_of(one) {
	return one.contributors ? `<div>${__("{0} forms submitted", [one.contributors])}</div>` : "";
}

function file_line(frm, one, file) {
	const name = file.file ? decodeURIComponent(file.file.split("/").pop()) : file.url;
	const details = [
		file.issued_on && frappe.datetime.str_to_user(file.issued_on),
		file.minutes && __("{0} minutes", [file.minutes]),
	].filter(Boolean);
	const verified = { Valid: pill(__("Valid"), "green"), Invalid: pill(__("Invalid"), "red") }[file.verified] || "";
	const verify =
		is_staff() && frm.doc.workflow_state !== "Draft" && !frm.doc.outcome
			? ` <a class="small" data-verify="${esc(file.name)}"><u>${__("Verify")}</u></a>`
			: "";
	const remove = one.due ? ` <a class="small text-muted" data-remove="${esc(file.name)}"><u>${__("Remove")}</u></a>` : "";
	return `<div style="overflow-wrap: anywhere">
		<a href="${esc(file.file || file.url)}" target="_blank" rel="noopener noreferrer"><u>${esc(name)}</u></a>
		<span class="text-muted small">${esc(details.join(", "))}</span> ${verified}${verify}${remove}
	</div>`;
}

function action_of(frm, one) {
	if (frm.is_new() || !frm.perm[0]?.write) return "";
	if (one.kind === "feedback") {
		return frappe.model.can_read("Feedback Request")
			? `<button class="btn btn-xs btn-default" data-feedback="1">${__("Contributors")}</button>`
			: "";
	}
	return one.due
		? `<button class="btn btn-xs btn-default" data-upload="${esc(one.code)}">${__("Upload")}</button>`
		: "";
}

function upload(frm, one) {
	const fields = [{ fieldtype: "HTML", options: `<p>${esc(one.title)}</p>` }];
	const file = { fieldname: "file", fieldtype: "Attach", label: __("File"), reqd: one.kind === "file" };
	const url = { fieldname: "url", fieldtype: "Data", options: "URL", label: __("Link"), reqd: one.kind === "link" };
	if (one.kind !== "link") fields.push(file);
	if (one.kind !== "file") fields.push(url);
	if (one.kind === "video") {
		const label = one.max_minutes ? __("Length in minutes, at most {0}", [one.max_minutes]) : __("Length in minutes");
		fields.push({ fieldname: "minutes", fieldtype: "Float", label, reqd: 1 });
	}
	if (one.recent_years) {
		fields.push({ fieldname: "issued_on", fieldtype: "Date", label: __("Issued On"), reqd: 1 });
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Upload Document"),
		fields,
		primary_action_label: __("Save"),
		async primary_action(values) {
			const doc = { doctype: "Supporting Document", nomination: frm.doc.name, requirement: one.code, ...values };
			await frappe.db.insert(doc);
			dialog.hide();
			show_documents(frm);
		},
	});
	dialog.show();
}

function remove_document(frm, name) {
	frappe.confirm(__("Remove this document from the nomination?"), async () => {
		await frappe.db.delete_doc("Supporting Document", name);
		show_documents(frm);
	});
}

function verify_document(frm, name, documents) {
	const file = documents.flatMap((one) => one.files).find((one) => one.name === name);
	const options = [
		{ value: "", label: __("Not verified") },
		{ value: "Valid", label: __("Valid") },
		{ value: "Invalid", label: __("Invalid") },
	];
	frappe.prompt(
		[
			{ fieldname: "verified", fieldtype: "Select", label: __("Verification"), options, default: file.verified },
			{
				fieldname: "verification_note",
				fieldtype: "Small Text",
				label: __("Note"),
				default: file.verification_note,
				mandatory_depends_on: "eval:doc.verified=='Invalid'",
			},
		],
		async ({ verified, verification_note }) => {
			const values = { verified: verified || "", verification_note: verification_note || "" };
			await frappe.db.set_value("Supporting Document", name, values);
			show_documents(frm);
		},
		__("Verify Document"),
		__("Save")
	);
}
