// Award Season: what follows from the last minutes – grants for the winners, and the sealed dossier.

frappe.ui.form.on("Award Season", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status === "Draft") return;
		if (frappe.model.can_create("Award Grant")) {
			frm.add_custom_button(__("Create Grants"), () => create_grants(frm), __("Result"));
		}
		if (frappe.model.can_create("Season Dossier")) {
			frm.add_custom_button(__("Seal Season"), () => seal_season(frm), __("Result"));
		}
	},
});

const GRANTS = "ntb_awards.ntb_awards.doctype.award_grant.award_grant";

async function create_grants(frm) {
	const given = await frappe.xcall(`${GRANTS}.rewards_of`, { season: frm.doc.name });
	frappe.prompt(
		[
			{
				fieldname: "decree_number",
				label: __("Decree Number"),
				fieldtype: "Data",
				description: __("May be filled in later; needed before a grant is submitted."),
			},
			{ fieldname: "decree_date", label: __("Decree Date"), fieldtype: "Date" },
			{
				fieldname: "rewards",
				label: __("Rewards for each winner"),
				fieldtype: "Table",
				in_place_edit: true,
				data: given,
				fields: [
					{ fieldname: "reward", fieldtype: "Data", label: __("Reward"), in_list_view: 1, reqd: 1, columns: 5 },
					{ fieldname: "detail", fieldtype: "Data", label: __("Detail"), in_list_view: 1, columns: 5 },
				],
			},
		],
		async (values) => {
			const rewards = (values.rewards || [])
				.filter((row) => (row.reward || "").trim())
				.map(({ reward, detail }) => ({ reward, detail }));
			const created = await frappe.xcall(`${GRANTS}.create_grants`, { ...values, season: frm.doc.name, rewards });
			const text = created.length
				? __("{0} grants drafted", [created.length])
				: __("Every winner has a grant already, or no winners are determined yet.");
			frappe.show_alert({ message: text, indicator: created.length ? "green" : "orange" });
			if (created.length) frappe.set_route("List", "Award Grant", { season: frm.doc.name });
		},
		__("Create Grants"),
		__("Create")
	);
}

function seal_season(frm) {
	frappe.confirm(
		__("Seal the season as it stands? The dossier is neither changed nor deleted afterwards."),
		async () => {
			const name = await frappe.xcall(
				"ntb_awards.ntb_awards.doctype.season_dossier.season_dossier.seal_season",
				{ season: frm.doc.name }
			);
			frappe.set_route("Form", "Season Dossier", name);
		}
	);
}
