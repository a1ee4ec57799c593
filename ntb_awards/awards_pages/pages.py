"""The public pages: what each of them shows, and how it is called where its address is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import frappe
from frappe import _

from ntb_awards.awards_pages import wording
from ntb_awards.awards_pages.frame import Card, Page, page, photo_address, video_address
from ntb_awards.awards_pages.overview import Overview
from ntb_awards.gateway import public_rules, public_winners
from ntb_awards.gateway.public_announcements import Announcement, announcement, announcements_of
from ntb_awards.gateway.public_finalists import (
	Consultation,
	Finalist,
	consultations,
	shown_finalists,
	video_of,
)
from ntb_awards.gateway.public_seasons import public_names, public_season
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

# The words of an address; they are Indonesian in every language, as the address is one.
ANNOUNCEMENT, CONSULTATION = "pengumuman", "uji-publik"
DESCRIPTION_LENGTH = 200


def seasons_page() -> Page:
	"""/awards: every public season, those that are open first and at length."""
	found = [Overview.of(season) for name in public_names() if (season := public_season(name))]
	opened = [one for one in found if one.is_open]
	title = _("Awards of Civil Servants")
	return page(
		"seasons.html",
		(),
		Card(title, _("Open selections, their rules and timelines, announcements and winners.")),
		opened=opened,
		earlier=[one for one in found if not one.is_open],
	)


def season_page(season: AwardSeason) -> Page:
	"""/awards/<season>"""
	scheme = load_scheme(season.scheme)
	about = season.public_summary or scheme.description
	winners = public_winners.winners_of(season.name)
	return page(
		"season.html",
		(season.name,),
		Card(season.title, shortened(about)),
		season=season,
		overview=Overview.of(season),
		about=about,
		announcements=by_stage(announcements_of(season.name)),
		winners=winners,
		decree=public_winners.common_decree(winners),
		categories=scheme.categories,
		sections=public_rules.requirements(scheme),
		documents=public_rules.documents(scheme),
		steps=public_rules.steps(scheme),
		groups=public_rules.weight_groups(scheme),
		bonuses=list(public_rules.bonuses(scheme)),
	)


def by_stage(found: list[Announcement]) -> list[tuple[str, list[Announcement]]]:
	"""Announcements by the stage they are of, that of the latest first."""
	stages: dict[str, list[Announcement]] = {}
	for one in found:
		stages.setdefault(one.stage_title, []).append(one)
	return list(stages.items())


def announcement_page(season: AwardSeason, minutes: str) -> Page:
	"""/awards/<season>/pengumuman/<minutes>"""
	found = announcement(season.name, minutes)
	if found is None:
		return missing_page()
	told, passed, next_stage = found
	title = _("Result of {0}: {1}").format(told.stage_title, told.category_title)
	return page(
		"announcement.html",
		(season.name, ANNOUNCEMENT, minutes),
		Card(title, f"{season.title}. {_('Announced on {0}').format(wording.moment(told.published_at))}"),
		season=season,
		told=told,
		passed=passed,
		next_stage=next_stage,
	)


def finalists_page(season: AwardSeason) -> Page:
	"""/awards/<season>/uji-publik: those the public is asked about, by stage and category."""
	stages = consultations(season)
	if not stages:
		return missing_page()
	found = shown_finalists(season.name)
	return page(
		"finalists.html",
		(season.name, CONSULTATION),
		Card(
			_("Public Test: {0}").format(season.title), _("Get to know the finalists and tell what you know.")
		),
		season=season,
		stages=[(stage, by_category(found, stage)) for stage in sorted(stages, key=_urgency)],
	)


def _urgency(stage: Consultation) -> int:
	"""What is open stands first, what is over last."""
	return 0 if stage.is_open else 2 if stage.is_over else 1


def by_category(found: list[Finalist], stage: Consultation) -> list[tuple[str, list[Finalist]]]:
	categories: dict[str, list[Finalist]] = {}
	for one in found:
		if one.stage.code == stage.stage.code:
			categories.setdefault(one.category_title, []).append(one)
	return list(categories.items())


def finalist_page(one: Finalist, form: Any = None, status: int = 200) -> Page:
	"""/awards/<season>/uji-publik/<number>. `form`: what `response_form.html` shows while responses are
	taken (see gateway.public_responses.form_of); None for no form."""
	season = frappe.get_cached_doc("Award Season", one.season)
	return page(
		"finalist.html",
		(one.season, CONSULTATION, one.number),
		Card(
			f"{one.name} – {one.stage.title}",
			shortened(one.profile) or f"{one.category_title}. {season.title}",
			image=photo_address(one.season, one.number) if one.has_photo else "",
			kind="profile",
		),
		status=status,
		season=season,
		one=one,
		film=film_of(one),
		form=form,
	)


def film_of(one: Finalist) -> dict[str, str] | None:
	"""{file: address to play, link: address elsewhere, site: whose that is}; None without a video."""
	video = video_of(one)
	if video is None:
		return None
	if video.is_file:
		return {"file": video_address(one.season, one.number), "link": "", "site": ""}
	parts = urlsplit(video.url)
	if parts.scheme not in ("http", "https") or not parts.hostname:
		return None
	return {"file": "", "link": video.url, "site": parts.hostname.removeprefix("www.")}


def missing_page() -> Page:
	"""What is not there, or not for the public: the same words for both."""
	return page("missing.html", (), Card(_("Page Not Found"), ""), status=404)


def shortened(text: str | None) -> str:
	"""One line for messengers and search engines, cut between words."""
	words = " ".join((text or "").split())
	if len(words) <= DESCRIPTION_LENGTH:
		return words
	return words[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + " …"
