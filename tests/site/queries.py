"""How many times an action asks the database."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import frappe


def queries_of(action: Callable[[], object]) -> int:
	"""The action is done twice: what the first round leaves in caches is not counted."""
	action()
	with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
		action()
	return sql.call_count
