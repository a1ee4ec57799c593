"""Records for the tests of a site, one `make_<doctype>` each; they vanish with the test's savepoint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

import frappe
from frappe.model.document import Document

COMPANY = "Pemerintah Provinsi Nusa Tenggara Barat"
_numbers = count(1)


def make_user(*roles: str, email: str = "", **fields: Any) -> str:
	"""A user with exactly these roles (besides those everyone has); the email, which is the user's name."""
	email = email or f"user{next(_numbers)}@ntb-awards.example"
	user = frappe.new_doc("User")
	user.update({"email": email, "first_name": email.split("@")[0], "send_welcome_email": 0, **fields})
	for role in roles:
		user.append("roles", {"role": role})
	user.insert()
	return user.name


def make_company(name: str = COMPANY, **fields: Any) -> str:
	"""The site's own company, or another one."""
	if frappe.db.exists("Company", name):
		return name
	company = frappe.new_doc("Company")
	company.update(
		{
			"company_name": name,
			"abbr": f"C{next(_numbers)}",
			"country": "Indonesia",
			"default_currency": "IDR",
			**fields,
		}
	)
	return company.insert().name


def make_unit(name: str = "", company: str = COMPANY, **fields: Any) -> str:
	"""A unit of the government: a Department of ERPNext."""
	unit = frappe.new_doc("Department")
	unit.update({"department_name": name or f"Dinas Uji {next(_numbers)}", "company": company, **fields})
	return unit.insert().name


def make_employee(first_name: str = "", *, unit: str = "", user: str = "", **fields: Any) -> Document:
	"""An employee of the site's company; born 1985, in service since 2010, unless told otherwise."""
	employee = frappe.new_doc("Employee")
	employee.update(
		{
			"first_name": first_name or f"Pegawai {next(_numbers)}",
			"gender": "Female",
			"date_of_birth": "1985-04-11",
			"date_of_joining": "2010-03-01",
			"company": make_company(),
			"department": unit or None,
			"user_id": user or None,
			"create_user_permission": 0,
			**fields,
		}
	)
	with only_named_caches_cleared():
		return employee.insert()


@contextmanager
def only_named_caches_cleared() -> Iterator[None]:
	"""ERPNext empties every cache of the site whenever an employee is saved, which is slow to fill again."""
	clear = frappe.clear_cache
	with patch.object(
		frappe, "clear_cache", lambda *args, **kwargs: clear(*args, **kwargs) if args or kwargs else None
	):
		yield
