"""The board of a unit's operator: what gateway.unit_board tells, and no script."""

from __future__ import annotations

import frappe
from frappe import _

from ntb_awards.gateway import portal, unit_board
from ntb_awards.gateway.pages import BOARD, OWN

no_cache = 1


def get_context(context: frappe._dict) -> None:
	portal.require_login(BOARD)
	portal.prepare(context, BOARD, _("Nominations of My Unit"))
	context.is_operator = unit_board.is_operator(frappe.session.user)
	context.boards = unit_board.boards(frappe.session.user)
	context.own = OWN
