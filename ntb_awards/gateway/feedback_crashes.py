"""A crash while somebody answers leaves no answers behind in the Error Log.

Frappe keeps, of every failure that is the server's own (status 500 and above), the local variables of all
functions on the way: who called, the request, every answer. So such a failure is not let out of the endpoint;
it is told as one that is not the server's, and only its kind and the lines of code are kept.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import frappe
from frappe import _

SERVER_FAULT = 500
LOCKED = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)
P = ParamSpec("P")
R = TypeVar("R")


class AnswersNotStoredError(frappe.ValidationError):
	"""Something failed that the caller did not cause. Nothing was stored."""


def without_traces(method: Callable[P, R]) -> Callable[P, R]:
	"""Decorator, below `frappe.whitelist`, of a method that is given answers or a personal link."""

	@functools.wraps(method)
	def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
		try:
			return method(*args, **kwargs)
		except Exception as error:
			if getattr(error, "http_status_code", SERVER_FAULT) < SERVER_FAULT:
				raise
			_keep(error)
			text = _sentence(error)
		# Outside of the handler, so that the failure is not chained to what is raised here.
		frappe.throw(text, AnswersNotStoredError, title=_("Not Stored"))

	return guarded


def _sentence(error: Exception) -> str:
	if isinstance(error, LOCKED):
		return _("Others were writing at the same moment, and nothing was stored. Try again.")
	text = _("Something went wrong ({0}), and nothing was stored. Try again, or tell the Secretariat.")
	return text.format(type(error).__name__)


def _keep(error: Exception) -> None:
	"""Kind and place of the failure, without its words: a database quotes values in them."""
	lines = [f"{type(error).__name__} (the message and all values are left out)"]
	frames = traceback.extract_tb(error.__traceback__)
	lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
	title = f"360° answers: {type(error).__name__}"
	frappe.log_error(title=title, message="\n".join(lines), defer_insert=True)
