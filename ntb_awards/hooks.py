app_name = "ntb_awards"
app_title = "ASN Awards"
app_publisher = "ASN Awards"
app_description = "Merit selections of civil servants: nominations, stage scores, plenary minutes, winners"
app_email = "asn-awards@ntb-awards.example"
app_license = "gpl-3.0"

required_apps = ["erpnext"]
require_type_annotated_api_methods = True

add_to_apps_screen = [
	{
		"name": app_name,
		"title": app_title,
		"route": "/app/asn-awards",
	}
]

before_install = "ntb_awards.install.before_install"
after_install = "ntb_awards.install.after_install"
before_migrate = "ntb_awards.install.check_versions"
after_migrate = "ntb_awards.install.after_migrate"
before_uninstall = "ntb_awards.install.before_uninstall"

# Who may see or do what: access.py decides, for lists and for single documents.
_documents = (
	"Nomination",
	"Supporting Document",
	"Feedback Contributor",
	"Feedback Request",
	"Assessment 360",
	"Feedback Disclosure",
	"Stage Score",
	"Result Import",
	"Discussion Group",
	"Track Record",
	"Personal Extension",
	"Conflict Declaration",
	"Field Observation",
	"Public Response",
	"Plenary Minutes",
	"Award Grant",
	"Season Dossier",
	"Performance Rating",
	"Earlier Award",
	"Disciplinary Record",
)
_tables_inside = (
	"Eligibility Result",
	"Stage Result",
	"Criterion Score",
	"Discussion Group Member",
	"Minutes Decision",
	"Minutes Signatory",
	"Grant Reward",
)
has_permission = {
	"File": "ntb_awards.gateway.files.has_permission",
	**{doctype: "ntb_awards.access.has_permission" for doctype in _documents},
}
permission_query_conditions = {
	"File": "ntb_awards.access.file_conditions",
	**{doctype: "ntb_awards.access.query_conditions" for doctype in (*_documents, *_tables_inside)},
}

# The page of one nomination.
website_route_rules = [{"from_route": "/usulan/<nomination>", "to_route": "usulan-satu"}]

# The public pages under /awards, without Frappe's website machinery; what clears those kept.
page_renderer = ["ntb_awards.awards_pages.renderer.AwardsPages"]
_pages = "ntb_awards.awards_pages.cache."

doc_events = {
	"Award Season": {"on_update": f"{_pages}season_changed", "after_delete": f"{_pages}season_changed"},
	"Nomination": {"on_update": f"{_pages}nomination_changed", "after_delete": f"{_pages}nomination_changed"},
	"Supporting Document": {
		"on_update": f"{_pages}document_changed",
		"after_delete": f"{_pages}document_changed",
	},
	"Plenary Minutes": {
		event: f"{_pages}part_changed" for event in ("on_submit", "on_update_after_submit", "on_cancel")
	},
	"Award Grant": {
		event: f"{_pages}part_changed" for event in ("on_submit", "on_update_after_submit", "on_cancel")
	},
	"Employee": {"validate": "ntb_awards.hris.employee.validate"},
	"File": {
		event: ["ntb_awards.gateway.dossiers.keep_sealed_file", "ntb_awards.gateway.files.keep"]
		for event in ("before_validate", "on_trash")
	},
	"Comment": {"before_insert": "ntb_awards.gateway.feedback_doors.refuse_comment"},
	"Error Log": {"before_insert": "ntb_awards.gateway.feedback_doors.forget_what_was_sent"},
	"Prepared Report": {"before_insert": "ntb_awards.gateway.feedback_doors.refuse_prepared"},
}

scheduler_events = {
	"daily": [
		"ntb_awards.gateway.feedback_asking.send_reminders",
		"ntb_awards.gateway.season_notices.send_reminders",
		"ntb_awards.gateway.public_response_mail.forget_unconfirmed",
	],
	"cron": {
		"*/5 * * * *": [
			"ntb_awards.gateway.public_response_mail.send_waiting",
			"ntb_awards.gateway.public_response_flags.refresh_all",
		]
	},
}

# Forms that share a script besides their own.
doctype_js = {
	"Nomination": [
		"public/js/nomination_documents.js",
		"public/js/more_time.js",
		"public/js/nomination_filing.js",
		"public/js/public_digest.js",
	],
	"Stage Score": ["public/js/score_form.js", "public/js/recorded_sheets.js", "public/js/public_digest.js"],
	"Assessment 360": "public/js/feedback_sets.js",
	"Feedback Request": "public/js/feedback_requests.js",
	"Public Response": "public/js/public_responses.js",
	**{
		doctype: ["public/js/basis.js", "public/js/places.js"]
		for doctype in ("Award Scheme", "Award Category", "Assessment Instrument", "Contributor Rule")
	},
	"Award Season": [
		"public/js/basis.js",
		"public/js/season_result.js",
		"public/js/season_scoring.js",
		"public/js/season_levels.js",
		"public/js/season_feedback.js",
		"public/js/season_public.js",
		"public/js/more_time.js",
		"public/js/season_filing.js",
	],
}
# Lists that do, too.
doctype_list_js = {
	"Stage Score": "public/js/recorded_sheets.js",
	"Assessment 360": "public/js/feedback_sets.js",
	"Feedback Request": "public/js/feedback_requests.js",
	"Public Response": "public/js/public_responses.js",
}
