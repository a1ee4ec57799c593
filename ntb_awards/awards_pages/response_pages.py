"""What a citizen gets to see after sending feedback on a finalist, and where it is confirmed."""

from __future__ import annotations

from urllib.parse import urlencode

import frappe
from frappe import _
from werkzeug.wrappers import Request, Response

from ntb_awards.awards_pages import frame, pages
from ntb_awards.gateway import portal, public_responses
from ntb_awards.gateway.feedback_crashes import AnswersNotStoredError, without_traces
from ntb_awards.gateway.public_finalists import Finalist, finalist
from ntb_awards.gateway.public_response_entry import TEXT, TEXT_LENGTH, Fields, typed_of
from ntb_awards.gateway.public_response_form import HOURS_TO_CONFIRM, WHOLE_FORM, form_of, questions_of
from ntb_awards.gateway.public_response_limits import TooManyResponsesError
from ntb_awards.gateway.public_response_mail import DAYS_KEPT
from ntb_awards.gateway.public_responses import NotAskedError, Standing

CONFIRMATION = "konfirmasi"
# Stands where else the key of a letter stands, and is none: it has no signature.
SENT = "terkirim"
LARGEST_POST = 64 * 1024
OK, SEE_OTHER, FORBIDDEN, MISSING, CONFLICT, GONE = 200, 303, 403, 404, 409, 410
TOO_LARGE, UNPROCESSABLE, TOO_MANY, UNAVAILABLE = 413, 422, 429, 503
STATUS = {"waiting": OK, "confirmed": OK, "late": GONE, "unknown": MISSING}


# ── sent from a finalist's page ───────────────────────────────────────────────────────────────────────


def posted(one: Finalist) -> Response:
	"""The answer to what was sent from the page of this finalist.

	303 to the page that says what comes next; else the finalist's page again with what is wrong: 422, 403
	outside the window, 413, 429, and 503 for a failure of the server's own. Nothing is stored then.
	"""
	request = frappe.local.request
	if _size(request) > LARGEST_POST:
		return _again(one, *_too_large(request), TOO_LARGE)
	fields = _fields(request)
	try:
		receipt = _receive(one, fields)
	except NotAskedError:
		return _page(pages.finalist_page(one, None, FORBIDDEN))
	except TooManyResponsesError as error:
		return _again(one, fields, {WHOLE_FORM: str(error)}, TOO_MANY, error.minutes * 60)
	except AnswersNotStoredError as error:
		frappe.db.rollback()
		return _again(one, fields, {WHOLE_FORM: str(error)}, UNAVAILABLE)
	if not receipt.is_taken:
		return _again(one, fields, receipt.problems, UNPROCESSABLE)
	return _redirected(one)


@without_traces
def _receive(one: Finalist, fields: Fields) -> public_responses.Receipt:
	return public_responses.receive(one, fields, frappe.local.request_ip or "", frappe.local.lang)


def _size(request: Request) -> int:
	"""In bytes; of a request that does not say how long it is, what has arrived."""
	return max(request.content_length or 0, len(request.get_data()))


def _too_large(request: Request) -> tuple[Fields, dict[str, str]]:
	fields = _fields(request)
	if len("".join(fields.get(TEXT, ()))) <= TEXT_LENGTH:
		return {}, {WHOLE_FORM: _("Too much was sent at once. Please fill in the form on this page.")}
	# A text of that size is not sent back.
	kept = {name: values for name, values in fields.items() if sum(map(len, values)) <= TEXT_LENGTH}
	problem = _("The text is far too long: at most {0} characters are taken. Shorten it.").format(TEXT_LENGTH)
	return kept, {TEXT: problem}


def _fields(request: Request) -> dict[str, list[str]]:
	"""Name → values, of the form alone: what stands in the address is not part of it. Files count as sent."""
	found = {name: request.form.getlist(name) for name in request.form}
	# Under a name that no field of the form has.
	return {**found, **{f"file {name}": [""] for name in request.files}}


