frappe.query_reports["Weighted Ranking"] = {
	filters: [
		{
			fieldname: "season",
			label: __("Award Season"),
			fieldtype: "Link",
			options: "Award Season",
			reqd: 1,
		},
		{
			fieldname: "category",
			label: __("Award Category"),
			fieldtype: "Link",
			options: "Award Category",
			get_query: () => ({ filters: { scheme: ntb_awards.ranking.scheme || ["is", "set"] } }),
		},
	],

	async onload(report) {
		const found = await frappe.db.get_list("Award Season", {
			fields: ["name", "scheme", "status"],
			order_by: "year desc, creation desc",
			limit: 1,
		});
		if (found.length && !report.get_filter_value("season")) {
			ntb_awards.ranking.scheme = found[0].scheme;
			await report.set_filter_value("season", found[0].name);
		}
		report.page.add_inner_message(__("Choose a nominee to see how the score was made."));
		ntb_awards.ranking.listen(report);
	},

	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (!data) return shown;
		if (column.fieldname === "nominee") {
			const name = frappe.utils.escape_html(data.nomination);
			return `<a class="ntb-explain text-primary" role="button" tabindex="0" data-nomination="${name}">${shown}</a>`;
		}
		if (column.fieldname === "final" && value) return `<b>${shown}</b>`;
		if (column.fieldname === "rank" && data.tied_with) return `${shown} =`;
		return shown;
	},
};

frappe.provide("ntb_awards");

ntb_awards.ranking = {
	scheme: null,

	listen(report) {
		const open = (event) => {
			if (event.type === "keydown" && event.key !== "Enter") return;
			ntb_awards.ranking.open(event.currentTarget.dataset.nomination);
		};
		report.page.main.on("click keydown", ".ntb-explain", open);
	},

	async open(nomination) {
		const { message } = await frappe.call({
			method: "ntb_awards.ntb_awards.report.weighted_ranking.weighted_ranking.explain",
			args: { nomination },
			freeze: true,
		});
		const dialog = new frappe.ui.Dialog({
			title: __("No. {0} {1}", [message.nominee, message.nominee_name]),
			size: "extra-large",
			fields: [{ fieldname: "body", fieldtype: "HTML" }],
			primary_action_label: __("Open Nomination"),
			primary_action() {
				dialog.hide();
				frappe.set_route("Form", "Nomination", nomination);
			},
		});
		dialog.fields_dict.body.$wrapper.html(ntb_awards.ranking.body(message));
		dialog.show();
	},

	basis(part) {
		return part.basis === "assumed" ? __("set by us, confirm") : part.basis || "";
	},

	body(found) {
		const e = frappe.utils.escape_html;
		const cells = found.stages.map(
			(s) =>
				`<tr><td>${e(s.title)}</td><td class="text-right">${e(s.value ?? "–")}</td>
				<td class="text-right">${e(s.weight)}</td><td class="text-right">${e(s.contribution ?? "–")}</td>
				<td class="text-muted">${e(this.basis(s))}</td></tr>`
		);
		const hidden = found.hidden
			? `<p class="text-muted">${__("Not everything is shown to you before your own sheets are submitted.")}</p>`
			: "";
		const bonus =
			found.bonus !== "0" && !found.hidden
				? `<tr><td colspan="3">${__("Bonus")}</td><td class="text-right">${e(found.bonus)}</td><td></td></tr>`
				: "";
		return `<p>${e(found.category_title || "")} · ${e(found.unit || "")} · ${e(found.scheme_title)}</p>${hidden}
			<table class="table table-bordered">
			<thead><tr><th>${__("Stage")}</th><th class="text-right">${__("Value")}</th>
			<th class="text-right">${__("Weight (%)")}</th><th class="text-right">${__("Adds")}</th><th>${__("Article", null, "Award Scheme")}</th></tr></thead>
			<tbody>${cells.join("")}${bonus}
			<tr><th colspan="3">${__("Final Score")}${found.rank ? ` · ${__("Rank {0}", [found.rank])}` : ""}</th>
			<th class="text-right">${e(found.final ?? "–")}</th><th></th></tr></tbody></table>
			${found.stages.map((s) => ntb_awards.ranking.stage(s)).join("")}`;
	},

	stage(stage) {
		const e = frappe.utils.escape_html;
		const missing = stage.missing.map((text) => `<li>${e(text)}</li>`).join("");
		const how =
			stage.aggregation === "relations"
				? __("Mean of the relations by their weights")
				: __("Aggregated by: {0}", [__(stage.aggregation)]);
		return `<details class="mb-3" ${stage.missing.length ? "open" : ""}>
			<summary><b>${e(stage.title)}</b> – ${e(stage.value ?? "–")} <span class="text-muted">(${how})</span></summary>
			${missing ? `<ul class="text-danger">${missing}</ul>` : ""}${ntb_awards.ranking.forms(stage)}</details>`;
	},

	// The relations a group of contributors speaks for, several where too few would have stood alone.
	relations(form) {
		return (form.relation ? [form.relation] : form.merged).map((one) => __(one)).join(" + ");
	},

	// One row per criterion, one column per assessor or group of contributors.
	forms(stage) {
		const e = frappe.utils.escape_html;
		const forms = stage.forms.filter((form) => form.criteria.some((row) => row.raw !== null));
		if (!forms.length) return "";
		const by = (form) =>
			stage.aggregation !== "relations"
				? e(form.by)
				: __("{0} ({1} contributors)", [e(this.relations(form)), form.contributors]);
		const parts = Object.entries(stage.parts || {});
		const rows = forms[0].criteria.map(
			(row, at) =>
				`<tr><td>${e(row.title)} <span class="text-muted">${e(this.basis(row))}</span></td>
				<td class="text-right">${e(row.weight ?? "–")}</td><td class="text-right">${e(row.maximum)}</td>
				${forms.map((f) => `<td class="text-right">${e(f.criteria[at].raw ?? "–")}</td>`).join("")}</tr>`
		);
		const groups = Object.fromEntries(forms.map((form) => [form.by, form]));
		const name = (who) => (stage.aggregation === "relations" ? this.relations(groups[who]) : who);
		const values = parts.map(([who, value]) => `${e(name(who))}: <b>${e(value)}</b>`);
		return `<table class="table table-bordered table-sm mt-2"><thead><tr><th>${__("Criterion")}</th>
			<th class="text-right">${__("Weight (%)")}</th><th class="text-right">${__("Maximum")}</th>
			${forms.map((f) => `<th class="text-right">${by(f)}</th>`).join("")}</tr></thead>
			<tbody>${rows.join("")}</tbody></table><p>${__("Values out of 100")}: ${values.join(" · ")}</p>`;
	},
};
