"""An open season in its submission window, and the people who file in it, each with a login."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe

from ntb_awards.gateway import filing
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_nomination import RECOMMENDATION, TEXTS, category, make_award_season, make_nominee
from tests.site.conftest import acting

CATEGORY = "fungsional"


@dataclass
class Filing:
	"""A season; an employee who can be nominated, with a login; operators of that unit and of another one."""

	season: str
	unit: str
	nominee: str
	user: str
	operator: str
	other_operator: str
	stranger: str  # an employee of another unit


def make_filing(**season: Any) -> Filing:
	unit, other_unit = make_unit(), make_unit()
	users = [
		make_user("Employee"),
		make_user("Nominating Unit"),
		make_user("Nominating Unit"),
		make_user("Employee"),
	]
	nominee = make_nominee(unit=unit, user_id=users[0])
	make_employee(unit=unit, user=users[1])
	make_employee(unit=other_unit, user=users[2])
	make_nominee(unit=other_unit, user_id=users[3])
	return Filing(make_award_season(**season).name, unit, nominee.name, *users)


def set_filing(season: str, filing: str) -> None:
	"""Who files in the season's scheme: Unit, Employee or Either."""
	scheme = frappe.db.get_value("Award Season", season, "scheme")
	frappe.db.set_value("Award Scheme", scheme, "filing", filing)
	frappe.clear_document_cache("Award Scheme", scheme)
	frappe.local.ntb_awards_schemes = {}


def begin(made: Filing, code: str = CATEGORY) -> str:
	"""A draft begun by the employee himself; the name of the nomination."""
	with acting(made.user):
		return filing.start(made.season, category(code))["nomination"]


def filled_in(made: Filing) -> str:
	"""With the texts and the letter's fields, all by the employee."""
	name = begin(made)
	with acting(made.user):
		filing.save(name, {**TEXTS, **RECOMMENDATION})
	return name
