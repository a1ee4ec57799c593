// What the secretariat does with a response of a citizen: for its form and its list.
frappe.provide("ntb_awards");

ntb_awards.responses = {
	METHOD: "ntb_awards.gateway.public_moderation.",
	COLOURS: { Unconfirmed: "gray", Pending: "orange", Approved: "green", Rejected: "red" },

	is_staff: () =>
		["Awards Administrator", "Awards Secretariat", "System Manager"].some((role) => frappe.user.has_role(role)),

	indicator: (doc) => [
		__(doc.status, null, "Public Response"),
		ntb_awards.responses.COLOURS[doc.status],
		`status,=,${doc.status}`,
	],

	async act(method, values, done) {
		const { message } = await frappe.xcall(ntb_awards.responses.METHOD + method, values);
		frappe.show_alert({ message, indicator: "green" }, 7);
		done();
	},

	approve: (responses, done) => ntb_awards.responses.act("approve", { responses }, done),

	reject(responses, done) {
		const field = {
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason"),
			reqd: 1,
			description: __("Stays with the response. The sender is not told."),
		};
		const act = ({ reason }) => ntb_awards.responses.act("reject", { responses, reason }, done);
		frappe.prompt([field], act, __("Reject Responses: {0}", [responses.length]), __("Reject"));
	},
};
