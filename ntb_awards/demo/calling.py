"""A person's device in the sample season: calls the site's HTTP endpoints as a browser would.

The calls go through Frappe's own router, its checks of who may call what and by which HTTP method, and its
reading of what was sent, in the transaction of the season that is being driven, at that season's time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frappe
from frappe.app import make_form_dict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

METHOD = "/api/method/"
ADDRESS = "127.0.0.1"
LOCAL = ("request", "form_dict", "response", "request_ip", "message_log")


def post(method: str, values: dict[str, Any], user: str = "Guest", address: str = ADDRESS) -> Any:
	"""What POST /api/method/<method> answers to a user or, without an account, to a guest.

	Raises what the site refuses with; a refused call leaves nothing behind.
	"""
	environ = EnvironBuilder(path=METHOD + method, method="POST", json=values).get_environ()
	with as_caller(user, Request(environ), address):
		frappe.db.savepoint("before_call")
		try:
			response = frappe.api.handle(frappe.local.request)
		except Exception:
			frappe.db.rollback(save_point="before_call")
			raise
		frappe.db.release_savepoint("before_call")
		return json.loads(response.get_data()).get("message")


@contextmanager
def as_caller(user: str, request: Request, address: str) -> Iterator[None]:
	before = {name: getattr(frappe.local, name) for name in LOCAL if hasattr(frappe.local, name)}
	former = frappe.session.user
	frappe.set_user(user)
	frappe.local.request = request
	frappe.local.request_ip = address
	frappe.local.response = frappe._dict(docs=[])
	frappe.local.message_log = []
	make_form_dict(request)
	try:
		yield
	finally:
		frappe.set_user(former)
		for name in LOCAL:
			if name in before:
				setattr(frappe.local, name, before[name])
			else:
				# Frappe asks whether there is a request at all.
				delattr(frappe.local, name)
