const MODULE = "ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes";

frappe.ui.form.on("Plenary Minutes", {
	setup(frm) {
		frm.set_query("category", () => ({
			filters: frm.season_scheme ? { scheme: frm.season_scheme } : {},
		}));
		frm.set_query("panel", () => ({ filters: { season: frm.doc.season } }));
		// Tables translate options without context, and other apps stop something else.
		for (const field of ["proposed", "decision"]) {
			frappe.meta.get_docfield("Minutes Decision", field).formatter = (value) =>
				value ? __(value, null, "Minutes Decision") : "";
		}
	},

	async refresh(frm) {
		frm.get_field("decisions").grid.cannot_add_rows = true;
		await frm.events.load_stages(frm);
		if (frm.doc.docstatus === 0 && frm.perm[0].write) {
			const button = frm.add_custom_button(__("Fetch Standings"), () => frm.events.fetch_standings(frm));
			if (!(frm.doc.decisions || []).length) button.removeClass("btn-default").addClass("btn-primary");
		}
		frm.events.show_standings(frm);
		if (frm.doc.docstatus === 1) show_publication(frm);
	},

	async season(frm) {
		frm.set_value("category", null);
		frm.set_value("stage", null);
		await frm.events.load_stages(frm);
	},

	category(frm) {
		frm.events.show_standings(frm);
	},

	stage(frm) {
		frm.events.show_standings(frm);
	},

	async load_stages(frm) {
		if (!frm.doc.season) return;
		const { message } = await frappe.db.get_value("Award Season", frm.doc.season, "scheme");
		frm.season_scheme = message.scheme;
		const gates = await frappe.xcall(`${MODULE}.gates`, { season: frm.doc.season });
		frm.set_df_property("stage", "options", gates);
		// An Autocomplete that is on the screen already does not look at its options again.
		frm.get_field("stage").set_data(gates);
		frm.refresh_field("stage");
	},

	async fetch_standings(frm) {
		if (!frm.doc.season || !frm.doc.category || !frm.doc.stage) {
			frappe.throw(__("Choose season, category and stage first."));
		}
		await frm.call({ doc: frm.doc, method: "fetch_standings", freeze: true });
		frm.refresh_fields();
		frm.dirty();
		frm.events.show_standings(frm);
	},

	async show_standings(frm) {
		const field = frm.get_field("standings_html");
		if (!frm.doc.season || !frm.doc.category || !frm.doc.stage) return field.html("");
		const frozen = Boolean(frm.doc.standings_sha256);
		if (!frozen && !frm.perm[0].write) return field.html("");
		const args = { season: frm.doc.season, category: frm.doc.category, stage: frm.doc.stage };
		try {
			const found = frozen
				? await frappe.xcall(`${MODULE}.frozen_preview`, { minutes: frm.doc.name })
				: await frappe.xcall(`${MODULE}.preview`, args);
			field.html(standings_table(found, frozen));
		} catch {
			field.html("");
		}
	},
});

