"""Pictures and videos: whether they open, how large a picture is unpacked, how long a video lasts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Timer
from typing import Any, BinaryIO

from frappe import _
from PIL import Image

from ntb_awards.gateway.file_refusals import refuse

FORMATS = ("JPEG", "PNG")
# A page scanned at 600 dpi has 35 million; each takes three or four bytes once unpacked.
MOST_PIXELS = 60_000_000
FFPROBE = "ffprobe"
PROBE_SECONDS = 20
# What ffprobe says of one stream fits many times over.
MOST_OUTPUT = 64 * 1024
CONTAINERS = {".mp4": "mov,mp4", ".webm": "matroska,webm"}


def check_image(stream: BinaryIO, name: str) -> None:
	"""Raises FileRefusedError for a picture that does not open or would fill the memory."""
	try:
		with Image.open(stream, formats=FORMATS) as image:
			pixels = image.width * image.height
			if 0 < pixels <= MOST_PIXELS:
				image.verify()
	# A bomb raises at once, damage whatever it leads to.
	except Image.DecompressionBombError:
		pixels = MOST_PIXELS + 1
	except Exception:
		refuse(name, _("{0} cannot be opened as a picture: it is damaged. Save it again and upload that."))
	finally:
		stream.seek(0)
	if pixels > MOST_PIXELS:
		refuse(
			name,
			_("{0} has too many pixels; at most {1} million. Make it smaller and upload it again."),
			MOST_PIXELS // 1_000_000,
		)


def minutes_of(content: bytes | Path, name: str, extension: str) -> float | None:
	"""The length in minutes, to the second; None where this machine has no ffprobe.

	Raises FileRefusedError where there is no picture or no length in it.
	"""
	if not shutil.which(FFPROBE):
		return None
	with _on_disk(content, extension) as path:
		found = _probe(path, extension)
	if not found or not found.get("streams"):
		refuse(name, _("{0} cannot be played as a video. Save it as MP4 again and upload that."))
	try:
		seconds = float(found["format"]["duration"])
	except (KeyError, TypeError, ValueError):
		refuse(name, _("The length of {0} cannot be read. Save it as MP4 and upload that."))
	return round(int(seconds) / 60, 4) or round(1 / 60, 4)


@contextmanager
def _on_disk(content: bytes | Path, extension: str) -> Iterator[Path]:
	"""ffprobe seeks in the file, so a stream will not do."""
	if isinstance(content, Path):
		yield content
		return
	with NamedTemporaryFile(suffix=extension) as copy:
		copy.write(content)
		copy.flush()
		yield Path(copy.name)


def _probe(path: Path, extension: str) -> dict[str, Any] | None:
	"""What ffprobe says of the first video stream; it opens this file and nothing the file names."""
	command = [
		*(FFPROBE, "-v", "error", "-protocol_whitelist", "file"),
		*("-format_whitelist", CONTAINERS[extension]),
		*("-select_streams", "v:0", "-show_entries", "format=duration:stream=codec_name", "-of", "json"),
		f"file:{path.resolve()}",
	]
	with subprocess.Popen(
		command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
	) as process:
		clock = Timer(PROBE_SECONDS, process.kill)
		clock.start()
		try:
			said = process.stdout.read(MOST_OUTPUT)
		finally:
			clock.cancel()
			process.kill()
	try:
		return json.loads(said)
	except ValueError:
		return None
