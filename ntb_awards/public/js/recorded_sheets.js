// Stage Score: sheets that the app filled in, for its form and its list.
frappe.provide("ntb_awards");

ntb_awards.is_staff = () =>
	["Awards Administrator", "Awards Secretariat", "System Manager"].some((role) => frappe.user.has_role(role));

// Sheets that the app filled in: cancelled with a reason, so that they can be filled in again.
ntb_awards.cancel_sheets = (sheets, then) =>
	frappe.prompt(
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		async ({ reason }) => {
			const method = "ntb_awards.gateway.recorded_sheets.cancel_sheets";
			const count = await frappe.xcall(method, { sheets, reason });
			frappe.show_alert({ message: __("{0} sheets cancelled", [count]), indicator: "orange" });
			then();
		},
		__("Cancel Sheets and Keep the Reason"),
		__("Cancel Sheets")
	);
