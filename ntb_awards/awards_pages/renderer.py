"""Hook page_renderer: the pages under /awards, sent past the machinery of Frappe's website.

No session is needed and no script is sent. Guests' pages are kept (cache.py) and may be held by a proxy for a
few seconds, so that clearing works.
"""

from __future__ import annotations

import re

import frappe
from werkzeug.wrappers import Response

from ntb_awards.awards_pages import cache, frame, pages, response_pages
from ntb_awards.gateway.portal import is_guest
from ntb_awards.gateway.public_finalists import Finalist, finalist
from ntb_awards.gateway.public_response_form import form_of
from ntb_awards.gateway.public_seasons import public_season

WRITING = "POST"
# Seconds for which browsers and proxies may show a page without asking again.
HELD_SECONDS = 5
NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class AwardsPages:
	"""/awards, /awards/<season>, …/pengumuman/<minutes>, …/uji-publik, …/uji-publik/<number> and the
	confirmation of a response, /awards/konfirmasi/<key>."""

	def __init__(self, path: str, http_status_code: int | None = None) -> None:
		self.parts = path.strip("/ ").split("/")

	def can_render(self) -> bool:
		return self.parts[0] == frame.ROOT

	def render(self) -> Response:
		frame.speak()
		request = frappe.local.request
		if self.parts[1:2] == [frame.CONFIRMATION] and len(self.parts) == 3:
			return secured(response_pages.confirmation(self.parts[2]))
		if request.method == WRITING:
			return secured(self.posted())
		return secured(self.read()).make_conditional(request)

	def posted(self) -> Response:
		one = self.finalist()
		return response_pages.posted(one) if one else sent(pages.missing_page())

	def read(self) -> Response:
		# The form carries the protection of a signed-in person's session: theirs alone.
		if self.shows_form and not is_guest():
			return sent(self.page())
		season = self.parts[1] if len(self.parts) > 1 else cache.ALL
		what = f"{frappe.utils.get_url()} {frappe.local.lang} {'/'.join(self.parts)}"
		kept = cache.find(season, what)
		if kept is None:
			page = self.page()
			if not page.kept:
				return sent(page)
			kept = cache.keep(season, what, page.html, [cache.next_change_of(season)])
		return _sent_from(kept)

	@property
	def shows_form(self) -> bool:
		return len(self.parts) == 4 and self.parts[2] == pages.CONSULTATION

	def page(self) -> frame.Page:
		"""The page of this address as it is now; the one for what is missing if there is none."""
		match self.parts[1:]:
			case []:
				return pages.seasons_page()
			case [name, *rest] if season := public_season(name):
				match rest:
					case []:
						return pages.season_page(season)
					case [pages.ANNOUNCEMENT, minutes]:
						return pages.announcement_page(season, minutes)
					case [pages.CONSULTATION]:
						return pages.finalists_page(season)
					case [pages.CONSULTATION, _number] if one := self.finalist():
						return pages.finalist_page(one, form_of(one))
		return pages.missing_page()

	def finalist(self) -> Finalist | None:
		"""Whom this address is about."""
		match self.parts[1:]:
			case [season, pages.CONSULTATION, number] if NUMBER.fullmatch(number):
				return finalist(season, int(number))
		return None


def sent(page: frame.Page) -> Response:
	"""A page as it is sent when it is for this reader alone, or an error."""
	response = Response(page.html, status=page.status, mimetype="text/html")
	response.headers["Cache-Control"] = "private, no-store"
	return response


def _sent_from(kept: cache.Kept) -> Response:
	response = Response(kept.body, mimetype="text/html")
	response.set_etag(kept.tag)
	whose = "public" if is_guest() else "private"
	response.headers["Cache-Control"] = f"{whose}, max-age={kept.seconds_left(HELD_SECONDS)}"
	response.headers["Vary"] = "Cookie"
	if is_guest():
		# A response that a proxy may give to others carries nobody's cookies.
		frappe.local.cookie_manager.cookies.clear()
	return response


def secured(response: Response) -> Response:
	response.headers["Content-Security-Policy"] = frame.policy()
	response.headers["X-Content-Type-Options"] = "nosniff"
	response.headers["Referrer-Policy"] = "same-origin"
	return response
