"""What citizens' feedback is signed and compared by: keyed hashes of the site, nothing that says who it was.

Each kind of key has its own purpose in the hash, so that none can be used for another.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import time
from typing import Literal

from frappe.utils.password import get_encryption_key

# A page that lay open longer is refreshed before it is sent; pages are cached for much less.
FORM_SECONDS = 24 * 60 * 60
SIGNATURE = 32
FORM_TOKEN = re.compile(r"([0-9]{1,12})-([0-9a-f]{32})")
CONFIRMATION = re.compile(r"([0-9a-zA-Z]{1,40})-([0-9a-f]{32})")
# Providers whose addresses with and without dots are one mailbox; elsewhere a dot makes another person.
DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}

TokenState = Literal["good", "old", "forged"]


# The form


def form_token(season: str, nomination: str, stage: str) -> str:
	"""Says that this page was made by this site now; not single-use, because pages are kept for everybody."""
	made = str(int(time.time()))
	return f"{made}-{_signature('form', season, nomination, stage, made)}"


def token_state(token: str, season: str, nomination: str, stage: str) -> TokenState:
	found = FORM_TOKEN.fullmatch(token)
	if not found:
		return "forged"
	made, signature = found.groups()
	if not hmac.compare_digest(signature, _signature("form", season, nomination, stage, made)):
		return "forged"
	return "old" if time.time() - int(made) > FORM_SECONDS else "good"


# The e-mail address


def normalised(address: str) -> str:
	"""The mailbox behind an address: what follows a plus sign does not make another one."""
	local, _at, domain = address.strip().lower().rpartition("@")
	local = local.partition("+")[0] or local
	if domain in DOTLESS:
		return f"{local.replace('.', '')}@{DOTLESS[domain]}"
	return f"{local}@{domain}"


def address_key(stage: str, nomination: str, address: str) -> str:
	"""One for an address, finalist and stage: the database takes it once."""
	return _hash("response", stage, nomination, normalised(address))


def mailbox_key(address: str) -> str:
	"""By which the letters to an address are counted, whatever finalist they are about."""
	return _hash("mailbox", normalised(address))


# The network


def network_key(season: str, ip: str) -> str:
	"""Equal for responses that came from one network, different in each season."""
	return _hash("network", season, network(ip))


def network(ip: str) -> str:
	"""The address, of IPv6 its first half: whoever has one IPv6 address has 2^64 of them."""
	try:
		address = ipaddress.ip_address(ip.strip())
	except ValueError:
		return ip.strip()
	if isinstance(address, ipaddress.IPv6Address):
		if address.ipv4_mapped:
			return str(address.ipv4_mapped)
		return str(ipaddress.ip_network((address, 64), strict=False))
	return str(address)


# The link in the letter


def confirmation_key(response: str) -> str:
	"""What the letter's link ends with; computed again when it comes back, so it is stored nowhere."""
	return f"{response}-{_signature('confirm', response)}"


def response_of(key: str) -> str | None:
	"""The Public Response that a link speaks of; None for a wrong link."""
	found = CONFIRMATION.fullmatch(key)
	if not found or not hmac.compare_digest(found[2], _signature("confirm", found[1])):
		return None
	return found[1]


def digest_of(*parts: str) -> str:
	"""What a page has shown, so that exactly that is confirmed."""
	return _signature("shown", *parts)


def _signature(*parts: str) -> str:
	return _hash(*parts)[:SIGNATURE]


def _hash(*parts: str) -> str:
	"""64 hexadecimal digits. Lengths stand before the parts, so that no two lists of parts look alike."""
	text = "".join(f"{len(part)}:{part}" for part in parts)
	return hmac.new(get_encryption_key().encode(), text.encode(), hashlib.sha256).hexdigest()