function standings_table({ stages, rows }, frozen) {
	const e = (text) => frappe.utils.escape_html(String(text ?? ""));
	if (!rows.length) return `<p class="text-muted">${__("No nominee stands at this stage.")}</p>`;
	// Words of a confidential inquiry, where the stage has one; never a number.
	const traced = rows.some((row) => row.track_record);
	const heads = stages
		.map((s) => `<th class="text-right">${e(s.title)}${s.weight === "0" ? "" : `<br>${e(s.weight)}%`}</th>`)
		.join("");
	const body = rows
		.map(
			(row) => `<tr>
			<td class="text-right">${row.rank || "–"}${is_tied(row) ? " =" : ""}</td>
			<td class="text-right">${row.number}</td>
			<td><b>${e(row.nominee_name)}</b><br><span class="text-muted">${e(row.unit)}</span></td>
			${stages.map((s) => `<td class="text-right">${e(row.values[s.code] ?? "–")}</td>`).join("")}
			<td class="text-right"><b>${e(row.score ?? "–")}</b></td>${traced ? `<td>${e(row.track_record || "–")}</td>` : ""}
			<td>${badge(row.proposed)}</td>${frozen ? `<td>${badge(row.decision)}</td>` : ""}
			<td class="text-danger">${e(row.missing).replaceAll("\n", "<br>")}</td></tr>`
		)
		.join("");
	return `<div style="overflow-x: auto"><table class="table table-bordered">
		<thead><tr><th class="text-right">${__("Rank")}</th><th class="text-right">${__("Nominee Number")}</th><th>${__("Nominee")}</th>
		${heads}<th class="text-right">${__("Score", null, "Minutes Decision")}</th>${traced ? `<th>${__("Track Record")}</th>` : ""}<th>${__("Proposed")}</th>
		${frozen ? `<th>${__("Decision")}</th>` : ""}<th>${__("What Is Missing")}</th></tr></thead>
		<tbody>${body}</tbody></table></div>
		<p class="text-muted">${frozen ? __("As frozen when these minutes were submitted.") : __("As it stands now.")}</p>`;
}

function is_tied(row) {
	return Boolean(row.tied || (row.tied_with || []).length);
}

function badge(outcome) {
	if (!outcome) return "";
	const colour = outcome === "Advance" ? "green" : "orange";
	return `<span class="indicator-pill ${colour}">${__(outcome, null, "Minutes Decision")}</span>`;
}

// The announcement: whether it is public, and the steps that make it so.

const ANNOUNCEMENTS = "ntb_awards.gateway.public_announcements";

async function show_publication(frm) {
	const minutes = frm.doc.name;
	const found = await frappe.xcall("ntb_awards.gateway.public_board.publication", { minutes });
	if (frm.doc.name !== minutes) return;
	const texts = {
		published: [__("Public since {0}", [found.label]), "green"],
		planned: [__("Public from {0} on", [found.label]), "blue"],
		"": [__("Not public"), "gray"],
	};
	frm.set_intro("");
	frm.set_intro(...texts[found.state]);
	add_publication_buttons(frm, found);
}

function add_publication_buttons(frm, { state, hidden, zone, address }) {
	const group = __("Announcement");
	const writes = frm.perm[0].write && !hidden;
	const steps = [
		[writes && state !== "published", __("Publish Now"), () => publish_now(frm)],
		[writes && state !== "published", __("Publish At …"), () => publish_at(frm, zone)],
		[frm.perm[0].write && state, __("Withdraw Publication"), () => withdraw_publication(frm, state)],
		[state === "published" && !hidden, __("Open the Public Page"), () => window.open(address, "_blank", "noopener")],
	];
	steps.forEach(([offered, label, act]) => {
		frm.remove_custom_button(label, group);
		if (offered) frm.add_custom_button(label, act, group);
	});
}

function publish_now(frm) {
	frappe.confirm(__("Publish who passed? Everybody can read it at once."), () => publish_minutes(frm, null));
}

function publish_at(frm, zone) {
	frappe.prompt(
		{
			fieldname: "at",
			fieldtype: "Datetime",
			label: __("Publish At"),
			description: __("In the time zone of the season ({0}).", [zone]),
			reqd: 1,
		},
		({ at }) => publish_minutes(frm, at),
		__("Publish At …"),
		__("Publish")
	);
}

async function publish_minutes(frm, at) {
	await frappe.xcall(`${ANNOUNCEMENTS}.publish`, { minutes: frm.doc.name, at });
	frm.reload_doc();
}

function withdraw_publication(frm, state) {
	const question =
		state === "published"
			? __("Take the announcement back? Who has read it has read it; a comment says who took it back.")
			: __("Call off the publication?");
	frappe.confirm(question, async () => {
		await frappe.xcall(`${ANNOUNCEMENTS}.withdraw_publication`, { minutes: frm.doc.name });
		frm.reload_doc();
	});
}
