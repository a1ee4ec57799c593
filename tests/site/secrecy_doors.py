"""Frappe's doors to 360° answers: (scene, viewer) → what somebody who opens the door gets to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import frappe
import frappe.client
import frappe.share
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.desk import reportview
from frappe.desk.form import assign_to, linked_with
from frappe.desk.form.load import get_docinfo, getdoc
from frappe.desk.form.utils import add_comment
from frappe.desk.notifications import get_open_count
from frappe.desk.query_report import run
from frappe.desk.search import search_link
from frappe.model.document import Document
from frappe.utils.global_search import rebuild_for_doctype
from frappe.utils.global_search import search as global_search
from frappe.www.printview import get_html_and_style
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from ntb_awards.demo.calling import ADDRESS, as_caller
from ntb_awards.gateway import rankings
from ntb_awards.gateway.feedback_sets import contents
from ntb_awards.gateway.seasons import load_season
from ntb_awards.selection.dossier import published
from tests.site.builders_secrecy import DOCTYPE, Scene
from tests.site.conftest import acting

REFUSED = (frappe.PermissionError, frappe.ValidationError, frappe.DoesNotExistError)
EVERY_FIELD = ["*"]


def text_of(answer: object) -> str:
	return answer if isinstance(answer, str) else json.dumps(answer, default=str, ensure_ascii=False)


def _rows(doctype: str, fields: list[str] | None = None, **more: Any) -> list[Any]:
	return frappe.get_list(
		doctype, fields=fields or EVERY_FIELD, order_by="name", limit_page_length=0, **more
	)


@contextmanager
def _form(**values: Any) -> Iterator[None]:
	"""What was sent. Frappe commits with each entry in the Access Log, but for tests of its own kind."""
	before, in_test = frappe.local.form_dict, frappe.flags.in_test
	frappe.local.form_dict = frappe._dict(values)
	frappe.flags.in_test = True
	try:
		yield
	finally:
		frappe.local.form_dict = before
		frappe.flags.in_test = in_test


def _http(method: str, path: str, **query: str) -> str:
	"""The answer of the site's router to a request of the user."""
	request = Request(EnvironBuilder(path=path, method=method, query_string=query).get_environ())
	with as_caller(frappe.session.user, request, ADDRESS):
		return frappe.api.handle(request).get_data().decode(errors="replace")


# The document


def form(scene: Scene, viewer: str) -> str:
	frappe.local.response = frappe._dict(docs=[])
	getdoc(DOCTYPE, scene.some_set)
	return text_of([doc.as_dict() for doc in frappe.local.response.docs])


def form_of_the_app(scene: Scene, viewer: str) -> str:
	"""What the form of a set asks for besides the document."""
	return scene.some_set + text_of(contents(scene.some_set))


def docinfo(scene: Scene, viewer: str) -> str:
	"""Timeline, versions, comments, views, and the names of all who stand in them."""
	doc = frappe.get_doc(DOCTYPE, scene.some_set)
	doc.check_permission("read")
	get_docinfo(doc)
	return scene.some_set + text_of(frappe.local.response.get("docinfo"))


def list_(scene: Scene, viewer: str) -> str:
	return text_of(_rows(DOCTYPE))


def count(scene: Scene, viewer: str) -> str:
	"""Whether a set with a certain comment exists is an answer, too."""
	found = [one for one in scene.given if _counts(one.comment)]
	return text_of([one.comment for one in found])


def _counts(comment: str) -> bool:
	return bool(frappe.client.get_count(DOCTYPE, {"comment": comment}))


def report_builder(scene: Scene, viewer: str) -> str:
	fields = [f"`tab{DOCTYPE}`.`{field}`" for field in ("name", "comment", "answers", "owner", "modified_by")]
	with _form(doctype=DOCTYPE, fields=frappe.as_json(fields), order_by="creation", view="Report"):
		return text_of(reportview.get())


