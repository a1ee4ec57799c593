"""What a discussion group keeps to, whatever door a change comes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model.document import Document

from ntb_awards.gateway.gates import scheme_of
from ntb_awards.selection.scheme import Stage

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.discussion_group.discussion_group import DiscussionGroup

DOCTYPE = "Discussion Group"
# What a person may write on a group; the rest comes from the draw and the moves.
BY_HAND = ("title", "issue")


def refuse_after_scoring(season: str, stage: Stage, category: str | None) -> None:
	"""Raise ValidationError once scores of the stage are submitted. `category`: None means any."""
	filters = {"season": season, "stage": stage.code, "docstatus": 1}
	if category:
		filters["category"] = category
	if frappe.db.exists("Stage Score", filters):
		frappe.throw(
			_("Scores for {0} have been submitted. The groups that were scored stay as they are.").format(
				frappe.bold(stage.title)
			),
			title=_("Already Scored"),
		)


def keep_the_draw(doc: DiscussionGroup) -> None:
	"""By hand only the title and the issue change; members move with Move Member, so that each is in one."""
	if doc.flags.by_the_app:
		return
	stored = doc.get_doc_before_save()
	if not stored:
		frappe.throw(_("Groups are drawn: use Draw Groups on the Award Season."), title=_("Not Made by Hand"))
	if _members(doc) != _members(stored):
		frappe.throw(
			_("Use Move Member: it keeps every nominee in exactly one group."), title=_("Members Changed")
		)
	for df in doc.meta.fields:
		if df.fieldname not in BY_HAND and df.fieldtype != "Table":
			doc.set(df.fieldname, stored.get(df.fieldname))


def _members(doc: Document) -> list[tuple[Any, ...]]:
	return [
		(row.nomination, frappe.utils.cint(row.drawn_group), frappe.utils.cint(row.moved))
		for row in doc.members
	]


def require_once(doc: DiscussionGroup) -> None:
	"""A nominee is in one group of a draw only."""
	twice = frappe.get_all(
		"Discussion Group Member",
		filters={
			"nomination": ("in", [row.nomination for row in doc.members] or [""]),
			"parent": ("in", [one for one in _names(doc) if one != doc.name] or [""]),
		},
		pluck="nominee_name",
		order_by="idx",
	)
	names = [row.nomination for row in doc.members]
	twice += [row.nominee_name for row in doc.members if names.count(row.nomination) > 1]
	if twice:
		frappe.throw(
			_("{0} would be in two groups. Use Move Member.").format(", ".join(sorted(set(twice)))),
			title=_("In Two Groups"),
		)


def _names(doc: DiscussionGroup) -> list[str]:
	filters = {"season": doc.season, "stage": doc.stage}
	return frappe.get_all(DOCTYPE, filters, pluck="name", order_by="number")


def refuse_deletion(doc: DiscussionGroup) -> None:
	if doc.flags.by_the_app:
		return
	_name, scheme = scheme_of(doc.season)
	refuse_after_scoring(doc.season, scheme.stage(doc.stage), doc.category)
