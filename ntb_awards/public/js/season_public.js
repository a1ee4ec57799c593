// Award Season: the public pages – what is public now, and the steps that make something so.

const PUBLIC_PAGES = "ntb_awards.gateway.";
const public_text = (text) => frappe.utils.escape_html(String(text ?? ""));

frappe.ui.form.on("Award Season", {
	refresh(frm) {
		frm.set_df_property("winners_published_at", "read_only", 1);
		if (!frm.is_new()) show_public_board(frm);
	},
});

async function show_public_board(frm) {
	const asked = frm.doc.name;
	const board = await frappe.xcall(`${PUBLIC_PAGES}public_board.board`, { season: asked });
	if (frm.doc.name !== asked) return;
	frm.get_field("is_public").set_description(public_lines(board).map((line) => `<div>${line}</div>`).join(""));
	add_public_buttons(frm, board);
}

function public_lines(board) {
	if (board.hidden) return [public_text(board.hidden)];
	const address = public_text(board.address);
	const waiting = board.waiting.reduce((sum, stage) => sum + stage.minutes.length, 0);
	const { state, label, submitted } = board.winners;
	const winners = {
		published: __("Winners: public since {0}", [label]),
		planned: __("Winners: public from {0} on", [label]),
		"": submitted ? __("Winners: {0} grants submitted, not published", [submitted]) : "",
	};
	return [
		`<a href="${address}" target="_blank" rel="noopener">${address}</a>`,
		public_text(__("Minutes: {0} published, {1} planned, {2} wait", [board.published, board.planned, waiting])),
		public_text(winners[state]),
		board.finalists ? public_text(__("Finalists shown: {0}", [board.finalists])) : "",
		...board.consultations.map((one) =>
			public_text(__("{0}: the public is asked from {1} to {2}", [one.title, one.opens, one.closes]))
		),
	].filter(Boolean);
}

function add_public_buttons(frm, board) {
	const may_write = frm.perm[0] && frm.perm[0].write;
	const group = __("Public Pages");
	const publish = may_write && !board.hidden;
	const steps = [
		[!board.hidden, __("Open the Public Page"), () => window.open(board.address, "_blank", "noopener")],
		[publish && board.waiting.length, __("Publish Results of a Stage"), () => publish_stage(frm, board)],
		[publish && board.winners.submitted && board.winners.state !== "published", __("Publish Winners"), () => publish_winners(frm, board)],
		[may_write && board.winners.state, __("Withdraw Winners"), () => withdraw_winners(frm)],
	];
	steps.forEach(([offered, label, act]) => {
		frm.remove_custom_button(label, group);
		if (offered) frm.add_custom_button(label, act, group);
	});
}

// When to publish: now, or at a time in the season's zone.
const moment_field = (zone) => ({
	fieldname: "at",
	fieldtype: "Datetime",
	label: __("Publish At"),
	description: __("In the time zone of the season ({0}). Empty: now.", [zone]),
});

function publish_stage(frm, board) {
	const of = (title) => board.waiting.find((one) => one.title === title);
	const told = (stage) => stage.minutes.map((one) => public_text(one.category)).join("<br>");
	const dialog = new frappe.ui.Dialog({
		title: __("Publish Results of a Stage"),
		fields: [
			{
				fieldname: "stage",
				fieldtype: "Select",
				label: __("Stage"),
				options: board.waiting.map((one) => one.title),
				default: board.waiting[0].title,
				reqd: 1,
				onchange: () => dialog.set_df_property("categories", "options", told(of(dialog.get_value("stage")))),
			},
			{ fieldname: "categories", fieldtype: "HTML", options: told(board.waiting[0]) },
			moment_field(frm.doc.timezone),
		],
		primary_action_label: __("Publish"),
		async primary_action({ stage, at }) {
			const minutes = of(stage).minutes.map((one) => one.minutes);
			const { label } = await frappe.xcall(`${PUBLIC_PAGES}public_announcements.publish_together`, { minutes, at });
			dialog.hide();
			frappe.show_alert({ message: __("Public from {0} on", [label]), indicator: "green" });
			show_public_board(frm);
		},
	});
	dialog.show();
}

function publish_winners(frm, board) {
	const drafts = board.winners.drafts;
	const warning = drafts ? ` ${__("{0} grants are still drafts and are not shown.", [drafts])}` : "";
	frappe.prompt(
		[
			{
				fieldname: "told",
				fieldtype: "HTML",
				options: `<p>${__("{0} winners become public, with rank and decree.", [board.winners.submitted])}${warning}</p>`,
			},
			moment_field(frm.doc.timezone),
		],
		async ({ at }) => {
			const { label } = await frappe.xcall(`${PUBLIC_PAGES}public_winners.publish_winners`, { season: frm.doc.name, at });
			frappe.show_alert({ message: __("Public from {0} on", [label]), indicator: "green" });
			frm.reload_doc();
		},
		__("Publish Winners"),
		__("Publish")
	);
}

function withdraw_winners(frm) {
	frappe.confirm(__("Take the winners back from the public pages? A comment says who did so."), async () => {
		await frappe.xcall(`${PUBLIC_PAGES}public_winners.withdraw_winners`, { season: frm.doc.name });
		frm.reload_doc();
	});
}
