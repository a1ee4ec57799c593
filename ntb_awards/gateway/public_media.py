"""Photo and video of finalists for everybody: no other file leaves without an account."""

from __future__ import annotations

import mimetypes

import frappe
from frappe.utils import cint
from werkzeug.utils import send_file
from werkzeug.wrappers import Response

from ntb_awards.gateway import files, public_finalists

# Seconds a browser may keep them; who leaves the page of finalists is gone from it soon.
KEPT = 300
PHOTO, VIDEO = "image/jpeg", ("video/mp4", "video/webm")


@frappe.whitelist(allow_guest=True, methods=["GET"])
def photo(season: str, number: str | int) -> Response:
	"""The photo of the finalist of that nominee number (season: name); 404 for everything else."""
	one = public_finalists.finalist(season, cint(number))
	url = frappe.db.get_value("Nomination", one.nomination, "photo") if one else None
	return _stream("Nomination", one.nomination, url, (PHOTO,)) if url else _nothing()


@frappe.whitelist(allow_guest=True, methods=["GET"])
def video(season: str, number: str | int) -> Response:
	"""The finalist's video where it is a file; parts of it on request (Range)."""
	one = public_finalists.finalist(season, cint(number))
	shown = public_finalists.video_of(one) if one else None
	if not shown or not shown.is_file:
		return _nothing()
	url = frappe.db.get_value("Supporting Document", shown.document, "file")
	return _stream("Supporting Document", shown.document, url, VIDEO)


def _stream(doctype: str, name: str, url: str, types: tuple[str, ...]) -> Response:
	"""The file that hangs on this very document, if it is of one of these types."""
	kind = mimetypes.guess_type(url)[0]
	attached = {"attached_to_doctype": doctype, "attached_to_name": name, "file_url": url}
	found = frappe.db.get_value("File", attached, "name", order_by="creation")
	path = files.path_of(frappe.get_doc("File", found)) if found else None
	if kind not in types or not path or not path.is_file():
		return _nothing()
	# A name of its own: that on the disk tells the number of the nomination.
	named = {"mimetype": kind, "download_name": f"media{path.suffix}"}
	response = send_file(path, frappe.request.environ, **named, conditional=True, max_age=KEPT)
	response.headers["Accept-Ranges"] = "bytes"
	response.headers["X-Content-Type-Options"] = "nosniff"
	response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
	return response


def _nothing() -> Response:
	"""In the same words for nobody, somebody who is not shown, and a finalist without one."""
	return Response("", status=404, mimetype="text/plain")
