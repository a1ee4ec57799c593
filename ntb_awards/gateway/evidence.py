"""Rules for what is handed in or recorded about a nominee: documents, observations, public responses."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cstr, flt, formatdate, getdate

from ntb_awards.gateway import file_contents, files, states, windows
from ntb_awards.gateway.documents import find_requirement, is_due, recent_years, requirement_of, years_text
from ntb_awards.gateway.locks import changed_fields
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.who import is_staff

if TYPE_CHECKING:
	from frappe.model.document import Document

	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination
	from ntb_awards.ntb_awards.doctype.supporting_document.supporting_document import SupportingDocument
	from ntb_awards.selection.scheme import DocumentRequirement

# Written by the app alone, of the file as it is kept.
MEASURED = ("file_size", "sha256")
VERIFICATION = {"verified", "verification_note"}


def nomination_of(doc: Document) -> Nomination:
	return frappe.get_doc("Nomination", doc.nomination)


def check_requirement(doc: SupportingDocument) -> None:
	"""The requirement is one of the nomination's category, and is met by a document."""
	requirement = requirement_of(nomination_of(doc), doc.requirement)
	if requirement.kind == "feedback":
		frappe.throw(
			_("{0} is not uploaded: a scan would show the nominee who wrote what.").format(requirement.title)
			+ " "
			+ _("The contributors answer themselves, once the Secretariat has asked them."),
			title=_("Confidential"),
		)
	doc.requirement_title = requirement.title


def check_lock(doc: SupportingDocument, stored: SupportingDocument | None) -> None:
	"""A document is changed only while it is due; staff verify it from submission until the outcome."""
	nomination = nomination_of(doc)
	if stored and stored.nomination != doc.nomination:
		frappe.throw(_("A document stays with its nomination. Upload it again there."))
	_check_verification(doc, stored, nomination)
	if not stored or changed_fields(doc, stored, VERIFICATION):
		for code in {doc.requirement, stored.requirement if stored else doc.requirement}:
			_require_due(requirement_of(nomination, code), nomination)


def refuse_deletion_when_closed(doc: SupportingDocument) -> None:
	"""A document that is not asked for any more may go while the nomination is open."""
	nomination = nomination_of(doc)
	requirement = find_requirement(nomination, doc.requirement)
	if requirement or nomination.workflow_state not in states.OPEN:
		_require_due(requirement or requirement_of(nomination, doc.requirement), nomination)


def _require_due(requirement: DocumentRequirement, nomination: Nomination) -> None:
	scheme = load_scheme(nomination.scheme)
	if is_due(requirement, nomination, scheme):
		return
	if requirement.stage is None:
		remedy = _(
			"Documents are changed while a nomination is Draft or Returned. Ask the Secretariat to return it."
		)
	else:
		remedy = _("It is handed in while the nominee stands at {0}.").format(
			frappe.bold(scheme.gate_of(scheme.stage(requirement.stage)).title)
		)
	frappe.throw(
		_("{0}: not now, nomination {1} is {2}.").format(
			requirement.title, nomination.name, frappe.bold(_(nomination.workflow_state))
		)
		+ " "
		+ remedy,
		title=_("Documents Closed"),
	)


def _check_verification(
	doc: SupportingDocument, stored: SupportingDocument | None, nomination: Nomination
) -> None:
	changed = [
		field for field in VERIFICATION if cstr(doc.get(field)) != cstr(stored.get(field) if stored else "")
	]
	if not changed:
		return
	if is_staff.ask(frappe.session.user, doc) is not True:
		frappe.throw(_("Only the Secretariat verifies documents."), frappe.PermissionError)
	if nomination.workflow_state == states.DRAFT or nomination.outcome:
		frappe.throw(_("Documents are verified from the submission of a nomination until its outcome."))
	if doc.verified == "Invalid" and not cstr(doc.verification_note).strip():
		frappe.throw(
			_("Say in the note why {0} is invalid.").format(doc.requirement_title), frappe.MandatoryError
		)


