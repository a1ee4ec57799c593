"""What the scripts of the nomination pages say. They get it from here, so that it is in the catalogue."""

from __future__ import annotations

from frappe import _


def list_texts() -> dict[str, str]:
	"""Key → text in the reader's language, for the list; {0}, {1} are filled in by the script."""
	return {
		**_everywhere(),
		"choose_category": _("Choose a category first."),
		"nobody": _("Nobody of that name or number was found in your unit."),
		"choose_employee": _("Choose the employee:"),
		"category_of": _("In which category do you nominate {0}?"),
		"no_category": _("No category of this season fits the post of {0}."),
		"begin": _("Begin the Nomination"),
	}


def form_texts() -> dict[str, str]:
	"""The same for the page of one nomination."""
	return {
		**_everywhere(),
		"saving": _("Saving …"),
		"saved": _("Saved {0}"),
		"unsaved": _("Not saved yet"),
		"offline": _("Not saved: no connection. It is tried again by itself; leave this page open."),
		"busy": _("Not saved: the server is busy. It is tried again by itself; leave this page open."),
		"refused": _("Not saved. What to correct stands at the field."),
		"session": _(
			"You are no longer logged in. Log in again in a new tab; this page keeps what you wrote and "
			"saves it then."
		),
		"conflict": _("Not saved: changed elsewhere."),
		"words": _("{0} words"),
		"words_short": _("{0} words, {1} more needed"),
		"words_long": _("{0} words, {1} too many"),
		"too_large": _("This file has {0} MB; at most {1} MB are taken."),
		"empty": _("This file is empty."),
		"uploading": _("Uploading {0} …"),
		"uploaded": _("{0} is uploaded."),
		"removed": _("The file is removed."),
		"remove_question": _("Remove this file?"),
		"not_sent": _("The file could not be sent. Check the connection and try again."),
		"link_first": _("Enter the link first. It begins with https://"),
		"done": _("Done."),
	}


def _everywhere() -> dict[str, str]:
	return {
		"unreachable": _("The page could not reach the server. Check the connection and try again."),
		"session_over": _(
			"You are no longer logged in. Log in again in a new tab; this page keeps what you wrote and "
			"saves it then."
		),
	}
