// What citizens said about a nominee, for the panel and the secretariat: a section above the form.
// The numbers come from the server; nothing is computed here but the length of the bars.
frappe.provide("ntb_awards");

ntb_awards.PublicDigest = class PublicDigest {
	static METHOD = "ntb_awards.gateway.public_digest.digest";
	static SHOWN_AT_FIRST = 5;

	// stage: code of the stage up to which is shown; none for all.
	constructor(frm, nomination, stage) {
		Object.assign(this, { frm, nomination, stage: stage || null });
	}

	async show() {
		const name = this.frm.docname;
		const found = await frappe.xcall(PublicDigest.METHOD, { nomination: this.nomination, stage: this.stage });
		// The form may show another document by now.
		if (!found || this.frm.docname !== name || this.is_empty(found)) return;
		this.frm.dashboard.add_section(this.draw(found), __("What the Public Says"), "public-digest");
		this.frm.dashboard.show();
	}

	is_empty({ stages, channels }) {
		return !channels.length && !stages.some((stage) => stage.approved);
	}

	draw({ stages, channels }) {
		const $all = $("<div>");
		stages.filter((stage) => stage.approved).forEach((stage) => $all.append(this.stage_part(stage)));
		channels.forEach((channel) => $all.append(this.channel_part(channel)));
		return $all;
	}

	stage_part({ title, approved, questions, texts }) {
		const $part = $("<section class='mb-4'>");
		$("<h6>").text(__("{0}: {1} approved responses", [title, approved])).appendTo($part);
		questions.forEach((question) => $part.append(this.question_part(question)));
		return $part.append(this.texts_part(texts));
	}

	question_part({ title, answered, mean, distribution }) {
		const $part = $("<div class='mb-3'>");
		const $head = $("<div class='d-flex justify-content-between'>").appendTo($part);
		$("<b>").text(title).appendTo($head);
		$("<span>")
			.text(mean === null ? __("No answers") : __("mean {0} of {1} answers", [mean, answered]))
			.appendTo($head);
		if (mean === null) return $part;
		const most = Math.max(...distribution.map((step) => step.count), 1);
		distribution.forEach((step) => $part.append(this.bar(step, most)));
		return $part;
	}

	bar({ value, label, count }, most) {
		const $row = $("<div class='d-flex align-items-center small'>");
		$("<span style='flex: 0 0 14em' class='text-muted'>").text(label ? `${value} – ${label}` : value).appendTo($row);
		const $track = $("<span style='flex: 1 1 auto' aria-hidden='true'>").appendTo($row);
		$("<span style='display: block; height: 8px; border-radius: 4px; background: var(--blue-500)'>")
			.css("width", `${(100 * count) / most}%`)
			.appendTo($track);
		$("<span style='flex: 0 0 3em' class='text-right'>").text(count).appendTo($row);
		return $row;
	}

	channel_part({ channel, count, tones, texts }) {
		const $part = $("<section class='mb-4'>");
		const name = channel ? __(channel, null, "Public Response") : __("Other channels");
		$("<h6>").text(__("{0}: {1} responses", [name, count])).appendTo($part);
		const words = Object.entries(tones).map(([tone, many]) => `${tone ? __(tone) : __("without a tone")}: ${many}`);
		$("<p class='text-muted'>").text(words.join(" · ")).appendTo($part);
		return $part.append(this.texts_part(texts));
	}

	texts_part(texts) {
		const $part = $("<div>");
		texts.slice(0, PublicDigest.SHOWN_AT_FIRST).forEach((one) => $part.append(this.quotation(one)));
		const hidden = texts.slice(PublicDigest.SHOWN_AT_FIRST);
		if (!hidden.length) return $part;
		const $more = $("<button type='button' class='btn btn-default btn-xs'>")
			.text(__("Show {0} more", [hidden.length]))
			.on("click", () => $more.replaceWith(hidden.map((one) => this.quotation(one))));
		return $part.append($more);
	}

	quotation({ text, on }) {
		const $quote = $("<blockquote class='mb-2' style='white-space: pre-line; font-size: inherit'>").text(text);
		return $quote.append($("<div class='small text-muted'>").text(frappe.datetime.str_to_user(on)));
	}
};

// Who may not see it gets nothing: the server decides, and says so only where somebody asks for it.
ntb_awards.show_public_digest = (frm, nomination, stage) => {
	if (frm.is_new() || !nomination) return;
	const roles = ["Awards Administrator", "Awards Secretariat", "Awards Auditor", "Awards Assessor", "System Manager"];
	if (!roles.some((role) => frappe.user.has_role(role))) return;
	new ntb_awards.PublicDigest(frm, nomination, stage).show();
};

frappe.ui.form.on("Stage Score", {
	refresh(frm) {
		// At a blind stage the nominee has no name here, and what people say of him would tell it.
		if (frm.doc.nominee_name) ntb_awards.show_public_digest(frm, frm.doc.nomination, frm.doc.stage);
	},
});

frappe.ui.form.on("Nomination", {
	refresh(frm) {
		const roles = ["Awards Administrator", "Awards Secretariat", "Awards Auditor", "System Manager"];
		if (frm.doc.stage && roles.some((role) => frappe.user.has_role(role))) {
			ntb_awards.show_public_digest(frm, frm.docname);
		}
	},
});
