"""An award that no rule document describes, as it is typed into the desk, and one season of it.

`tests/browser/test_sixth_scheme.py` computes by hand what has to come out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Makassar")
TODAY = datetime.now(ZONE).date()
CODE = "petugas_terminal_uji"
SCHEME = f"{CODE}-v1"
SEASON = "UJI-TERMINAL"
DOMAIN = "terminal.ntb-awards.example"
UNIT = "UPT Terminal Uji"
SERVING, GUARDING = "pelayanan", "keamanan"
ADMINISTRATOR, SECRETARIAT, OPERATOR = (
	f"{part}@{DOMAIN}" for part in ("pengelola", "sekretariat", "operator")
)
ASSESSORS = [f"penilai{number}@{DOMAIN}" for number in (1, 2, 3)]
USERS = {
	"pengelola": "Awards Administrator",
	"sekretariat": "Awards Secretariat",
	"operator": "Nominating Unit",
	**{f"penilai{number}": "Awards Assessor" for number in (1, 2, 3)},
}
STAFF = [
	["Ani Terminal", None],
	["Budi Terminal", None],
	["Citra Terminal", None],
	["Danu Terminal", None],
	["Operator Terminal", "operator"],
	["Pengelola Terminal", "pengelola"],
	["Sekretaris Terminal", "sekretariat"],
]


def day(offset: int) -> str:
	return (TODAY + timedelta(days=offset)).isoformat()


# The scheme's form, tab by tab

HEAD = {
	"title": "Penghargaan Petugas Terminal Teladan",
	"code": CODE,
	"year": TODAY.year,
	"authority": "Kepala Dinas Perhubungan",
	"source_document": "Keputusan Nomor 188/7/DISHUB",
	"description": "Bagi petugas terminal yang melayani dengan teladan.",
}
# The weights total 90: Check has to find it.
STAGES: list[dict[str, Any]] = [
	{
		"code": "berkas",
		"title": "Pemeriksaan Berkas Petugas",
		"kind": "Document Check",
		"basis": "Pasal 4",
		"weight": 40,
		"weight_basis": "Pasal 4",
		"aggregation": "mean",
		"aggregation_basis": "Pasal 4",
		"min_assessors": 3,
		"advancement": "top n",
		"advancement_n": 2,
		"advancement_scope": "stage",
		"advancement_basis": "Pasal 4",
	},
	{
		"code": "lapangan",
		"title": "Penilaian di Terminal",
		"kind": "Panel Score",
		"basis": "Pasal 5",
		"weight": 50,
		"weight_basis": "Pasal 5",
		"aggregation": "mean",
		"aggregation_basis": "Pasal 5",
		"min_assessors": 3,
		"advancement": "all eligible",
		"advancement_basis": "Pasal 5",
	},
	{
		"code": "sidang",
		"title": "Sidang Penetapan Petugas",
		"kind": "Decision",
		"basis": "Pasal 6",
		"advancement": "plenary",
		"advancement_basis": "Pasal 6",
	},
]
RIGHT_WEIGHT = 60
INSTRUMENT_OF_STAGE = {"berkas": "Daftar Periksa Berkas", "lapangan": "Lembar Penilaian Kerja"}
RULE = {
	"code": "masa_kerja",
	"title": "Bekerja paling singkat dua tahun",
	"section": "Syarat",
	"basis": "Pasal 2",
	"condition": '{"test": "years_since", "fact": "service_since", "at_least": 2}',
}
DOCUMENT = {
	"code": "surat_tugas",
	"title": "Surat tugas di terminal",
	"requirement": "Required",
	"kind": "File",
	"basis": "Pasal 3",
}
PANEL = {"panel_min_members": 3, "panel_max_members": 5, "panel_odd": True, "panel_basis": "Pasal 7"}
PANEL_ELEMENT = {"title": "Pengguna Jasa", "required": True, "basis": "Pasal 7"}
RANKING = {
	"places": 2,
	"places_basis": "Pasal 8",
	"winners": 2,
	"winners_basis": "Pasal 8",
	"reference_date_basis": "Pasal 2",
	"tie_basis": "Pasal 8",
}
TIE_STEP = {"stage": "lapangan", "basis": "Pasal 8"}
REWARD = {"title": "Piagam dan uang pembinaan", "detail": "Rp5.000.000", "basis": "Pasal 9"}
_WINDOWS = [
	("Pengumuman seleksi", "Socialisation", None, -3, -2),
	("Penerimaan usulan", "Submission", None, -1, 1),
	("Pemeriksaan berkas", "Stage", "berkas", 0, 2),
	("Penilaian di terminal", "Stage", "lapangan", 0, 3),
	("Sidang penetapan", "Stage", "sidang", 0, 4),
	("Penyerahan penghargaan", "Award", None, 5, 5),
]
ACTIVITIES = [
	{
		"number": number,
		"title": title,
		"kind": kind,
		**({"stage": stage} if stage else {}),
		"starts_on": day(first),
		"ends_on": day(last),
		"basis": "Lampiran",
	}
	for number, (title, kind, stage, first, last) in enumerate(_WINDOWS, start=1)
]

# Documents of their own

CATEGORIES = [
	{
		"code": code,
		"title": title,
		"sequence": sequence,
		"recommender": "kepala_upt",
		"recommender_title": "Kepala UPT Terminal",
		"basis": "Pasal 1",
	}
	for sequence, (code, title) in enumerate(
		[(SERVING, "Petugas Pelayanan"), (GUARDING, "Petugas Keamanan")], start=1
	)
]
INSTRUMENTS: list[dict[str, Any]] = [
	{
		"head": {"code": "periksa", "title": "Daftar Periksa Berkas", "method": "points", "basis": "Pasal 4"},
		"criteria": [
			{
				"code": "lengkap",
				"title": "Kelengkapan",
				"maximum": 30,
				"range_basis": "Pasal 4",
				"basis": "Pasal 4",
			},
			{
				"code": "benar",
				"title": "Kebenaran",
				"maximum": 20,
				"range_basis": "Pasal 4",
				"basis": "Pasal 4",
			},
		],
	},
	{
		"head": {
			"code": "kerja",
			"title": "Lembar Penilaian Kerja",
			"method": "weighted",
			"basis": "Pasal 5",
		},
		"criteria": [
			{
				"code": code,
				"title": title,
				"weight": weight,
				"maximum": maximum,
				"range_basis": "Pasal 5",
				"basis": "Pasal 5",
			}
			for code, title, weight, maximum in [
				("layanan", "Pelayanan kepada penumpang", 50, 10),
				("selamat", "Keselamatan", 30, 5),
				("kerja_sama", "Kerja sama", 20, 100),
			]
		],
	},
]

# The season

SEASON_HEAD = {
	"title": "Petugas Terminal Teladan (uji)",
	"code": SEASON,
	"scheme": HEAD["title"],
	"year": TODAY.year,
}
RECOMMENDATION = {
	"recommender_name": "Kepala UPT",
	"recommender_position": "Kepala UPT Terminal",
	"recommendation_number": "800/1/UPT",
	"recommendation_date": day(-1),
}
# Scores by stage, nominee and assessor, in the order of the criteria.
SCORES: dict[str, dict[str, list[list[str]]]] = {
	"berkas": {
		"Ani Terminal": [["27", "18"], ["26", "18"], ["27", "18"]],
		"Budi Terminal": [["25", "18"], ["25", "17"], ["25", "18"]],
		"Citra Terminal": [["20", "15"], ["20", "15"], ["20", "15"]],
		"Danu Terminal": [["24", "16"], ["24", "16"], ["24", "16"]],
	},
	"lapangan": {
		"Ani Terminal": [["8", "4", "90"], ["8", "4", "90"], ["8", "4", "90"]],
		"Budi Terminal": [["8", "4", "100"], ["9", "4", "80"], ["9", "4", "80"]],
		"Danu Terminal": [["7", "4", "80"], ["7", "4", "80"], ["7", "4", "80"]],
	},
}
CATEGORY_OF = {
	"Ani Terminal": SERVING,
	"Budi Terminal": SERVING,
	"Citra Terminal": SERVING,
	"Danu Terminal": GUARDING,
}
CRITERIA = {"berkas": ["lengkap", "benar"], "lapangan": ["layanan", "selamat", "kerja_sama"]}
PANEL_HEAD = {
	"title": "Tim Penilai Terminal",
	"season": SEASON_HEAD["title"],
	"decree_number": "188/8/DISHUB",
	"decree_date": day(-2),
}
MEMBERS = [
	{"user": ASSESSORS[0], "role": "Chair"},
	{"user": ASSESSORS[1], "element": PANEL_ELEMENT["title"], "role": "Member"},
	{"user": ASSESSORS[2], "role": "Member"},
]
STAGES_OF_CATEGORY = ["berkas", "lapangan", "sidang"]


def category_name(nominee: str) -> str:
	return f"{SCHEME}-{CATEGORY_OF[nominee]}"
