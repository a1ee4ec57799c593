"""How often something was done in a while, counted in Redis.

Frappe's own rate_limit keeps in Redis whatever was sent, here personal links and addresses: the name that is
counted by has to be a fingerprint.
"""

from __future__ import annotations

import frappe


def one_more(name: str, seconds: int) -> tuple[int, int]:
	"""Count one more: (how many there were in these `seconds`, seconds until they are over)."""
	key = frappe.cache.make_key(name)
	# In one step, so that a counter never stays without its end.
	steps = frappe.cache.pipeline(transaction=True)
	steps.set(key, 0, ex=seconds, nx=True)
	steps.incr(key)
	steps.ttl(key)
	_made, count, left = steps.execute()
	return count, left
