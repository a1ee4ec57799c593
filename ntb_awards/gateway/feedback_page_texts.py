"""What the page for contributors says. The script gets it from here, so that it is in the catalogue."""

from __future__ import annotations

from frappe import _


def texts() -> dict[str, str]:
	"""Key → text in the reader's language; {0}, {1} are filled in by the script."""
	return {**_head(), **_list(), **_form(), **_saving(), **_submitting(), **_suggesting()}


def _head() -> dict[str, str]:
	return {
		"greeting": _("Dear {0},"),
		"deadline": _("Answers are taken until {0}."),
		"confidential": _(
			"Only you and the verifiers of this selection can learn what you answered, and each time a "
			"verifier looks up a name it is recorded. The person you assess sees the result of all "
			"contributors together, never your name or your answers."
		),
		"contact": _("Questions: {0}"),
		"loading": _("Loading your assessments …"),
		"nothing": _("No assessment is waiting for you."),
		"nothing_hint": _(
			"If you expected one, ask the Secretariat whether you are on the list of contributors."
		),
		"try_again": _("Try Again"),
		"unreachable": _("The page could not reach the server. Check the connection and try again."),
		"log_in": _("Log In"),
	}


def _list() -> dict[str, str]:
	return {
		"your_assessments": _("Your assessments"),
		"progress": _("{0} of {1} submitted"),
		"all_done": _("All assessments are submitted. Thank you."),
		"as": _("You answer as: {0}"),
		"not_begun": _("Not begun"),
		"begun": _("{0} of {1} answered, not submitted"),
		"submitted": _("Sent in"),
		"returned": _("Returned to you"),
		"closed": _("Not submitted, time is over"),
		"returned_because": _("These answers were returned to you. Correct them and submit them again."),
		"reason": _("Reason: {0}"),
		"until": _("Answer until {0}."),
	}


def _form() -> dict[str, str]:
	return {
		"self_description": _("What {0} says of the own work"),
		"read_only": _("You submitted these answers. They can be seen, not changed."),
		"scale": _("Score from {0} to {1}"),
		"choose": _("Choose a score from {0} to {1}"),
		"no_answer": _("No answer"),
		"comment": _("Comment (optional)"),
		"comment_shown": _("The nominee may read comments, without names and in mixed order."),
		"comment_hidden": _("The nominee does not read comments; only the verifiers do."),
		"counter": _("{0} of {1} characters"),
		"previous": _("Previous"),
		"next": _("Next"),
		"not_a_score": _("This is not a number from {0} to {1}. It is not saved."),
		"missing": _("Choose a score here."),
		"missing_summary": _("{0} aspects are without a score. The first one is shown."),
		"missing_one": _("One aspect is without a score. It is shown."),
		"see_below": _("Not accepted. What to correct stands at the aspect."),
	}


def _saving() -> dict[str, str]:
	return {
		"as_you_go": _("Answers are saved as you go."),
		"saving": _("Saving …"),
		"saved": _("Saved {0}"),
		"unsaved": _("Not saved yet"),
		"not_saved": _("Not saved: no connection. It is tried again by itself; leave this page open."),
		"refused": _("Not saved. {0}"),
		"session_over": _(
			"You are no longer logged in. Log in again in a new tab; this page keeps your answers and saves "
			"them then."
		),
		"correct_first": _("One score is not valid and not saved; the others are saved."),
	}


def _submitting() -> dict[str, str]:
	return {
		"save_and_next": _("Save and Continue"),
		"save_and_close": _("Save and Close"),
		"submit": _("Submit"),
		"submit_title": _("Submit the assessment of {0}?"),
		"submit_warning": _("After that it can be seen, but not changed any more."),
		"submit_now": _("Submit Now"),
		"look_again": _("Look Again"),
		"submit_done": _("Your assessment of {0} is submitted. {1} of {2} submitted."),
	}


def _suggesting() -> dict[str, str]:
	return {
		"suggest_title": _("Suggest colleagues"),
		"suggest_intro": _(
			"You are nominated in the category {0}. You may suggest up to {1} colleagues of your level who "
			"know your work; the Secretariat decides who is asked, and you are not told."
		),
		"suggest_search": _("Name of the colleague"),
		"suggest_hint": _("Enter at least three letters."),
		"suggest_none": _("No peer of that name was found."),
		"suggest_found": _("{0} found"),
		"suggest": _("Suggest {0}"),
		"suggested": _("Suggested by you"),
		"suggest_waiting": _("Can still be taken back"),
		"suggest_passed_on": _("Passed on to the Secretariat"),
		"take_back": _("Take Back"),
		"take_back_of": _("Take back the suggestion of {0}"),
		"suggest_enough": _("You have suggested as many as the rules take."),
	}
