"""No file of the project names a place of the machine it was written on."""

from __future__ import annotations

import re

from tests.artefacts.files import ROOT, project_files

PLACES = re.compile(rb"(?<![\w.~:/-])/(?:home|Users|root|work|mnt|tmp|opt)/[\w.-]+")
PICTURES = {".png", ".jpg", ".jpeg", ".pdf", ".woff2", ".ico", ".gif", ".webp"}


def test_no_machine_paths() -> None:
	found = [
		f"{file.relative_to(ROOT)}: {match.decode()}"
		for file in project_files()
		if file.suffix not in PICTURES
		for match in PLACES.findall(file.read_bytes())
	]
	assert not found, "\n".join(found)