def export(scene: Scene, viewer: str) -> str:
	fields = frappe.as_json([f"`tab{DOCTYPE}`.`{field}`" for field in ("name", "comment", "owner")])
	with _form(doctype=DOCTYPE, fields=fields, file_format_type="CSV", title="x", order_by="creation"):
		reportview.export_query()
	content = frappe.local.response.get("filecontent") or ""
	return content.decode() if isinstance(content, bytes) else content


def rest_resource(scene: Scene, viewer: str) -> str:
	path = f"/api/resource/{DOCTYPE}"
	whole = _http("GET", path, fields='["*"]', limit_page_length="0")
	return whole + _http("GET", f"{path}/{scene.some_set}")


def rest_method(scene: Scene, viewer: str) -> str:
	found = frappe.client.get_value(DOCTYPE, ["name", "comment", "owner"], {"name": scene.some_set})
	return text_of(
		[found, frappe.client.get_list(DOCTYPE, EVERY_FIELD, order_by="name", limit_page_length=0)]
	)


def link_search(scene: Scene, viewer: str) -> str:
	return text_of(search_link(DOCTYPE, "", page_length=1000))


def print_(scene: Scene, viewer: str) -> str:
	return text_of(get_html_and_style(doc=DOCTYPE, name=scene.some_set).get("html"))


def pdf(scene: Scene, viewer: str) -> str:
	"""Whoever gets as far as having the file made has what stands in it."""
	with _form():
		_download_pdf(scene)
	return scene.some_set


def _download_pdf(scene: Scene) -> None:
	method = "/api/method/frappe.utils.print_format.download_pdf"
	with suppress(OSError):  # Pictures and styles of a site that is not being served.
		_http("POST", method, doctype=DOCTYPE, name=scene.some_set, no_letterhead="1")


def search_everywhere(scene: Scene, viewer: str) -> str:
	with acting("Administrator"):
		rebuild_for_doctype(DOCTYPE)
	return text_of(global_search("rahasia"))


# What is written about it elsewhere


def comments(scene: Scene, viewer: str) -> str:
	"""A verifier who found out notes it beside the set; who reads comments?"""
	one = scene.given[0]
	with acting(scene.users["verifier"]):
		_try(lambda: add_comment(DOCTYPE, one.sets[-1], f"{one.comment}: anonim", "a@b.example", "a"))
	return text_of(_rows("Comment"))


def versions(scene: Scene, viewer: str) -> str:
	return text_of(_rows("Version", ["owner", "docname", "data"]))


def mail_and_notifications(scene: Scene, viewer: str) -> str:
	"""The letters told who is asked about whom, and held the keys."""
	found = [_try(lambda name=name: _rows(name)) for name in ("Email Queue", "Communication")]
	found.append(_try(lambda: _rows("Notification Log")))
	queue = text_of(found)
	return queue + "".join(one.comment for one in scene.given if "#k=" in queue)


def deleted_documents(scene: Scene, viewer: str) -> str:
	with acting("Administrator"):
		name = scene.given[3].sets[0]
		frappe.db.set_value(DOCTYPE, name, "docstatus", 0, update_modified=False)
		_try(lambda: frappe.delete_doc(DOCTYPE, name, force=True))
	return text_of(_rows("Deleted Document", ["deleted_doctype", "deleted_name", "data"]))


def connections(scene: Scene, viewer: str) -> str:
	"""What hangs on the nomination, the people asked, and the requests."""
	one = scene.given[0].request
	roots = [("Nomination", scene.nomination), ("Award Season", scene.season)]
	roots += [("Feedback Contributor", one.contributor), ("Feedback Request", one.name)]
	seen = [root for root in roots if frappe.has_permission(root[0], "read", root[1])]
	found = text_of([[linked_with.get(*root), get_open_count(*root)] for root in seen])
	# Whoever may see requests sees who was asked; what counts is whether sets stand beside them.
	return found if any(mark in found for given in scene.given for mark in given.marks) else ""


