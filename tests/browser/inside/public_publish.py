"""Publish minutes some seconds from now, or take their publication back.

python public_publish.py SITE '{"minutes": name, "seconds": from now, or null to take it back}'

Prints when it becomes public, in seconds since 1970 (0: never).
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import frappe

from ntb_awards.gateway import public_announcements, windows


def act(minutes: str, seconds: int | None) -> float:
	if seconds is None:
		public_announcements.withdraw_publication(minutes)
		return 0
	season = frappe.db.get_value("Plenary Minutes", minutes, "season")
	at = (windows.now_in(season) + timedelta(seconds=seconds)).replace(microsecond=0)
	public_announcements.publish(minutes, f"{at:%Y-%m-%d %H:%M:%S}")
	return at.timestamp()


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	frappe.set_user("Administrator")
	told = act(**json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(told)
