// A score form: one block a criterion, with its guidance beside the field, and the value as one types.
// The value always comes from the server; nothing is computed here.
frappe.provide("ntb_awards");

ntb_awards.ScoreForm = class ScoreForm {
	// frm: a form whose table `table` holds Criterion Score rows; it is drawn into its HTML field score_form.
	// exact: the app filled the form in, so that a score may be a fraction.
	// nomination: whose documents stand beside the criteria; none where the nominee is not to be known.
	constructor(frm, { table, instrument, variant, editable, exact, nomination }) {
		this.nomination = nomination || null;
		Object.assign(this, { frm, table, instrument, variant: variant || null, editable, exact: Boolean(exact) });
		this.$wrapper = $(frm.get_field("score_form").wrapper).empty().addClass("ntb-score-form");
		this.preview = frappe.utils.debounce(() => this.fetch_preview(), 350);
		frm.set_df_property(table, "hidden", 1);
		this.add_style();
	}

	get rows() {
		return this.frm.doc[this.table] || [];
	}

	async show() {
		if (!this.rows.length) return;
		this.guide = await this.call("guide", { nomination: this.nomination });
		this.draw();
		this.fetch_preview();
	}

	async call(method, args) {
		const context = { instrument: this.instrument, variant: this.variant };
		const answer = await frappe.xcall(`ntb_awards.gateway.forms.${method}`, { ...context, ...args });
		return answer || {};
	}

	draw() {
		this.$wrapper.empty();
		if (this.editable && this.rows.some((row) => row.suggested)) this.draw_accept_all();
		let component = null;
		this.rows.forEach((row) => {
			if (row.component && row.component !== component) {
				$("<h5 class='component'>").text(row.component).appendTo(this.$wrapper);
			}
			component = row.component;
			this.$wrapper.append(this.block(row));
		});
		this.$total = $(
			"<div class='total' role='status' aria-live='polite'><span class='what text-muted'></span><b class='value'></b></div>"
		).appendTo(this.$wrapper);
	}

	draw_accept_all() {
		const $bar = $("<div class='accept-all'>").appendTo(this.$wrapper);
		$("<span class='text-muted'>")
			.text(__("Some scores can be taken from the personnel records. You decide."))
			.appendTo($bar);
		$("<button type='button' class='btn btn-default btn-xs'>")
			.text(__("Accept All Suggestions"))
			.on("click", () => this.accept_all())
			.appendTo($bar);
	}

	block(row) {
		const $block = $("<div class='criterion'>").attr("data-criterion", row.criterion);
		const $entry = $("<div class='entry'>").appendTo($block);
		const id = `${this.frm.doc.name}-${row.criterion}`;
		$("<label>").attr("for", id).text(row.title).appendTo($entry);
		$("<span class='text-muted weight'>").text(this.weight_text(row)).appendTo($entry);
		$entry.append(this.field(row, id));
		$("<div class='problem text-danger' role='alert'>").appendTo($entry);
		if (row.suggested) $entry.append(this.suggestion(row));
		$entry.append(this.note(row));
		return $block.append(this.guidance(row));
	}

	weight_text(row) {
		const range = this.range_text(row);
		return row.weight ? __("{0}, weight {1} %", [range, this.plain(row.weight)]) : range;
	}

	range_text(row) {
		return `${this.plain(row.minimum)}–${this.plain(row.maximum)}`;
	}

	// A fraction as the number people read; the exact one stays in the tooltip.
	shown(raw) {
		const [above, below] = String(raw || "").split("/").map(Number);
		return below ? (above / below).toFixed(2) : raw || "–";
	}

	plain(number) {
		return String(Number(number || 0));
	}

	field(row, id) {
		const $line = $("<div class='line'>");
		if (!this.editable) {
			$("<b class='raw'>").attr("id", id).text(this.shown(row.raw)).attr("title", row.raw || null).appendTo($line);
		} else {
			$("<input type='text' inputmode='decimal' autocomplete='off' class='form-control raw'>")
				.attr({ id, placeholder: this.range_text(row) })
				.val(row.raw || "")
				.on("input", (event) => this.enter(row, event.target.value))
				.on("keydown", (event) => this.move(event))
				.appendTo($line);
		}
		return $line.append("<span class='points text-muted'></span>");
	}

	suggestion(row) {
		const $line = $("<div class='suggestion small text-muted'>");
		if (this.editable) {
			$("<button type='button' class='btn btn-default btn-xs'>")
				.text(__("Use {0}", [row.suggested]))
				.on("click", () => this.fill(row, row.suggested))
				.appendTo($line);
		} else {
			$("<span>").text(__("Suggested: {0}", [row.suggested])).appendTo($line);
		}
		return $line.append($("<span>").text(` ${row.suggested_from || ""}`));
	}

	note(row) {
		if (!this.editable) return row.note ? $("<div class='small'>").text(row.note) : "";
		return $("<input type='text' class='form-control input-xs note'>")
			.attr({ placeholder: __("Note"), "aria-label": __("Note on {0}", [row.title]) })
			.val(row.note || "")
			.on("input", (event) => this.set(row, "note", event.target.value));
	}

	guidance(row) {
		const guide = this.guide[row.criterion] || { levels: [] };
		const $guidance = $("<div class='guidance small'>");
		if (guide.description) $("<p>").text(guide.description).appendTo($guidance);
		guide.levels.forEach((level) => $guidance.append(this.level(row, level)));
		if ((guide.evidence || []).length) $guidance.append(this.evidence(guide.evidence));
		return $guidance;
	}

	// The documents this criterion is judged by, each with the files handed in.
	evidence(documents) {
		const $list = $("<div class='evidence text-muted'>").text(`${__("Judged by")}: `);
		documents.forEach((document, place) => {
			if (place) $list.append("; ");
			$list.append($("<span>").text(document.title));
			document.files.forEach((file) => {
				const $link = $("<a target='_blank' rel='noopener'>").attr("href", file.url).text(file.name);
				$list.append(" (", $link, ")");
			});
		});
		return $list;
	}

	level(row, level) {
		const text = `${level.label}${level.description ? `: ${level.description}` : ""}`;
		const $level = $(this.editable ? "<button type='button' class='level'>" : "<div class='level'>");
		$("<b>").text(level.value).appendTo($level);
		$("<span>").text(text).appendTo($level);
		return this.editable ? $level.on("click", () => this.fill(row, level.value)) : $level;
	}

	enter(row, raw) {
		this.set(row, "raw", raw);
		this.preview();
	}

	fill(row, raw) {
		this.$block(row.criterion).find("input.raw").val(raw);
		this.enter(row, raw);
	}

	accept_all() {
		// What the assessor has already scored is left as it is.
		this.rows.filter((row) => row.suggested && !row.raw).forEach((row) => this.fill(row, row.suggested));
	}

	set(row, fieldname, value) {
		frappe.model.set_value(row.doctype, row.name, fieldname, value);
	}

	move(event) {
		const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (!step) return;
		event.preventDefault();
		const $fields = this.$wrapper.find("input.raw");
		$fields.eq(Math.max(0, $fields.index(event.target) + step)).trigger("focus").trigger("select");
	}

	$block(criterion) {
		return this.$wrapper.find(`.criterion[data-criterion="${criterion}"]`);
	}

	async fetch_preview() {
		const scores = Object.fromEntries(this.rows.map((row) => [row.criterion, row.raw]));
		this.asked = (this.asked || 0) + 1;
		const asked = this.asked;
		const answer = await this.call("preview", { scores, exact: this.exact });
		// Only the answer to the latest question counts.
		if (asked === this.asked) this.show_preview(answer);
	}

	show_preview({ value, so_far, missing, points, problems }) {
		this.rows.forEach((row) => {
			const $block = this.$block(row.criterion);
			const worth = points[row.criterion];
			$block.find(".points").text(worth === undefined ? "" : __("adds {0}", [worth]));
			$block.find(".problem").html(problems[row.criterion] || "");
			$block.find("input.raw").attr("aria-invalid", row.criterion in problems);
		});
		const complete = value !== null && value !== undefined;
		this.$total.toggleClass("complete", complete);
		// Without any score there is no value: missing is not zero.
		const started = missing < this.rows.length;
		this.$total.find(".value").text(complete ? value : started ? so_far : "–");
		this.$total
			.find(".what")
			.text(complete ? __("Value, out of 100") : __("So far; {0} still without a score", [missing]));
	}

	add_style() {
		if (document.getElementById("ntb-score-form-style")) return;
		$("<style id='ntb-score-form-style'>")
			.text(
				`.ntb-score-form .component { margin: var(--margin-lg) 0 var(--margin-xs); font-weight: 600; }
				.ntb-score-form .criterion { display: grid; grid-template-columns: minmax(240px, 2fr) 3fr;
					gap: var(--margin-sm) var(--margin-xl); padding: var(--padding-md) 0;
					border-top: 1px solid var(--border-color); }
				.ntb-score-form .entry label { display: block; margin: 0; font-weight: 600; }
				.ntb-score-form .weight { font-size: var(--text-sm); }
				.ntb-score-form .line { display: flex; align-items: center; gap: var(--margin-sm);
					margin: var(--margin-xs) 0; }
				.ntb-score-form input.raw { width: 7em; font-size: 16px; height: 40px; text-align: right; }
				.ntb-score-form b.raw { font-size: 18px; }
				.ntb-score-form input.raw[aria-invalid="true"] { box-shadow: inset 0 0 0 1px var(--red-500); }
				.ntb-score-form .suggestion { margin-bottom: var(--margin-xs); }
				.ntb-score-form .guidance p { margin-bottom: var(--margin-xs); }
				.ntb-score-form .level { display: flex; gap: var(--margin-sm); width: 100%; padding: 5px 8px;
					text-align: left; background: none; border: 0; border-radius: var(--border-radius);
					color: var(--text-color); }
				.ntb-score-form .level span { flex: 1; }
				.ntb-score-form .level b { min-width: 2.2em; text-align: right; }
				.ntb-score-form button.level:hover, .ntb-score-form button.level:focus {
					background: var(--control-bg); }
				.ntb-score-form .accept-all, .ntb-score-form .total { display: flex; align-items: center;
					justify-content: space-between; gap: var(--margin-md); }
				.ntb-score-form .accept-all { flex-wrap: wrap; }
				.ntb-score-form .total { position: sticky; bottom: 0; padding: var(--padding-sm) 0;
					background: var(--card-bg, var(--fg-color)); border-top: 1px solid var(--border-color); }
				.ntb-score-form .total .value { font-size: 20px; font-variant-numeric: tabular-nums; }
				.ntb-score-form .total:not(.complete) .value { color: var(--text-muted); }
				@media (max-width: 767px) {
					.ntb-score-form .criterion { grid-template-columns: minmax(0, 1fr); }
					.ntb-score-form .line { flex-wrap: wrap; }
					.ntb-score-form button.level { min-height: 40px; }
				}`
			)
			.appendTo(document.head);
	}
};