def share(scene: Scene, viewer: str) -> str:
	"""A verifier hands a set on: by sharing, and by assigning, which shares."""
	if viewer == "verifier":
		return ""
	task = {"assign_to": frappe.as_json([frappe.session.user]), "doctype": DOCTYPE, "name": scene.some_set}
	user = frappe.session.user
	with acting(scene.users["verifier"]):
		_try(lambda: frappe.share.add(DOCTYPE, scene.some_set, user, read=1))
		_try(lambda: assign_to.add(task))
	return text_of(frappe.client.get(DOCTYPE, scene.some_set))


def access_log(scene: Scene, viewer: str) -> str:
	"""A verifier prints, a set and from the report builder; Frappe keeps what was printed."""
	with acting(scene.users["verifier"]), _form():
		_try(lambda: _download_pdf(scene))
		_try(_print_from_report_builder)
	return text_of(_rows("Access Log", ["page", "filters", "columns"]))


def _print_from_report_builder() -> None:
	"""As the browser does it for whoever may open the report builder."""
	frappe.has_permission(DOCTYPE, "report", throw=True)
	make_access_log(doctype=DOCTYPE, method="Print", page=text_of(_rows(DOCTYPE)))


# Results


def dossier(scene: Scene, viewer: str) -> str:
	"""It is published, so everybody reads it."""
	loaded = load_season(scene.season)
	records = published(loaded.scheme, loaded.season).feedback
	whole = published(loaded.scheme, loaded.season).model_dump_json()
	names = [word for one in scene.given for word in (*one.identity, *one.marks) if word in whole]
	return _of_single_people(scene, [(one.contributors, bool(one.answers)) for one in records]) + text_of(
		names
	)


def ranking(scene: Scene, viewer: str) -> str:
	"""The explanation of a score, for who may open the report and see the stage."""
	frappe.get_cached_doc("Report", "Weighted Ranking").is_permitted() or _refuse()
	frappe.has_permission("Nomination", "read", scene.nomination, throw=True)
	found = rankings.explanation(scene.nomination, frappe.session.user)
	forms = [form for stage in found["stages"] for form in stage["forms"] if "contributors" in form]
	groups = [(form["contributors"], any(row["raw"] for row in form["criteria"])) for form in forms]
	return _of_single_people(scene, groups)


def summary(scene: Scene, viewer: str) -> str:
	"""360 Summary: each group with its number and its value."""
	found = run("360 Summary", filters={"season": scene.season}, ignore_prepared_report=True)["result"]
	told = [group for row in found for group in (row.get("groups") or "").split("; ")]
	return _of_single_people(scene, [(1 if "(1)" in group else 9, ": " in group) for group in told])


def _of_single_people(scene: Scene, groups: Iterable[tuple[int, bool]]) -> str:
	"""A group of one that shows its answers shows the superior's, whom everybody knows."""
	superior = next(one for one in scene.given if one.request.relation == "superior")
	alone = any(contributors == 1 and answered for contributors, answered in groups)
	return text_of([superior.comment, *superior.identity]) if alone else ""


def prepared_report(scene: Scene, viewer: str) -> str:
	"""The secretariat's rows, kept; an assessor who has not scored the nominee opens them."""
	with acting(scene.users["secretariat"]):
		prepared = frappe.new_doc("Prepared Report")
		prepared.update({"report_name": "360 Summary", "filters": frappe.as_json({"season": scene.season})})
		prepared.set_new_name()
		# Inserted without the job that would fill it, and would commit.
		_try(lambda: (prepared.run_method("before_insert"), prepared.db_insert()))
	mine = {"report_name": "360 Summary", "owner": ("!=", frappe.session.user)}
	others = _rows("Prepared Report", ["name"], filters=mine)
	return scene.some_set + "".join(sorted(scene.given[0].identity)) if others else ""


def _refuse() -> None:
	raise frappe.PermissionError


def _try(act: Any) -> Any:
	try:
		answer = act()
	except REFUSED:
		return None
	return answer.as_dict() if isinstance(answer, Document) else answer
