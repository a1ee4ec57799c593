"""Tests of a real site: one connection for the session, a savepoint for each test.

`frappe.flags.in_test` stays off, because it switches off what is tested here: `frappe.only_for` lets everyone
pass, and versions are not kept. Jobs run at once, as with `now=True`.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.without_bench import SITE, bench, frappe, no_site, skipped_module

SAVEPOINT = "each_test"


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
	return skipped_module(no_site(), module_path, parent)


if not no_site():

	@pytest.fixture(scope="session")
	def site() -> Iterator[str]:
		"""The connected site's name. Frappe expects to be run in the bench's folder `sites`."""
		before = Path.cwd()
		os.chdir(bench() / "sites")
		frappe.init(site=SITE)
		frappe.connect()
		frappe.clear_cache()
		yield SITE
		frappe.db.rollback()
		frappe.clear_cache()
		frappe.destroy()
		os.chdir(before)

	@pytest.fixture(scope="session", autouse=True)
	def jobs_at_once(site: str) -> Iterator[None]:
		"""`frappe.enqueue` runs the job in the test's own transaction."""
		from frappe.utils import background_jobs

		with pytest.MonkeyPatch.context() as patch:
			patch.setattr(background_jobs, "enqueue", partial(background_jobs.enqueue, now=True))
			yield

	@pytest.fixture(autouse=True)
	def savepoint(site: str, request: pytest.FixtureRequest) -> Iterator[list[bool]]:
		"""Leave the site as it was. A test whose code commits fails, unless marked `commits`.

		Gives a list that is empty until the database is committed.
		"""
		commits: list[bool] = []
		flags = copy.deepcopy(frappe.local.flags)
		# What a test in a browser has stored meanwhile is seen from here on.
		frappe.db.rollback()
		_begin()
		frappe.db.savepoint(SAVEPOINT)
		frappe.db.before_commit.add(lambda: commits.append(True))
		yield commits
		frappe.set_user("Administrator")
		if commits:
			frappe.db.rollback()
		else:
			_roll_back()
		frappe.local.flags = flags
		_forget()
		if commits and not request.node.get_closest_marker("commits"):
			pytest.fail("the database was committed during this test, so that it could not be rolled back")

	@pytest.fixture
	def as_user() -> Callable[[str], AbstractContextManager[None]]:
		"""`with as_user(email): ...` acts as that user, then as the one before."""
		return acting


@contextmanager
def acting(email: str) -> Iterator[None]:
	before = frappe.session.user
	frappe.set_user(email)
	try:
		yield
	finally:
		frappe.set_user(before)


def _begin() -> None:
	frappe.set_user("Administrator")
	frappe.local.message_log = []
	frappe.local.response = frappe._dict(docs=[])


def _roll_back() -> None:
	"""To the savepoint, then altogether: that gives up the row locks and removes files written meanwhile."""
	frappe.db.rollback(save_point=SAVEPOINT)
	frappe.db.rollback()


def _forget() -> None:
	"""Drop what was remembered of records that the rollback took back."""
	from frappe.cache_manager import user_cache_keys

	frappe.local.role_permissions = {}
	frappe.local.request_cache.clear()
	frappe.local.ntb_awards_schemes = {}
	if hasattr(frappe.local, "system_settings"):
		del frappe.local.system_settings
	frappe.cache.delete_keys("document_cache::")
	frappe.cache.delete_value([*user_cache_keys, "workflow", "system_settings", "db_tables"])
