"""Who signs Plenary Minutes: the panel that judges the category."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes

ORDER = {"Chair": 0, "Secretary": 1, "Member": 2}


def fill(doc: PlenaryMinutes) -> None:
	"""Members of the panel as signatories: chair, secretary, members. Keeps signatories that are there."""
	if not doc.panel:
		doc.panel = panel_of(doc.season, doc.category)
	if doc.signatories or not doc.panel:
		return
	panel = frappe.get_doc("Assessment Panel", doc.panel)
	posts = _posts([row.employee for row in panel.members if row.employee])
	for member in sorted(panel.members, key=lambda row: (ORDER.get(row.role, 2), row.idx)):
		doc.append(
			"signatories",
			{
				"user": member.user,
				"signatory_name": member.member_name,
				"position": posts.get(member.employee) or member.element,
				"role": member.role,
			},
		)


def panel_of(season: str, category: str) -> str | None:
	"""The one panel that judges a category; None if there are several or none."""
	panel, listed = frappe.qb.DocType("Assessment Panel"), frappe.qb.DocType("Panel Category")
	rows = (
		frappe.qb.from_(panel)
		.left_join(listed)
		.on(listed.parent == panel.name)
		.select(panel.name)
		.where((panel.season == season) & (listed.category.isnull() | (listed.category == category)))
		.distinct()
	).run(pluck=True)
	return rows[0] if len(rows) == 1 else None


def _posts(employees: list[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Employee", filters={"name": ("in", employees)}, fields=["name", "asn_post_title"], order_by="name"
	)
	return {row.name: row.asn_post_title for row in rows}
