"""What is known of a person on the day eligibility is judged, and the ordered scales of the civil service."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ntb_awards.selection.numbers import Number

# PermenPANRB 6/2022, worst first so that "at least" is a plain comparison of positions.
PREDICATES = ("Sangat Kurang", "Kurang", "Butuh Perbaikan", "Baik", "Sangat Baik")
RANKS_PNS = tuple(f"{group}/{room}" for group in ("I", "II", "III") for room in "abcd") + tuple(
	f"IV/{room}" for room in "abcde"
)
RANKS_PPPK = (
	*("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
	*("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)
EDUCATION = ("SD", "SMP", "SMA", "D1", "D2", "D3", "D4", "S1", "S2", "S3")
FUNCTIONAL_LEVELS = ("Keterampilan", "Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama")
SCALES: dict[str, tuple[str, ...]] = {
	"predicate": PREDICATES,
	"rank": RANKS_PNS,
	"education": EDUCATION,
	"functional_level": FUNCTIONAL_LEVELS,
}


class FactModel(BaseModel):
	model_config = ConfigDict(extra="forbid", frozen=True)


class Rating(FactModel):
	"""The SKP predicate of one year and the attendance of that year in per cent, where known."""

	year: int
	predicate: Literal["Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"]
	attendance_percent: Number | None = None


class Record(FactModel):
	"""A disciplinary (PP 94/2021) or criminal matter."""

	kind: Literal["Disciplinary", "Criminal"]
	status: Literal["Under Examination", "Serving", "Completed", "Cleared"]
	level: Literal["Ringan", "Sedang", "Berat", ""] = ""
	decided_on: date | None = None
	ends_on: date | None = None


class Facts(FactModel):
	"""Facts about one nominee. None means: not known, so a person has to look."""

	in_organisation: bool | None = None
	employment_status: str | None = None
	post_type: str | None = None
	functional_level: str | None = None
	rank: str | None = None
	education: str | None = None
	birth_date: date | None = None
	service_since: date | None = None
	post_since: date | None = None
	seconded: bool | None = None
	ratings: tuple[Rating, ...] = ()
	records: tuple[Record, ...] = ()
	innovation_title: str | None = None
	innovation_description: str | None = None
	self_description: str | None = None
	social_activity: str | None = None


def years_before(day: date, years: int) -> date:
	"""The same day so many years earlier (29 February becomes 28 February)."""
	try:
		return day.replace(year=day.year - years)
	except ValueError:
		return day.replace(year=day.year - years, day=28)


def full_years(since: date, until: date) -> int:
	return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
