"""A scheme with every part that levels, panels and other rule documents bring."""

from __future__ import annotations

from typing import Any

from tests.site.builders_rules import BASES, HUMAN, scheme_file

ELEMENT = {"title": "Unsur Akademis", "required": True, "basis": "8.e"}
PANEL: dict[str, Any] = {
	**{"min_members": 5, "max_members": 9, "odd": True, "chair_post": "Kepala Badan", "all_sign": True},
	**{"elements": [ELEMENT, {"title": "Unsur Lain", "required": False, "basis": "8.f"}], "basis": "6.c.1"},
}
QUOTAS = [
	{
		**{
			"code": "kementerian",
			"title": "Dua kementerian",
			"categories": ["tenaga"],
			"each": 3,
			"total": 7,
		},
		**{"proposers": ["Kementerian Pendidikan, Kebudayaan, dan Riset", "Kementerian Agama"], "basis": "4"},
	},
	{"code": "daerah", "title": "Provinsi", "through": ["kecil_daerah"], "each": 0, "basis": "assumed"},
]
TRACK = {"code": "jejak", "title": "Rekam Jejak", "kind": "track_record", "decided_with": "sidang", **BASES}


def full_file() -> dict[str, Any]:
	"""The small scheme with every part that levels, panels and other documents bring."""
	data = scheme_file(
		**{"level": "Provinsi", "proposes_to": "kecil_nasional"},
		**{"participation": "everyone", "participation_basis": "5.a", "notice_days": 15, "notice_basis": "6"},
		**{"once_a_year": True, "once_a_year_basis": "15.1", "quotas": QUOTAS, "panel": PANEL},
		rewards=[
			{"title": "Piagam", "basis": "16.a"},
			{"title": "Uang", "detail": "pembinaan", "basis": "16.c"},
		],
	)
	data["categories"][0] |= {"group": "tenaga", "condition": HUMAN}
	data["categories"][1] = {"code": "khusus", "title": "Khusus", "group": "tenaga", "basis": "1"}
	data["stages"][1] |= {"groups": True, "set_by_panel": True}
	data["stages"].insert(0, TRACK)
	data["instruments"][0] |= {"layout": "matrix"}
	data["instruments"][0]["criteria"][0] |= {
		**{"set_by_panel": True, "evidence": ["surat"]},
		"suggestion": {"source": "performance_score", "basis": "5.a"},
	}
	data["contributor_rules"][0] |= {"everyone": True, "exclude_disciplined": True}
	data["contributor_rules"][0] |= {"nominee_suggests": True, "suggestion_basis": "7.11"}
	data["contributor_rules"][0] |= {"verify": True, "verify_basis": "7.12"}
	data["contributor_rules"][0] |= {"show_comments": True, "comments_basis": "assumed"}
	data["contributor_rules"][0]["relations"][0]["scope"] = "organisation"
	data["document_requirements"] = [
		{
			**{"code": "surat", "title": "Surat", "requirement": "required", "kind": "file", "basis": "7.6"},
			**{"categories": ["tenaga"], "condition": HUMAN, "print_format": "Standard"},
		}
	]
	return data
