"""The demo's web application: Frappe's own with static files, for one site whatever name it is called by."""

from __future__ import annotations

import os
from pathlib import Path

import frappe.app
from frappe.middlewares import StaticDataMiddleware
from werkzeug.middleware.shared_data import SharedDataMiddleware

SITES = Path.cwd()
frappe.app._site = os.environ["NTB_SITE"]

application = StaticDataMiddleware(
	SharedDataMiddleware(frappe.app.application, {"/assets": str(SITES / "assets")}),
	{"/files": str(SITES)},
)