def check_content(doc: SupportingDocument) -> None:
	"""There is a file or a link, as the kind asks, within the length and the years that count."""
	nomination = nomination_of(doc)
	requirement = requirement_of(nomination, doc.requirement)
	_check_presence(doc, requirement)
	_check_length(doc, requirement)
	_check_issued_on(doc, requirement, nomination)


def _check_presence(doc: SupportingDocument, requirement: DocumentRequirement) -> None:
	if requirement.kind == "file" and not doc.file:
		frappe.throw(_("Upload the file of {0}.").format(requirement.title), frappe.MandatoryError)
	if requirement.kind == "link" and not doc.url:
		frappe.throw(_("Enter the link to {0}.").format(requirement.title), frappe.MandatoryError)
	if not doc.file and not doc.url:
		frappe.throw(_("Upload {0}, or enter its link.").format(requirement.title), frappe.MandatoryError)
	if doc.url and not doc.url.lower().startswith(("https://", "http://")):
		frappe.throw(_("The link must begin with https:// or http://."))


def check_file(doc: SupportingDocument, stored: SupportingDocument | None) -> None:
	"""A new file is judged by its content. What is known of it is written here, whatever a client sent."""
	is_as_before = stored and (doc.file, doc.requirement) == (stored.file, stored.requirement)
	for field in MEASURED:
		doc.set(field, stored.get(field) if is_as_before else None)
	if not doc.file:
		return
	if is_as_before:
		doc.minutes = stored.minutes
		return
	requirement = requirement_of(nomination_of(doc), doc.requirement)
	file = files.readable_file(doc.file)
	file_contents.check_name(file.file_name)
	# By the name it has on the disk, because that is how it is served.
	facts = file_contents.check(files.path_of(file), PurePosixPath(doc.file).name, requirement)
	doc.file_size, doc.sha256, doc.minutes = facts.size, facts.sha256, facts.minutes


def _check_length(doc: SupportingDocument, requirement: DocumentRequirement) -> None:
	if requirement.max_minutes and flt(doc.minutes) > float(requirement.max_minutes):
		frappe.throw(
			_(
				"The video is {0} minutes long; at most {1} are allowed ({2}). Shorten it and try again."
			).format(f"{flt(doc.minutes, 2):g}", decimal_text(requirement.max_minutes), requirement.basis),
			title=_("Video Too Long"),
		)


def _check_issued_on(
	doc: SupportingDocument, requirement: DocumentRequirement, nomination: Nomination
) -> None:
	if not doc.issued_on:
		return
	refuse_future(doc, "issued_on")
	years = recent_years(nomination, requirement)
	if years and getdate(doc.issued_on).year not in years:
		frappe.throw(
			_("{0} was issued on {1}; only documents of {2} count ({3}). Leave it out.").format(
				requirement.title,
				formatdate(doc.issued_on),
				years_text(nomination, requirement),
				requirement.basis,
			),
			title=_("Too Old"),
		)


def require_accepted(doc: Document) -> None:
	"""Observations and responses are about nominees whom the committee has accepted into the selection."""
	state = frappe.db.get_value("Nomination", doc.nomination, "workflow_state")
	if not states.was_accepted(state):
		frappe.throw(
			_(
				"Nomination {0} is {1}. This is recorded once a nominee has been accepted into the selection."
			).format(doc.nomination, frappe.bold(_(state))),
			title=_("Not in the Selection"),
		)


def refuse_future(doc: Document, field: str) -> None:
	"""The day lies in the past or is today, in the season's zone."""
	season = doc.get("season") or frappe.db.get_value("Nomination", doc.nomination, "season")
	if doc.get(field) and getdate(doc.get(field)) > windows.now_in(season).date():
		frappe.throw(
			_("{0}: {1} is still to come. Enter the day on which it happened.").format(
				frappe.bold(_(doc.meta.get_label(field))), formatdate(doc.get(field))
			)
		)