def _again(
	one: Finalist, fields: Fields, problems: dict[str, str], status: int, wait: int | None = None
) -> Response:
	questions = questions_of(one.season, one.stage)
	form = form_of(one, typed_of(fields, questions), problems)
	response = _page(pages.finalist_page(one, form, status))
	if wait:
		response.headers["Retry-After"] = str(wait)
	return response


def _redirected(one: Finalist) -> Response:
	address = frame.link(CONFIRMATION, SENT)
	whom = urlencode({"season": one.season, "number": one.number})
	response = Response(status=SEE_OTHER)
	response.headers["Location"] = f"{address}{'&' if '?' in address else '?'}{whom}"
	response.headers["Cache-Control"] = "no-store"
	return response


# ── opened from the letter ────────────────────────────────────────────────────────────────────────────


def confirmation(key: str) -> Response:
	"""/awards/konfirmasi/<key>: GET shows what the button would confirm, POST confirms it; once."""
	if key == SENT:
		return _page(_thanks())
	if frappe.local.request.method != "POST":
		return _page(_confirmation_page(key, public_responses.standing(key), STATUS))
	try:
		found = _confirm(key, frappe.local.request.form.get("shown", ""))
	except AnswersNotStoredError as error:
		frappe.db.rollback()
		return _page(_sentences(key, _("Not Stored"), [str(error)], UNAVAILABLE))
	changed = {**STATUS, "waiting": CONFLICT}
	return _page(_confirmation_page(key, found, changed, is_answer=True))


@without_traces
def _confirm(key: str, shown: str) -> Standing:
	return public_responses.confirm(key, shown)


def _thanks() -> frame.Page:
	title = _("Look into your mailbox")
	return frame.page(
		"response_thanks.html",
		(CONFIRMATION, SENT),
		frame.Card(title, ""),
		one=_whom(),
		hours=HOURS_TO_CONFIRM,
		days=DAYS_KEPT,
	)


def _whom() -> Finalist | None:
	"""The finalist whose page led here, as the address says; nobody else is named."""
	season, number = (str(frappe.form_dict.get(name) or "") for name in ("season", "number"))
	is_number = number.isascii() and number.isdigit() and len(number) < 9
	return finalist(season, int(number)) if is_number else None


def _confirmation_page(
	key: str, found: Standing, status: dict[str, int], is_answer: bool = False
) -> frame.Page:
	if found.state != "waiting":
		title, sentences = _told(found, is_answer)
		return _sentences(key, title, sentences, status[found.state])
	return frame.page(
		"response_confirm.html",
		(CONFIRMATION, key),
		frame.Card(_("Confirm your feedback"), ""),
		status=status[found.state],
		found=found,
		changed=is_answer,
		csrf=portal.csrf_token(),
	)


def _told(found: Standing, is_answer: bool) -> tuple[str, list[str]]:
	"""(title, sentences)"""
	if found.state == "confirmed":
		what = _("Your feedback on {0} has been confirmed. Thank you.").format(found.nominee)
		known = _("It counts once; there is nothing more to do.")
		following = _("The Secretariat reads it first; then the panel gets it, without name and address.")
		return _("Feedback confirmed"), [what, following if is_answer and found.is_new else known]
	if found.state == "late":
		return _("Too late to confirm"), [
			_("This link worked for {0} hours. The feedback on {1} does not count.").format(
				HOURS_TO_CONFIRM, found.nominee
			),
			_("While feedback is taken, you can send the form once more."),
		]
	return _("This link does not work"), [
		_("Open it as it stands in your newest e-mail. What was not confirmed in time has been deleted.")
	]


def _sentences(key: str, title: str, sentences: list[str], status: int) -> frame.Page:
	return frame.page(
		"response_confirm.html",
		(CONFIRMATION, key),
		frame.Card(title, ""),
		status=status,
		found=Standing("unknown"),
		sentences=sentences,
	)


def _page(page: frame.Page) -> Response:
	"""Never kept by anybody: what people typed stands in it."""
	response = Response(page.html, status=page.status, mimetype="text/html")
	response.headers["Cache-Control"] = "no-store"
	return response
