// What the secretariat does with a request for 360° feedback: for its form and its list.
frappe.provide("ntb_awards");

ntb_awards.requests = {
	METHOD: "ntb_awards.gateway.feedback_requests.",
	COLOURS: { Proposed: "orange", Pending: "blue", Submitted: "green", Returned: "yellow", Withdrawn: "gray" },

	is_staff: () =>
		["Awards Administrator", "Awards Secretariat", "System Manager"].some((role) => frappe.user.has_role(role)),

	indicator: (doc) => [
		__(doc.status, null, "Feedback Request"),
		ntb_awards.requests.COLOURS[doc.status],
		`status,=,${doc.status}`,
	],

	async confirm(requests, done) {
		const found = await frappe.xcall(`${ntb_awards.requests.METHOD}confirm`, { requests });
		frappe.show_alert({ message: found.message, indicator: "green" }, 10);
		done();
	},

	withdraw(request, done) {
		const fields = [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }];
		const act = async ({ reason }) => {
			await frappe.xcall(`${ntb_awards.requests.METHOD}withdraw`, { request, reason });
			done();
		};
		frappe.prompt(fields, act, __("Withdraw Request"), __("Withdraw"));
	},

	give_back(request, done) {
		const fields = [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				reqd: 1,
				description: __("The contributor reads it. What was answered stays unseen."),
			},
			{
				fieldname: "until",
				fieldtype: "Datetime",
				label: __("Answer Until"),
				description: __("In the time zone of the season. Empty means until the end of the window."),
			},
		];
		const act = async (values) => {
			await frappe.xcall(`${ntb_awards.requests.METHOD}return_answers`, { request, ...values });
			done();
		};
		frappe.prompt(fields, act, __("Return for Correction"), __("Return"));
	},
};
