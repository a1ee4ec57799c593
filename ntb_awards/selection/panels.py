"""Whether a panel is composed as the rules ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ntb_awards.selection.messages import Message, Problem, _
from ntb_awards.selection.scheme import PanelRule


@dataclass(frozen=True)
class Seat:
	"""One member. `role`: "Chair", "Secretary" or "Member"; `post`: of the employee, "" if not known."""

	name: str
	role: str
	element: str = ""
	post: str = ""


def panel_problems(rule: PanelRule, members: Sequence[Seat]) -> list[Problem]:
	"""Everything in which the members differ from the rule; empty if nothing."""
	return [*_size(rule, len(members)), *_chair(rule, members), *_elements(rule, members)]


def _size(rule: PanelRule, count: int) -> Iterable[Problem]:
	if count < rule.min_members:
		text = _("The panel has {count} members; the rules ask for at least {least} ({basis}). Add members")
		yield _problem(text, count=count, least=rule.min_members, basis=rule.basis)
	if rule.max_members is not None and count > rule.max_members:
		text = _("The panel has {count} members; the rules allow at most {most} ({basis}). Remove members")
		yield _problem(text, count=count, most=rule.max_members, basis=rule.basis)
	if rule.odd and count % 2 == 0:
		text = _("The panel has {count} members; an odd number is asked for ({basis}). Add or remove one")
		yield _problem(text, count=count, basis=rule.basis)


def _chair(rule: PanelRule, members: Sequence[Seat]) -> Iterable[Problem]:
	if not rule.chair_post:
		return
	for chair in (member for member in members if member.role == "Chair"):
		if not _says(chair.post, rule.chair_post):
			yield _problem(
				_(
					"The rules have the panel chaired by: {post} ({basis}). {name} holds the post: {held}. "
					"Correct the chair, or the post title on the Employee record"
				),
				post=rule.chair_post,
				basis=rule.basis,
				name=chair.name,
				held=chair.post or "-",
			)


def _says(post: str, wanted: str) -> bool:
	"""A post title begins with the wanted one: the head of a named office is a head of an office."""
	return " ".join(post.split()).casefold().startswith(" ".join(wanted.split()).casefold())


def _elements(rule: PanelRule, members: Sequence[Seat]) -> Iterable[Problem]:
	present = {" ".join(member.element.split()).casefold() for member in members}
	for element in rule.elements:
		if element.required and " ".join(element.title.split()).casefold() not in present:
			text = _("Nobody on the panel is entered as '{element}' ({basis}). Add such a member")
			yield _problem(text, element=element.title, basis=element.basis)


def _problem(text: str, **values: object) -> Problem:
	return Problem("panel", Message(text, values))
