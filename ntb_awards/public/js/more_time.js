// More time for one nominee: from the form of the season and from that of a nomination.

const MORE_TIME = "ntb_awards.gateway.";

async function extend_personally(season, employee, done) {
	const ends = await frappe.xcall(`${MORE_TIME}personal_extensions.ends_of`, { season, employee });
	const dialog = new frappe.ui.Dialog({
		title: __("Extend for One Nominee"),
		fields: [
			...end_fields(ends, () => dialog),
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			{ fieldname: "letter_number", fieldtype: "Data", label: __("Letter Number") },
		],
		primary_action_label: __("Extend"),
		async primary_action({ activity, ...values }) {
			const given = { season, employee, activity_number: Number(activity), ...values };
			const { message } = await frappe.xcall(`${MORE_TIME}personal_extensions.extend`, given);
			dialog.hide();
			frappe.show_alert({ message: frappe.utils.escape_html(message), indicator: "green" });
			if (done) done();
		},
	});
	dialog.show();
}

const ends_now = (end) => __("Ends now: {0}", [frappe.utils.escape_html(end.until)]);

// Which activity, the end that counts now, and the new one. `dialog`: gives the dialog, once it is there.
function end_fields(ends, dialog) {
	const submission = ends.find((one) => one.kind === "Submission") || ends[0];
	const show_end = () => {
		const { activity } = dialog().get_values(true);
		const end = ends.find((one) => String(one.number) === String(activity));
		dialog().set_df_property("activity", "description", end ? ends_now(end) : "");
		if (end) dialog().set_value("new_end", end.closes);
	};
	return [
		{
			fieldname: "activity",
			fieldtype: "Select",
			label: __("Activity"),
			reqd: 1,
			options: ends.map((one) => ({ value: String(one.number), label: `${one.number}. ${one.title}` })),
			default: submission ? String(submission.number) : "",
			description: submission ? ends_now(submission) : "",
			onchange: show_end,
		},
		{
			fieldname: "new_end",
			fieldtype: "Datetime",
			label: __("New End"),
			reqd: 1,
			default: submission ? submission.closes : null,
			description: __("In the time zone of the season."),
		},
	];
}
