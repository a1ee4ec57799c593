// Award Season: who recommends, and more time, for everybody or for one nominee.

const FILING = "ntb_awards.gateway.";
const FILING_STAFF = ["System Manager", "Awards Administrator", "Awards Secretariat"];
const filing_text = (text) => frappe.utils.escape_html(String(text ?? ""));
const runs_filing = () => FILING_STAFF.some((role) => frappe.user.has_role(role));

frappe.ui.form.on("Award Season", {
	setup(frm) {
		frm.set_query("unit", "recommenders", () => ({ filters: { company: frm.doc.organiser || "", disabled: 0 } }));
		frm.set_query("user", "recommenders", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		offer_codes(frm);
		if (frm.is_new() || !runs_filing()) return;
		if (frm.doc.status !== "Closed") add_filling(frm);
		if (frm.doc.status !== "Open") return;
		frm.add_custom_button(__("Extend a Deadline"), () => extend_deadline(frm), __("More Time"));
		frm.add_custom_button(__("Extend for One Nominee"), () => extend_for_one(frm), __("More Time"));
	},

	scheme: offer_codes,
});

// Recommenders

async function codes_of(frm) {
	if (!frm.doc.scheme) return [];
	return frappe.xcall(`${FILING}recommenders.recommender_codes`, { scheme: frm.doc.scheme });
}

async function offer_codes(frm) {
	const codes = await codes_of(frm);
	frm.fields_dict.recommenders.grid.update_docfield_property("recommender", "options", codes);
}

function add_filling(frm) {
	const grid = frm.fields_dict.recommenders.grid;
	grid.add_custom_button(__("Fill from HR Records"), () => choose_codes(frm));
}

async function choose_codes(frm) {
	const codes = await codes_of(frm);
	if (!codes.length) {
		frappe.msgprint(__("No category of the scheme names a recommender."));
		return;
	}
	const options = codes.map(({ value, label }) => ({ value, label, checked: 0 }));
	const dialog = new frappe.ui.Dialog({
		title: __("Fill from HR Records"),
		fields: [
			{
				fieldname: "codes",
				fieldtype: "MultiCheck",
				label: __("For which recommenders do the heads of the units stand?"),
				options,
				columns: 1,
			},
		],
		primary_action_label: __("Continue"),
		async primary_action({ codes: chosen }) {
			if (!chosen.length) {
				frappe.show_alert({ message: __("Tick at least one."), indicator: "orange" });
				return;
			}
			dialog.hide();
			const values = { season: frm.doc.name, codes: chosen };
			show_heads(frm, await frappe.xcall(`${FILING}recommender_proposals.propose`, values), codes);
		},
	});
	dialog.show();
}

function show_heads(frm, { found, missing }, codes) {
	const offices = Object.fromEntries(codes.map(({ value, label }) => [value, label]));
	const there = new Set(frm.doc.recommenders.map((row) => [row.recommender, row.unit, row.user].join("|")));
	const is_there = (one) => there.has([one.recommender, one.unit, one.user].join("|"));
	const dialog = new frappe.ui.Dialog({
		title: __("Heads of the Units"),
		size: "large",
		fields: [{ fieldname: "heads", fieldtype: "HTML" }],
		primary_action_label: __("Add Ticked"),
		primary_action() {
			const ticked = dialog.$wrapper.find("[data-head]:checked").toArray();
			dialog.hide();
			ticked.forEach((box) => add_head(frm, found[Number(box.dataset.head)]));
			frm.refresh_field("recommenders");
			if (ticked.length) {
				frm.dirty();
				const text = __("{0} rows added. Look through them, then save.", [ticked.length]);
				frappe.show_alert({ message: text, indicator: "green" });
			}
		},
	});
	dialog.get_field("heads").$wrapper.html(heads_table(found, is_there, offices) + without_head(missing));
	dialog.show();
}

function add_head(frm, { recommender, unit, user, position }) {
	frm.add_child("recommenders", { recommender, unit, user, position });
}

// A part of a unit is recommended by the head of the whole, unless somebody ticks its own.
function heads_table(found, is_there, offices) {
	if (!found.length) return `<p>${__("No head of a unit was found.")}</p>`;
	const rows = found.map((one, number) => {
		const named = is_there(one);
		const box = named
			? `<span class="text-muted">${__("named already")}</span>`
			: `<input type="checkbox" data-head="${number}" ${one.part ? "" : "checked"}
				aria-label="${filing_text(one.full_name)}">`;
		const part = one.part ? ` <span class="text-muted small">${__("part of another unit")}</span>` : "";
		return `<tr><td>${box}</td><td>${filing_text(one.unit)}${part}</td><td>${filing_text(one.full_name)}</td>
			<td>${filing_text(one.position)}</td><td>${filing_text(offices[one.recommender])}</td></tr>`;
	});
	return `<div class="table-responsive"><table class="table table-bordered">
		<thead><tr class="text-muted"><th></th><th>${__("Unit", null, "Season Recommender")}</th><th>${__("Head")}</th><th>${__("Position")}</th>
			<th>${__("Recommender")}</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function without_head(missing) {
	if (!missing.length) return "";
	const rows = missing.map((one) => `<li><b>${filing_text(one.unit)}</b>: ${filing_text(one.problem)}</li>`);
	return `<h5>${__("Without a Head to Propose")}</h5><ul>${rows.join("")}</ul>`;
}

// More time

async function extend_deadline(frm) {
	const ends = await frappe.xcall(`${FILING}personal_extensions.ends_of`, { season: frm.doc.name });
	const dialog = new frappe.ui.Dialog({
		title: __("Extend a Deadline"),
		fields: [
			...end_fields(ends, () => dialog),
			{ fieldname: "letter_number", fieldtype: "Data", label: __("Letter Number"), reqd: 1 },
			{ fieldname: "letter_date", fieldtype: "Date", label: __("Letter Date"), reqd: 1 },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		primary_action_label: __("Extend and Tell Everybody"),
		async primary_action({ activity, ...values }) {
			frm.add_child("extensions", { activity_number: Number(activity), ...values });
			try {
				await frm.save();
				dialog.hide();
				frappe.show_alert({ message: __("Extended. Everybody concerned is being told."), indicator: "green" });
			} catch {
				await frm.reload_doc();
			}
		},
	});
	dialog.show();
}

function extend_for_one(frm) {
	frappe.prompt(
		[
			{
				fieldname: "employee",
				fieldtype: "Link",
				options: "Employee",
				label: __("Nominee"),
				reqd: 1,
				get_query: () => ({ filters: { company: frm.doc.organiser, status: "Active" } }),
			},
		],
		({ employee }) => extend_personally(frm.doc.name, employee),
		__("Extend for One Nominee"),
		__("Continue")
	);
}
