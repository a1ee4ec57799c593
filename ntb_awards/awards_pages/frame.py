"""The frame of the public pages: language, addresses, the look, what search engines and messengers read.

The templates have an environment of their own: it escapes whatever is put into it, fails on a name it does
not know, and compiles each template once for the process.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import get_url
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ntb_awards.awards_pages import wording
from ntb_awards.gateway.portal import LANGUAGES, is_guest

ROOT = "awards"
# What stands there is for one reader: the address ends with the key from a letter.
CONFIRMATION = "konfirmasi"
LANGUAGE = "_lang"
# What the rule documents are written in, whatever language the page around them has.
RULES_LANGUAGE = next(iter(LANGUAGES))
LOCALES = {"id": "id_ID", "en": "en_GB"}
STYLES = ("templates/portal.css", "templates/awards/awards.css", "templates/awards/response_form.css")


@dataclass(frozen=True)
class Page:
	"""One page as it is sent. `kept`: whether it may be kept for others (pages of errors are not)."""

	html: str
	status: int = 200

	@property
	def kept(self) -> bool:
		return self.status == 200


@dataclass(frozen=True)
class Card:
	"""How a page is shown where somebody shares its address."""

	title: str
	description: str
	image: str = ""
	kind: str = "website"


# ── language ──────────────────────────────────────────────────────────────────────────────────────────


def site_language() -> str:
	"""The site's language, if the pages are written in it, else Indonesian."""
	language = frappe.db.get_default("lang")
	return language if language in LANGUAGES else RULES_LANGUAGE


def speak() -> str:
	"""Choose the language: the one asked for in the address, that of the account, that of the site.

	The language of the browser does not count: what is shared by its address is the same for everybody.
	"""
	asked = frappe.form_dict.get(LANGUAGE)
	own = None if is_guest() else frappe.local.lang
	frappe.local.lang = next((one for one in (asked, own) if one in LANGUAGES), site_language())
	return frappe.local.lang


# ── addresses ─────────────────────────────────────────────────────────────────────────────────────────


def link(*parts: Any) -> str:
	"""The address of a public page, "/awards/…", in the language that is being read."""
	return address(frappe.local.lang, *parts)


def address(language: str, *parts: Any) -> str:
	path = "/".join(["", ROOT, *(quote(str(part), safe="") for part in parts)])
	return path if language == site_language() else f"{path}?{LANGUAGE}={language}"


def photo_address(season: str, number: int) -> str:
	query = f"season={quote(season, safe='')}&number={number}"
	return f"/api/method/ntb_awards.gateway.public_media.photo?{query}"


def video_address(season: str, number: int) -> str:
	query = f"season={quote(season, safe='')}&number={number}"
	return f"/api/method/ntb_awards.gateway.public_media.video?{query}"


# ── rendering ─────────────────────────────────────────────────────────────────────────────────────────


def page(template: str, parts: tuple[Any, ...], card: Card, status: int = 200, **values: Any) -> Page:
	"""The page of a template in `templates/awards`. `parts`: its address after /awards, as `link` takes it.

	Call `speak` first.
	"""
	language = frappe.local.lang
	context = {
		"lang": language,
		"card": card,
		"image": get_url(card.image) if card.image else "",
		"address": get_url(link(*parts)),
		"alternates": [
			{"code": code, "title": title, "href": address(code, *parts), "current": code == language}
			for code, title in LANGUAGES.items()
		],
		"absolute": get_url,
		"locale": LOCALES[language],
		"other_locales": [LOCALES[code] for code in LANGUAGES if code != language],
		"listed": status == 200 and parts[:1] != (CONFIRMATION,),
		# Marks texts of the rules, which stay in their own language.
		"as_written": "" if language == RULES_LANGUAGE else RULES_LANGUAGE,
		"style": style(),
	}
	html = _environment().get_template(f"templates/awards/{template}").render({**context, **values})
	return Page(html, status)


@cache
def _environment() -> Environment:
	environment = Environment(
		loader=FileSystemLoader(frappe.get_app_path("ntb_awards")),
		autoescape=True,
		undefined=StrictUndefined,
		trim_blocks=True,
		lstrip_blocks=True,
		auto_reload=False,
	)
	environment.globals.update(
		{
			"_": _,
			"link": link,
			"photo": photo_address,
			"video": video_address,
			"moment": wording.moment,
			"period": wording.period,
			"day": wording.day,
			"number": wording.number,
			"progress_word": wording.progress_word,
			"paragraphs": wording.paragraphs,
			"initials": wording.initials,
		}
	)
	return environment


@cache
def style() -> str:
	"""The style sheets one after the other, as they are written into the page."""
	loader = FileSystemLoader(frappe.get_app_path("ntb_awards"))
	sheets = [loader.get_source(Environment(), name)[0] for name in STYLES if name in loader.list_templates()]
	return "\n".join(sheets)


@cache
def policy() -> str:
	"""The Content-Security-Policy of the pages: no script, no style but their own, nothing from elsewhere."""
	digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
	rules = {
		"default-src": "'none'",
		"style-src": f"'sha256-{digest}'",
		"img-src": "'self' data:",
		"media-src": "'self'",
		"form-action": "'self'",
		"base-uri": "'none'",
		"frame-ancestors": "'self'",
	}
	return "; ".join(f"{name} {value}" for name, value in rules.items())
