"""How often citizens may send: counted in Redis by keyed hashes, gone after an hour."""

from __future__ import annotations

import frappe
from frappe import _

from ntb_awards.gateway.rate_counters import one_more

HOUR = 60 * 60
# Behind one address may sit a whole office. Attempts count everything sent, also what is refused.
POSTS_AN_HOUR = 20
ATTEMPTS_AN_HOUR = 120
LETTERS_AN_HOUR = 3


class TooManyResponsesError(frappe.TooManyRequestsError):
	"""Status 429. Nothing was stored. `minutes`: until it is possible again."""

	def __init__(self, minutes: int) -> None:
		self.minutes = minutes
		text = _("Too much was sent from your network. Please try again in {0} minutes.")
		super().__init__(text.format(minutes))


def count_attempt(network: str) -> None:
	"""`network`: key of the network. Raises TooManyResponsesError."""
	_count("attempt", network, ATTEMPTS_AN_HOUR)


def count_post(network: str) -> None:
	"""A response that is about to be stored. Raises TooManyResponsesError."""
	_count("post", network, POSTS_AN_HOUR)


def may_write_to(mailbox: str) -> bool:
	"""Whether one letter more may go to an address (its key) in this hour; counts it."""
	return _one_more("letter", mailbox)[0] <= LETTERS_AN_HOUR


def _count(what: str, whom: str, limit: int) -> None:
	count, seconds = _one_more(what, whom)
	if count > limit:
		raise TooManyResponsesError(max(1, -(-seconds // 60)))


def _one_more(what: str, whom: str) -> tuple[int, int]:
	"""(how many there were in this hour, seconds until it is over)"""
	return one_more(f"public response {what} {whom}", HOUR)
