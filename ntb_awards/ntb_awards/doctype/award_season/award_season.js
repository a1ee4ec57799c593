const TIMELINE = "ntb_awards.ntb_awards.doctype.award_season.award_season.timeline_of";

frappe.ui.form.on("Award Season", {
	setup(frm) {
		frm.set_query("scheme", () => ({ filters: { status: ["!=", "Retired"] } }));
		frm.set_query("parent_season", () => ({ filters: { name: ["!=", frm.doc.name || ""] } }));
	},

	refresh(frm) {
		limit_status(frm);
		if (frm.is_new()) return;
		show_deadlines(frm);
		warn_of_own_zone(frm);
		add_season_buttons(frm);
	},

	scheme(frm) {
		copy_timeline(frm);
	},

	year(frm) {
		if (frm.is_new()) copy_timeline(frm);
	},
});

frappe.ui.form.on("Season Extension", {
	activity_number(frm, doctype, name) {
		const row = locals[doctype][name];
		const known = deadline_of(frm, row.activity_number);
		if (known) frappe.show_alert(__("Ends now: {0}", [known.until]));
	},
});

// The status moves by the buttons, so that what it brings with it is said beforehand.
function limit_status(frm) {
	frm.set_df_property("status", "read_only", 1);
}

async function copy_timeline(frm) {
	if (!frm.doc.scheme || !frm.is_new()) return;
	const rows = await frappe.xcall(TIMELINE, {
		scheme: frm.doc.scheme,
		year: frm.doc.year || null,
	});
	frm.clear_table("activities");
	rows.forEach((row) => frm.add_child("activities", row));
	frm.refresh_field("activities");
}

function deadline_of(frm, number) {
	const deadlines = (frm.doc.__onload && frm.doc.__onload.deadlines) || [];
	return deadlines.find((row) => row.number === number);
}

function show_deadlines(frm) {
	const deadlines = (frm.doc.__onload && frm.doc.__onload.deadlines) || [];
	const submission = deadlines.find((row) => row.kind === "Submission");
	frm.set_intro("");
	if (submission) frm.set_intro(...submission_text(frm, submission));
	const running = frm.doc.status !== "Open" ? [] : deadlines.filter((row) => row.begun && !row.over && row !== submission);
	running.forEach((row) => {
		const title = frappe.utils.escape_html(row.title);
		frm.set_intro(__("Now: {0}, until {1}", [title, row.until]), "blue");
	});
}

// [text, colour] of the line above the form.
function submission_text(frm, row) {
	const extended = row.extended ? ` (${__("extended")})` : "";
	if (frm.doc.status === "Draft") {
		const text = __("Not open yet. Nominations from {0} to {1}", [row.from, row.until.bold()]);
		return [text + extended, "orange"];
	}
	if (frm.doc.status === "Closed" || row.over) {
		return [__("Nominations closed on {0}", [row.until.bold()]) + extended, "blue"];
	}
	if (!row.begun) {
		return [__("Nominations are taken from {0} to {1}", [row.from, row.until.bold()]), "blue"];
	}
	return [__("Nominations are taken until {0}", [row.until.bold()]) + extended, "green"];
}

// Frappe shifts the times of a form when the account has a time zone of its own.
function warn_of_own_zone(frm) {
	const zones = frappe.boot.time_zone || {};
	if (!zones.user || zones.user === zones.system) return;
	const text = __("Your account uses the time zone {0}, so the times in the tables below are shifted for you.", [zones.user]);
	frm.set_intro(text, "orange");
}

function add_season_buttons(frm) {
	if (frm.perm[0] && frm.perm[0].write) add_status_button(frm);
	const steps = [
		["Award Scheme", { name: frm.doc.scheme }, __("Rules")],
		["Assessment Panel"],
		["Nomination"],
		["Stage Score"],
		["Assessment 360"],
		["Plenary Minutes"],
		["Award Grant"],
		["Season Dossier"],
	];
	steps.forEach(([doctype, filters, title]) => {
		if (!frappe.model.can_read(doctype)) return;
		frm.add_custom_button(
			title || __(doctype),
			() => frappe.set_route("List", doctype, filters || { season: frm.doc.name }),
			__("Go To")
		);
	});
	if (frappe.model.can_read("Nomination")) {
		frm.add_custom_button(
			__("Weighted Ranking"),
			() => frappe.set_route("query-report", "Weighted Ranking", { season: frm.doc.name }),
			__("Go To")
		);
	}
}

function add_status_button(frm) {
	const moves = {
		Draft: [
			"Open",
			__("Open Season"),
			__("Open the season? Its scheme is frozen from then on, and ends move by extension only."),
		],
		Open: ["Closed", __("Close Season"), __("Close the season?")],
		Closed: ["Open", __("Reopen Season"), __("Open the season again?")],
	};
	const [status, label, question] = moves[frm.doc.status];
	const button = frm.add_custom_button(label, () =>
		frappe.confirm(question, async () => {
			await frm.set_value("status", status);
			await frm.save().catch(() => frm.reload_doc());
		})
	);
	if (frm.doc.status === "Draft") button.removeClass("btn-default").addClass("btn-primary");
}
