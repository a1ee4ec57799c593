"""Pseudonyms for assessors and contributors, so that a dossier can be published."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable


def pseudonyms(prefix: str, season: str, identities: Iterable[str], key: str = "") -> dict[str, str]:
	"""Identity → pseudonym ("A1", "A2", …) in an order that tells nothing about names.

	Without a secret `key` whoever can guess the identities can repeat the order.
	"""

	def place(who: str) -> str:
		return hmac.new(key.encode(), f"{season}/{who}".encode(), hashlib.sha256).hexdigest()

	return {who: f"{prefix}{position}" for position, who in enumerate(sorted(set(identities), key=place), 1)}
