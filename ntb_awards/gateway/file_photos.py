"""Photos of nominees: small, re-encoded, and without what a camera writes beside the picture."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from frappe import _
from PIL import Image, ImageOps

from ntb_awards.gateway import file_contents, files, limits
from ntb_awards.gateway.file_refusals import refuse

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

# Pixels of the longer side.
MOST_PIXELS = 800
QUALITY = 85
# Of a JPEG: nothing behind its end, and no segment but the one that says it is a JPEG.
END = b"\xff\xd9"
PLAIN_SEGMENTS = {"APP0"}


def take(doc: Nomination) -> None:
	"""The photo that a nomination is about to name, whatever its door: private, a picture, re-encoded."""
	stored = doc.get_doc_before_save()
	if (doc.photo or "") == ((stored.photo if stored else "") or ""):
		return
	if not doc.photo:
		doc.photo = None
		return
	files.keep_private(doc, "photo")
	source = files.readable_file(doc.photo)
	content = files.path_of(source).read_bytes()
	file_contents.check_name(source.file_name)
	check(content, PurePosixPath(doc.photo).name)
	if not is_plain(content):
		# A nomination that is new has no name yet; Frappe attaches the file when it is saved.
		doc.photo = files.store(re_encode(content, source.file_name), "photo.jpg").file_url
		if not source.attached_to_name:
			files.drop(source.name, source.file_url)


def check(content: bytes, name: str) -> None:
	"""Raises FileRefusedError for what is no picture."""
	file_contents.check_against(content, name, limits.accepted_photo())


def re_encode(content: bytes, name: str) -> bytes:
	"""A JPEG of at most MOST_PIXELS, turned as it was held, without place, time or camera."""
	try:
		with Image.open(BytesIO(content)) as image:
			image.draft("RGB", (MOST_PIXELS * 2, MOST_PIXELS * 2))
			upright = ImageOps.exif_transpose(image)
			upright.thumbnail((MOST_PIXELS, MOST_PIXELS), Image.Resampling.LANCZOS)
			buffer = BytesIO()
			_on_white(upright).save(buffer, "JPEG", quality=QUALITY, exif=b"", optimize=True)
	except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
		refuse(name, _("{0} cannot be opened as a picture: it is damaged. Save it again and upload that."))
	return buffer.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
	"""What is transparent becomes white, not black."""
	if "A" not in image.getbands() and "transparency" not in image.info:
		return image.convert("RGB")
	layer = image.convert("RGBA")
	page = Image.new("RGB", layer.size, "white")
	page.paste(layer, mask=layer.getchannel("A"))
	return page


def is_plain(content: bytes) -> bool:
	"""Whether it is what `re_encode` makes: a small JPEG with nothing in it but the picture."""
	with Image.open(BytesIO(content)) as image:
		segments = {marker for marker, _data in getattr(image, "applist", [])}
		is_small_jpeg = image.format == "JPEG" and max(image.size) <= MOST_PIXELS
		return is_small_jpeg and segments <= PLAIN_SEGMENTS and content.endswith(END)
