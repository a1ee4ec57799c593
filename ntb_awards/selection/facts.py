"""What is known of a person on the day eligibility is judged, and the ordered scales of the civil service."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
	"""One year: the SKP predicate, the SKP score (0 to 100) and the attendance, as far as known.

	Attendance is in per cent, or in days: working days and those lost without a lawful reason.
	"""

	year: int
	predicate: Literal["Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"]
	score: Number | None = None
	attendance_percent: Number | None = None
	working_days: int | None = Field(default=None, ge=1)
	absent_days: int = Field(default=0, ge=0)
	late_days: int = Field(default=0, ge=0)
	away_days: int = Field(default=0, ge=0)
	early_leave_days: int = Field(default=0, ge=0)

	@property
	def lost_days(self) -> int:
		return self.absent_days + self.late_days + self.away_days + self.early_leave_days

	@property
	def attendance(self) -> Fraction | None:
		"""Per cent, exact: (working days - days absent, late, away or left early) ÷ working days × 100.

		Days on record count before a per cent entered by hand; never below 0. None: not known.
		"""
		if self.working_days:
			return max(Fraction(self.working_days - self.lost_days), Fraction(0)) * 100 / self.working_days
		return None if self.attendance_percent is None else Fraction(self.attendance_percent)


class Record(FactModel):
	"""A disciplinary (PP 94/2021) or criminal matter."""

	kind: Literal["Disciplinary", "Criminal"]
	status: Literal["Under Examination", "Serving", "Completed", "Cleared"]
	level: Literal["Ringan", "Sedang", "Berat", ""] = ""
	decided_on: date | None = None
	ends_on: date | None = None


class Post(FactModel):
	"""A post held before, or still: `until` is the last day in it, None means to this day."""

	post_type: str
	functional_level: str = ""
	since: date
	until: date | None = None


class Award(FactModel):
	"""A rank reached in an earlier selection, whether granted or in its final standings only."""

	scheme: str
	year: int
	rank: int = Field(ge=1)


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
	underdeveloped_region: bool | None = None
	disability: bool | None = None
	ratings: tuple[Rating, ...] = ()
	records: tuple[Record, ...] = ()
	posts: tuple[Post, ...] = ()
	awards: tuple[Award, ...] = ()
	achievement: str | None = None
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
