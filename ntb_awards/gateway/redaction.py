"""Names out of texts that are published: who stands in a dossier stands there by number or pseudonym."""

from __future__ import annotations

import re
from collections.abc import Mapping

# A NIP as written in print or without its spaces; the digits of somebody who is not in the season.
ANY_NIP = re.compile(r"\b\d{8} ?\d{6} ?\d ?\d{3}\b")
TITLE = re.compile(r"^(?:[A-Za-z]+\.)+$")


class Redactor:
	"""Replaces names and NIPs. `people`: name or NIP → what stands for it ("No. 7", "A2")."""

	def __init__(self, people: Mapping[str, str]) -> None:
		self._stands_for = {
			_key(written): sign for name, sign in people.items() for written in _written(name)
		}
		longest_first = sorted(self._stands_for, key=len, reverse=True)
		names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
		self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None

	def __call__(self, text: str | None) -> str:
		text = text or ""
		if self._pattern and text:
			text = self._pattern.sub(lambda found: self._stands_for[_key(found.group())], text)
		return ANY_NIP.sub("[NIP]", text)


def _written(name: str) -> list[str]:
	"""The ways in which a name is written: as it stands, and without academic titles."""
	plain = " ".join(part for part in name.split(",")[0].split() if not TITLE.match(part))
	if name.isdigit() and len(name) == 18:
		return [name, " ".join((name[:8], name[8:14], name[14], name[15:]))]
	return [one for one in dict.fromkeys((" ".join(name.split()), plain)) if len(one) > 2]


def _key(text: str) -> str:
	return " ".join(text.lower().split())
