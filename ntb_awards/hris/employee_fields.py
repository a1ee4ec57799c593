"""What an HR officer records for selections: the civil service tab of Employee, and the posts held before."""

from __future__ import annotations

from ntb_awards.selection.facts import EDUCATION, FUNCTIONAL_LEVELS, RANKS_PNS, RANKS_PPPK

EMPLOYMENT_STATUSES = ("PNS", "CPNS", "PPPK")
POST_TYPES = (
	"JPT Utama",
	"JPT Madya",
	"JPT Pratama",
	"Administrator",
	"Pengawas",
	"Fungsional",
	"Pelaksana",
)


def _(label: str, context: str = "") -> str:
	"""Mark a label for the translators; forms translate it, with the DocType as context."""
	return label


def employee_fields() -> list[dict]:
	"""The civil service tab of Employee, in order."""
	return _in_order(
		"date_of_retirement",
		[
			_layout("asn_tab", "Tab Break", _("Civil Service")),
			_field(
				"asn_nip", "Data", _("Employee Identity Number (NIP)"), length=30, search_index=1, no_copy=1
			)
			| {"description": _("18 digits. Spaces are allowed and not kept.")},
			_select(
				"asn_employment_status", _("Employment Status"), EMPLOYMENT_STATUSES, in_standard_filter=1
			),
			_select("asn_rank", _("Rank", context="Employee"), RANKS_PNS + RANKS_PPPK),
			_field("asn_service_since", "Date", _("In Service Since"))
			| {"description": _("Start of unbroken service at this government.")},
			_layout("asn_column", "Column Break"),
			_select("asn_post_type", _("Post Type"), POST_TYPES, in_standard_filter=1),
			_select("asn_functional_level", _("Functional Level"), FUNCTIONAL_LEVELS)
			| {"depends_on": 'eval:doc.asn_post_type=="Fungsional"'},
			_field("asn_post_title", "Data", _("Post"), length=255),
			_field("asn_appraiser", "Link", _("Performance Appraiser"), options="Employee")
			| {
				"ignore_user_permissions": 1,
				"description": _("Signs the performance targets (SKP). Empty: the person under Reports To."),
			},
			_field("asn_post_since", "Date", _("In This Post Since")),
			_field("asn_seconded", "Check", _("Seconded"))
			| {"description": _("Assigned to or borrowed from another institution.")},
			_select("asn_education", _("Highest Education"), EDUCATION),
			_field("asn_underdeveloped_region", "Check", _("Serves in an Underdeveloped Region")),
			# As private as the health details of ERPNext: seen by those who open the record, in no list,
			# report, filter or print. A nomination keeps it among its facts, which stand at a level of
			# their own.
			_field("asn_disability", "Check", _("Has a Disability"), report_hide=1, print_hide=1, no_copy=1)
			| {
				"description": _(
					"Only for selections that give a bonus for it. Not shown in lists or reports."
				)
			},
		],
	)


def work_history_fields() -> list[dict]:
	"""The kind of post, in the table of posts held in this organisation (Employee Internal Work History)."""
	return _in_order(
		"designation",
		[
			_select("asn_post_type", _("Post Type"), POST_TYPES),
			_select("asn_functional_level", _("Functional Level"), FUNCTIONAL_LEVELS)
			| {"depends_on": 'eval:doc.asn_post_type=="Fungsional"'},
		],
	)


def _field(fieldname: str, fieldtype: str, label: str, **more: str | int) -> dict:
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": label, **more}


def _layout(fieldname: str, fieldtype: str, label: str = "") -> dict:
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": label}


def _select(fieldname: str, label: str, options: tuple[str, ...], **more: int) -> dict:
	return _field(fieldname, "Select", label, options="\n".join(("", *options)), **more)


def _in_order(first_after: str, fields: list[dict]) -> list[dict]:
	"""Each field stands after the one before it, the first after an existing field."""
	places = [first_after, *(field["fieldname"] for field in fields)]
	return [field | {"insert_after": place} for field, place in zip(fields, places, strict=False)]
