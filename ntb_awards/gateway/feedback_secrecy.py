"""What keeps a contributor apart from the answers: names that only the site's key connects, and equal times.

A Feedback Request says who is asked about whom; an Assessment 360 says what was answered about whom. The
name of the second is a keyed hash of the name of the first, so that no list, report or query joins them. All
rows of answers of a season have the same owner and the same times, so that their order tells nothing either.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

import frappe
from frappe.utils import get_datetime
from frappe.utils.password import get_encryption_key

# In whose name rows of answers are written, whoever gave them.
WRITTEN_BY = "Administrator"
NAME_LENGTH = 32


def answers_name(request: str, round_: int) -> str:
	"""The Assessment 360 with the answers to a Feedback Request, in its round (1, 2, … after returns)."""
	return _keyed(f"{request}/{round_}")


def _keyed(text: str) -> str:
	digest = hmac.new(get_encryption_key().encode(), text.encode(), hashlib.sha256).hexdigest()
	return digest[:NAME_LENGTH]


def stamp(season: str) -> datetime:
	"""The one time that all rows of answers of a season carry: when the season was made."""
	return get_datetime(frappe.get_cached_value("Award Season", season, "creation"))


def new_key() -> str:
	"""The secret part of a personal link: 256 bits."""
	return secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
	"""What is kept of a personal link. SHA-256 is enough for a secret that nobody can guess."""
	return hashlib.sha256(key.encode()).hexdigest()
