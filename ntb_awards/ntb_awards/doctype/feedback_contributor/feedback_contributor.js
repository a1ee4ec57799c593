// Feedback Contributor: what is open with this person, and the personal link, which nobody but the person sees.

const LINKS = "ntb_awards.gateway.feedback_links.";
const OPEN_REQUESTS = ["Pending", "Returned"];
const contributor_text = (text) => frappe.utils.escape_html(String(text ?? ""));

frappe.ui.form.on("Feedback Contributor", {
	setup(frm) {
		frm.set_query("employee", () => ({ filters: { status: "Active" } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		show_open_requests(frm);
		if (!frm.perm[0]?.write) return;
		frm.add_custom_button(__("Send Link Again"), () => send_link_again(frm));
		if (frm.doc.link_issued_on && !frm.doc.link_revoked) {
			frm.add_custom_button(__("Revoke Link"), () => revoke_link(frm));
		}
	},
});

async function show_open_requests(frm) {
	const requests = await frappe.db.get_list("Feedback Request", {
		filters: { contributor: frm.doc.name, status: ["in", OPEN_REQUESTS] },
		fields: ["nominee_name"],
		order_by: "nominee_name asc",
		limit: 200,
	});
	const names = requests.map((row) => contributor_text(row.nominee_name)).join(", ");
	const text = requests.length ? __("Still to be answered, about: {0}", [names]) : __("Nothing is open.");
	frm.dashboard.clear_headline();
	frm.dashboard.set_headline(text, frm.doc.mail_problem ? "orange" : "blue");
}

function send_link_again(frm) {
	const question = __("Send {0} an e-mail with everything that is open? A new personal link replaces the old.", [
		contributor_text(frm.doc.full_name),
	]);
	frappe.confirm(question, async () => {
		const done = await frappe.xcall(`${LINKS}reissue`, { contributor: frm.doc.name });
		frappe.show_alert({ message: contributor_text(done.message), indicator: done.sent ? "green" : "orange" }, 10);
		frm.reload_doc();
	});
}

function revoke_link(frm) {
	const question = __("Stop the personal link of {0}? It can then no longer be used, until you send a new one.", [
		contributor_text(frm.doc.full_name),
	]);
	frappe.confirm(question, async () => {
		const done = await frappe.xcall(`${LINKS}revoke`, { contributor: frm.doc.name });
		frappe.show_alert({ message: contributor_text(done.message), indicator: "green" });
		frm.reload_doc();
	});
}
