"""The states of a Public Response: what citizens send waits for their confirmation, then for moderation."""

from __future__ import annotations

DOCTYPE = "Public Response"
# Where citizens' own responses come from; the other channels are entered by the secretariat.
PUBLIC_PAGE = "Public Page"
UNCONFIRMED, PENDING, APPROVED, REJECTED = "Unconfirmed", "Pending", "Approved", "Rejected"
# Confirmed by whoever reads the address.
CONFIRMED = (PENDING, APPROVED, REJECTED)
