"""What the pages outside the desk share: language, protection of requests, files written into the page."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import frappe

# Pages are written in Indonesian and in English; a person with another language gets what the desk gives.
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
GUEST = "Guest"


def prepare(context: frappe._dict, path: str, title: str) -> None:
	"""Fill in what `templates/portal.html` needs. Call it first: it sets the language. `path`: "/…"."""
	language = frappe.local.lang
	context.update(
		{
			"no_cache": 1,
			"title": title,
			"lang": language,
			# Only scripts that carry it run: what somebody typed into a form never does.
			"nonce": secrets.token_urlsafe(16),
			"languages": [
				{"code": code, "title": name, "href": f"{path}?_lang={code}", "current": code == language}
				for code, name in LANGUAGES.items()
			],
		}
	)


def speak_the_language_of_the_site() -> None:
	"""Guests read the site's language, not that of the browser, until they choose another."""
	if is_guest() and not frappe.form_dict.get("_lang"):
		frappe.local.lang = frappe.db.get_default("lang") or next(iter(LANGUAGES))


def is_guest() -> bool:
	return frappe.session.user == GUEST


def login_address(path: str) -> str:
	return f"/login?{urlencode({'redirect-to': path})}"


def require_login(path: str) -> None:
	"""Send guests to the login, which sends them back."""
	if is_guest():
		frappe.local.flags.redirect_location = login_address(path)
		raise frappe.Redirect


def csrf_token() -> str:
	"""What the requests of a logged-in person carry; "" for guests, who have no session to protect."""
	if is_guest():
		return ""
	if not frappe.session.data.csrf_token:
		frappe.sessions.get_csrf_token()
		# Who comes straight from the login has none yet; the next request has to find it.
		frappe.local.session_obj.update(force=True)
	return frappe.session.data.csrf_token


def as_json(data: Mapping[str, Any]) -> str:
	"""JSON that may stand inside a script element."""
	return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def scripts(names: Iterable[str]) -> str:
	"""Scripts of `public/portal`, one after the other, to be written into a page."""
	folder = Path(frappe.get_app_path("ntb_awards", "public", "portal"))
	return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
