"""Which fields each part of a scheme has, under the engine's names, and of what kind each is."""

from __future__ import annotations

from ntb_awards.gateway.scheme_kinds import (
	AT_LEAST_ONE,
	CHOICE,
	CODES,
	DAY,
	FLAG,
	INTEGER,
	JSON,
	LINES,
	NUMBER,
	OPTIONAL,
	OPTIONAL_INTEGER,
	OPTIONAL_NUMBER,
	TEXT,
	Fields,
	label,
)

SCHEME: Fields = {
	"code": TEXT,
	"version": INTEGER,
	"title": TEXT,
	"authority": TEXT,
	"source_document": TEXT,
	"year": INTEGER,
	"description": TEXT,
	"places": INTEGER,
	"places_basis": TEXT,
	"winners": INTEGER,
	"winners_basis": TEXT,
	"reference_date_basis": TEXT,
	"tie_basis": TEXT,
	"level": TEXT,
	"proposes_to": OPTIONAL,
	"participation": label("nomination"),
	"participation_basis": TEXT,
	"filing": label("unit"),
	"filing_basis": TEXT,
	"decision_detail": label("decision"),
	"decision_detail_basis": TEXT,
	"asked_per_unit": INTEGER,
	"asked_per_unit_basis": TEXT,
	"notice_days": INTEGER,
	"notice_basis": TEXT,
	"once_a_year": FLAG,
	"once_a_year_basis": TEXT,
}

# Fields of a stage that name an instrument: its code in the engine, its document in the desk.
INSTRUMENT_LINKS = ("instrument", "public_instrument")
# The child tables of a scheme whose field name is the engine's own.
SCHEME_TABLES: dict[str, tuple[str, Fields]] = {
	"weight_groups": (
		"Scheme Weight Group",
		{"code": TEXT, "title": TEXT, "weight": NUMBER, "basis": TEXT},
	),
	"stages": (
		"Scheme Stage",
		{
			"code": TEXT,
			"title": TEXT,
			"kind": CHOICE,
			"instrument": OPTIONAL,
			"weight": NUMBER,
			"set_by_panel": FLAG,
			"weight_group": OPTIONAL,
			"weight_basis": TEXT,
			"aggregation": label("mean"),
			"aggregation_basis": TEXT,
			"min_assessors": AT_LEAST_ONE,
			"decided_with": OPTIONAL,
			"advancement": label("plenary"),
			"advancement_n": OPTIONAL_INTEGER,
			"advancement_value": OPTIONAL_NUMBER,
			"advancement_scope": label("stage"),
			"advancement_basis": TEXT,
			"blind": FLAG,
			"groups": FLAG,
			"public_instrument": OPTIONAL,
			"public_name": label("optional"),
			"public_contact": label("not_asked"),
			"public_basis": TEXT,
			"basis": TEXT,
		},
	),
	"eligibility_rules": (
		"Eligibility Rule",
		{
			"code": TEXT,
			"title": TEXT,
			"section": TEXT,
			"categories": CODES,
			"condition": JSON,
			"basis": TEXT,
		},
	),
	"document_requirements": (
		"Document Requirement",
		{
			"code": TEXT,
			"title": TEXT,
			"requirement": label("required"),
			"categories": CODES,
			"except_categories": CODES,
			"stage": OPTIONAL,
			"kind": label("file"),
			"max_minutes": OPTIONAL_NUMBER,
			"recent_years": OPTIONAL_INTEGER,
			"file_types": CODES,
			"max_megabytes": OPTIONAL_NUMBER,
			"template_url": TEXT,
			"print_format": TEXT,
			"condition": JSON,
			"basis": TEXT,
		},
	),
	"tie_steps": ("Tie Rule Step", {"stage": TEXT, "basis": TEXT}),
	"bonuses": (
		"Award Bonus",
		{"code": TEXT, "title": TEXT, "points": NUMBER, "condition": JSON, "basis": TEXT},
	),
	"activities": (
		"Scheme Activity",
		{
			"number": INTEGER,
			"title": TEXT,
			"kind": CHOICE,
			"stage": OPTIONAL,
			"starts_on": DAY,
			"ends_on": DAY,
			"basis": TEXT,
		},
	),
	"quotas": (
		"Scheme Quota",
		{
			"code": TEXT,
			"title": TEXT,
			"categories": CODES,
			"proposers": LINES,
			"through": CODES,
			"each": INTEGER,
			"total": OPTIONAL_INTEGER,
			"basis": TEXT,
		},
	),
	"rewards": ("Scheme Reward", {"title": TEXT, "detail": TEXT, "basis": TEXT}),
}

# The rule of the panel stands in fields of the scheme itself, each with this before its name.
PANEL_PREFIX = "panel_"
PANEL: Fields = {
	"min_members": AT_LEAST_ONE,
	"max_members": OPTIONAL_INTEGER,
	"odd": FLAG,
	"chair_post": TEXT,
	"all_sign": FLAG,
	"basis": TEXT,
}
PANEL_ELEMENT: Fields = {"title": TEXT, "required": FLAG, "basis": TEXT}

CATEGORY: Fields = {
	"code": TEXT,
	"title": TEXT,
	"recommender": OPTIONAL,
	"recommender_title": TEXT,
	"group": OPTIONAL,
	"condition": JSON,
	"contributor_rule": OPTIONAL,
	"description": TEXT,
	"basis": TEXT,
}
INSTRUMENT: Fields = {
	"code": TEXT,
	"title": TEXT,
	"method": label("weighted"),
	"layout": label("list"),
	"basis": TEXT,
}
CONTRIBUTOR_RULE: Fields = {
	"code": TEXT,
	"title": TEXT,
	"minimum_contributors": INTEGER,
	"min_group_size": INTEGER,
	"min_group_basis": TEXT,
	"everyone": FLAG,
	"exclude_disciplined": FLAG,
	"nominee_suggests": FLAG,
	"suggestion_basis": TEXT,
	"verify": FLAG,
	"verify_basis": TEXT,
	"show_comments": FLAG,
	"comments_basis": TEXT,
	"basis": TEXT,
}
INSTRUMENT_TABLES: dict[str, tuple[str, Fields]] = {
	"variants": ("Instrument Variant", {"code": TEXT, "title": TEXT, "condition": JSON, "basis": TEXT}),
	"criteria": (
		"Instrument Criterion",
		{
			"code": TEXT,
			"title": TEXT,
			"component": TEXT,
			"variant": OPTIONAL,
			"weight": OPTIONAL_NUMBER,
			"set_by_panel": FLAG,
			"minimum": NUMBER,
			"maximum": NUMBER,
			"description": TEXT,
			"evidence": CODES,
			"basis": TEXT,
			"weight_basis": TEXT,
			"range_basis": TEXT,
		},
	),
	"levels": (
		"Rubric Level",
		{"criterion": TEXT, "value": NUMBER, "label": TEXT, "description": TEXT, "basis": TEXT},
	),
}
CONTRIBUTOR_TABLES: dict[str, tuple[str, Fields]] = {
	"relations": (
		"Contributor Relation",
		{
			"relation": CHOICE,
			"scope": label("team"),
			"min_count": INTEGER,
			"max_count": OPTIONAL_INTEGER,
			"weight": NUMBER,
			"weight_basis": TEXT,
			"fallback": OPTIONAL,
			"fallback_basis": TEXT,
			"basis": TEXT,
		},
	),
}
