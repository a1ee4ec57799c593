// A set of 360° answers as a verifier reads it. Nothing is typed here; who gave it is asked for, with a reason.

const VERIFYING = "ntb_awards.gateway.feedback_verification.";
const set_text = (text) => frappe.utils.escape_html(String(text ?? ""));

frappe.ui.form.on("Assessment 360", {
	async refresh(frm) {
		frm.disable_save();
		// Nothing is written beside the answers or handed on, and their times are all the same.
		$(frm.footer?.wrapper).hide();
		frm.page.wrapper.find(".layout-side-section").hide();
		const $answers = $(frm.get_field("score_form").wrapper).empty();
		const asked = frm.doc.name;
		const found = await frappe.xcall("ntb_awards.gateway.feedback_sets.contents", { set_name: asked });
		if (frm.doc.name !== asked) return;
		$answers.html(answers_table(found.aspects));
		show_state(frm, found);
		add_verifying_buttons(frm, found);
	},
});

function answers_table(aspects) {
	let component = null;
	const rows = aspects.map((one) => {
		const head =
			one.component && one.component !== component
				? `<tr><th colspan="3">${set_text(one.component)}</th></tr>`
				: "";
		component = one.component;
		const more = one.description ? `<div class="text-muted small">${set_text(one.description)}</div>` : "";
		return `${head}<tr><td>${set_text(one.title)}${more}</td>
			<td class="text-right"><b>${set_text(one.score ?? "–")}</b></td>
			<td class="text-muted text-right">${set_text(one.minimum)}–${set_text(one.maximum)}</td></tr>`;
	});
	return `<div class="table-responsive"><table class="table table-bordered">
		<thead><tr class="text-muted"><th>${__("Aspect")}</th><th class="text-right">${__("Score")}</th>
			<th class="text-right">${__("Scale")}</th></tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>`;
}

function show_state(frm, found) {
	frm.set_intro("");
	const [text, colour] = ntb_awards.state_of_set(frm.doc);
	frm.page.set_indicator(text, colour);
	if (found.decided) {
		frm.set_intro(__("The plenary has decided on this stage. The set can no longer change."), "blue");
	} else if (found.verified && frm.doc.docstatus === 1 && !frm.doc.validity) {
		frm.set_intro(__("The set counts once it is marked valid."), "orange");
	}
}

function add_verifying_buttons(frm, found) {
	if (frm.doc.docstatus === 1 && found.verified && !found.decided) {
		if (frm.doc.validity !== "Valid") {
			frm.add_custom_button(__("Valid"), () => mark_valid(frm)).addClass("btn-primary");
		}
		frm.add_custom_button(`${__("Invalid")}…`, () => mark_invalid(frm, found));
	}
	frm.add_custom_button(`${__("Show Contributor")}…`, () => show_contributor(frm));
}

async function mark_valid(frm) {
	await frappe.xcall(`${VERIFYING}mark_valid`, { sets: [frm.doc.name] });
	await frm.reload_doc();
	offer_next(frm, __("Marked valid."));
}

async function offer_next(frm, text) {
	const filters = { season: frm.doc.season, docstatus: 1, validity: ["is", "not set"] };
	const [next] = await frappe.db.get_list("Assessment 360", { filters, fields: ["name"], limit: 1 });
	const link = next ? frappe.utils.get_form_link("Assessment 360", next.name, true, __("Next Set")) : __("That was the last one.");
	frappe.show_alert({ message: `${text} ${link}`, indicator: "green" }, 10);
}

function mark_invalid(frm, found) {
	const dialog = new frappe.ui.Dialog({
		title: __("Mark Invalid"),
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				reqd: 1,
				description: __("The contributor reads it. The Secretariat does not."),
			},
			{
				fieldname: "until",
				fieldtype: "Datetime",
				label: __("Answer Until"),
				reqd: found.needs_end,
				description: __("In the time zone of the season ({0}). Empty means until the end of the window.", [found.timezone]),
			},
		],
		primary_action_label: __("Mark Invalid"),
		async primary_action({ reason, until }) {
			const args = { set_name: frm.doc.name, reason, until };
			const done = await frappe.xcall(`${VERIFYING}mark_invalid`, args);
			dialog.hide();
			await frm.reload_doc();
			offer_next(frm, set_text(done.message));
		},
	});
	dialog.show();
}

function show_contributor(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Show Contributor"),
		fields: [
			{
				fieldname: "warning",
				fieldtype: "HTML",
				options: `<p>${__("Your name, the time and the reason are kept in the log for good.")}</p>`,
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		primary_action_label: __("Show"),
		async primary_action({ reason }) {
			const person = await frappe.xcall(`${VERIFYING}who_gave`, { set_name: frm.doc.name, reason });
			dialog.hide();
			const more = [person.position, person.institution].filter(Boolean).map(set_text).join(", ");
			frappe.msgprint({
				title: __("Contributor"),
				message: `<b>${set_text(person.full_name)}</b>${more ? `<div class="text-muted">${more}</div>` : ""}`,
			});
		},
	});
	dialog.show();
}
