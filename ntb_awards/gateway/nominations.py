"""Who can be nominated: season, category, employee, and one nomination for each employee of a season."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.query_builder.functions import Concat, IfNull
from frappe.utils import cint, cstr, get_link_to_form

from ntb_awards.gateway import states
from ntb_awards.gateway.eligibility import overall_status
from ntb_awards.hris.facts import SNAPSHOT_FIELDS
from ntb_awards.who import is_staff, staff_of_units_of

if TYPE_CHECKING:
	from typing import Any

	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination


def check_season(doc: Nomination) -> None:
	"""The season takes nominations and the category belongs to its scheme; both are then copied."""
	season = frappe.get_cached_doc("Award Season", doc.season)
	if doc.is_new() and season.status == "Closed":
		frappe.throw(_("Season {0} is closed. Choose a season that is open.").format(season.title))
	category = frappe.get_cached_doc("Award Category", doc.category)
	if category.scheme != season.scheme:
		frappe.throw(
			_("Category {0} does not belong to the scheme of season {1}. Choose one of scheme {2}.").format(
				category.title, season.title, season.scheme
			),
			title=_("Category of Another Scheme"),
		)
	doc.scheme = season.scheme
	doc.category_title, doc.recommender = category.title, category.recommender_title


def check_employee(doc: Nomination) -> None:
	"""The nominee is in service and identified by a NIP."""
	employee = frappe.db.get_value(
		"Employee", doc.employee, ["employee_name", "status", "asn_nip"], as_dict=True
	)
	if not employee:
		frappe.throw(_("Employee {0} does not exist.").format(doc.employee), frappe.DoesNotExistError)
	link = get_link_to_form("Employee", doc.employee, employee.employee_name)
	if employee.status != "Active":
		frappe.throw(
			_("{0} is not in active service ({1}). Choose another employee.").format(
				link, _(employee.status, context="Employee")
			),
			title=_("Employee Not Active"),
		)
	if not cstr(employee.asn_nip).strip():
		frappe.throw(
			_(
				"{0} has no NIP. Enter it in the tab Civil Service of the Employee record, then save again."
			).format(link),
			title=_("NIP Missing"),
		)


def refuse_second_nomination(doc: Nomination) -> None:
	"""One employee stands once in a season, drafts included; a withdrawn or ineligible nomination is none."""
	other = frappe.db.get_value(
		"Nomination",
		{
			"season": doc.season,
			"employee": doc.employee,
			"name": ("!=", doc.name or ""),
			"workflow_state": ("not in", states.VACATED),
		},
		["name", "category_title", "workflow_state"],
		as_dict=True,
		order_by="creation",
	)
	if other:
		frappe.throw(
			_(
				"{0} is already nominated in this season: {1}, {2} ({3}). Withdraw or delete that one first."
			).format(
				doc.employee_name or doc.employee,
				get_link_to_form("Nomination", other.name),
				other.category_title,
				_(other.workflow_state),
			),
			frappe.DuplicateEntryError,
			title=_("Second Nomination"),
		)


def refuse_deletion(doc: Nomination) -> None:
	"""Only a draft that was never handed in is deleted; everything else stays on record."""
	if doc.workflow_state not in (None, "", states.DRAFT) or doc.number:
		frappe.throw(
			_("{0} has been submitted and stays on record. Withdraw it instead.").format(doc.name),
			title=_("Cannot Delete"),
		)


def delete_documents(doc: Nomination) -> None:
	"""The supporting documents of a deleted draft go with it."""
	for name in frappe.get_all(
		"Supporting Document", {"nomination": doc.name}, pluck="name", order_by="creation"
	):
		frappe.delete_doc("Supporting Document", name, ignore_permissions=True)


def note_reason(doc: Nomination, stored: Nomination | None) -> None:
	"""Keep the reason of a return or a withdrawal on the timeline: the field is emptied on resubmission."""
	if not stored or stored.workflow_state == doc.workflow_state:
		return
	if doc.workflow_state == states.RETURNED:
		doc.add_comment(
			"Info", _("returned for completion: {0}").format(frappe.utils.escape_html(doc.return_reason))
		)
	if doc.workflow_state == states.WITHDRAWN:
		doc.add_comment("Info", _("withdrawn: {0}").format(frappe.utils.escape_html(doc.withdrawal_reason)))


def shown_values(doc: Nomination) -> dict[str, Any]:
	"""The fields of a form that follow from season, category and employee."""
	fields = ("scheme", "category_title", "recommender", *SNAPSHOT_FIELDS)
	return {field: doc.get(field) for field in fields} | {
		"eligibility_status": overall_status(doc.eligibility)
	}


def employees_to_nominate(
	text: str, start: int, limit: int, season: str | None
) -> list[tuple[str, str, str]]:
	"""Active employees of the organiser who have a NIP: all for staff, else those of the user's unit."""
	employee = frappe.qb.DocType("Employee")
	pattern = f"%{text}%"
	query = (
		frappe.qb.from_(employee)
		.select(
			employee.name,
			employee.employee_name,
			Concat(employee.asn_nip, ", ", IfNull(employee.asn_post_title, "")),
		)
		.where((employee.status == "Active") & (employee.asn_nip != ""))
		.where(
			employee.employee_name.like(pattern)
			| employee.asn_nip.like(pattern)
			| employee.name.like(pattern)
		)
		.orderby(employee.employee_name)
		.limit(min(cint(limit) or 20, 50))
		.offset(cint(start))
	)
	if season:
		query = query.where(employee.company == frappe.get_cached_value("Award Season", season, "organiser"))
	if is_staff.ask(frappe.session.user, employee) is not True:
		query = query.where(employee.name.isin(staff_of_units_of(frappe.session.user)))
	return list(query.run())
