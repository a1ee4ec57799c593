"""Nobody but the contributor and the season's verifiers learns who gave what: every door, and its guard.

Each door is looked through by everybody who might want to know (builders_secrecy.VIEWERS). Then what guards
the door is taken away, and the same look has to find the leak, for exactly those it is kept from: so that no
case passes because it looks in the wrong place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import frappe
import pytest

from tests.site import secrecy_doors as doors
from tests.site import secrecy_guards as guards
from tests.site import secrecy_traces as traces
from tests.site.builders_secrecy import DOCTYPE, VIEWERS, Scene, make_scene
from tests.site.conftest import acting


class Door(NamedTuple):
	"""`look`: what a viewer gets to read; `without`: takes the guard away; `then`: who learns it then."""

	look: Callable[[Scene, str], str]
	without: Callable[[Any], None]
	then: frozenset[str]


EVERYBODY = frozenset(VIEWERS) - {"verifier"}
BY_ROLE = frozenset({"assessor", "secretariat"})
STAFF = frozenset({"secretariat", "System Manager"})
SYSTEM_MANAGER = frozenset({"System Manager"})
VERIFIER = frozenset({"verifier"})
# Rows of stage results are read with their nomination; the verifier here sits on the panel.
READERS_OF_RESULTS = BY_ROLE | STAFF | VERIFIER | {"unit operator"}

TABLE = {
	"form": Door(doors.form, guards.rule, BY_ROLE),
	"form, by rights": Door(doors.form, guards.rule_and_rights, EVERYBODY),
	"form, what the app adds": Door(doors.form_of_the_app, guards.rule, BY_ROLE),
	"docinfo and timeline": Door(doors.docinfo, guards.rule, BY_ROLE),
	"list": Door(doors.list_, guards.rule, BY_ROLE),
	"count": Door(doors.count, guards.rule, BY_ROLE),
	"report builder": Door(doors.report_builder, guards.rule_and_rights, EVERYBODY),
	"export": Door(doors.export, guards.rule_and_rights, EVERYBODY),
	"REST resource": Door(doors.rest_resource, guards.rule, BY_ROLE),
	"REST method": Door(doors.rest_method, guards.rule, BY_ROLE),
	"link search": Door(doors.link_search, guards.rule, BY_ROLE),
	"print": Door(doors.print_, guards.rule_and_rights, EVERYBODY),
	"PDF": Door(doors.pdf, guards.rule_and_rights, EVERYBODY),
	"global search": Door(doors.search_everywhere, guards.nothing_in_search, BY_ROLE),
	"comments": Door(doors.comments, guards.no_comments, SYSTEM_MANAGER),
	"versions": Door(doors.versions, guards.past_the_document, SYSTEM_MANAGER),
	"e-mail queue and notifications": Door(doors.mail_and_notifications, guards.postman, SYSTEM_MANAGER),
	"owner and modified_by": Door(traces.owners, guards.in_nobodys_name, VERIFIER),
	"owner of the results": Door(
		traces.owners_of_results, guards.results_in_nobodys_name, READERS_OF_RESULTS
	),
	"names of rows": Door(traces.names, guards.keyed_names, VERIFIER),
	"order of rows": Door(traces.order_of_rows, guards.one_time_for_all, VERIFIER),
	"times of rows": Door(traces.times_of_rows, guards.one_time_for_all, VERIFIER),
	"times and reasons of requests": Door(traces.times_of_requests, guards.unsigned_requests, STAFF),
	"connections": Door(doors.connections, guards.rule, BY_ROLE),
	"Deleted Document": Door(doors.deleted_documents, guards.undeletable, SYSTEM_MANAGER),
	"dossier": Door(doors.dossier, guards.merged_dossier, frozenset(VIEWERS)),
	"ranking and its explanation": Door(doors.ranking, guards.merged_explanation, BY_ROLE | STAFF),
	"360 Summary": Door(doors.summary, guards.merged_summary, BY_ROLE | STAFF),
	"share and assignment": Door(doors.share, guards.sharing, EVERYBODY),
	"Prepared Report": Door(doors.prepared_report, guards.not_prepared, SYSTEM_MANAGER),
	"Access Log": Door(doors.access_log, guards.rule_and_rights, SYSTEM_MANAGER),
	"Error Log": Door(traces.error_log, guards.without_traces, SYSTEM_MANAGER),
}


@pytest.fixture(autouse=True)
def own_meta() -> Iterator[None]:
	"""What a guard changed on the DocType is rolled back; caches and the search's table are not."""
	yield
	guards.nothing_left_in_search()
	frappe.clear_cache(doctype=DOCTYPE)


def learn(door: Door, scene: Scene) -> dict[str, list[str]]:
	"""Viewer → what the door tells that person that is secret."""
	found = {viewer: scene.leaks(viewer, _look(door, scene, viewer)) for viewer in VIEWERS}
	return {viewer: leaks for viewer, leaks in found.items() if leaks}


def _look(door: Door, scene: Scene, viewer: str) -> str:
	frappe.local.response = frappe._dict(docs=[])
	frappe.local.message_log = []
	with acting(scene.users[viewer]):
		try:
			return door.look(scene, viewer)
		except doors.REFUSED:
			return ""


@pytest.mark.parametrize("name", TABLE)
def test_nobody_learns_who_gave_what(name: str) -> None:
	assert learn(TABLE[name], make_scene()) == {}


@pytest.mark.parametrize("name", TABLE)
def test_the_same_look_finds_the_leak_once_the_guard_is_gone(
	name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
	TABLE[name].without(monkeypatch)
	assert set(learn(TABLE[name], make_scene())) == TABLE[name].then
