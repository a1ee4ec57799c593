"""The sample season on a real site; in the bench's Python, in its folder `sites`.

Everything the demo does and prints is `ntb_awards.demo.run`; this connects to the site for it.
"""

from __future__ import annotations

import os
import sys

import frappe


def main(site: str, serve: bool, port: int) -> None:
	frappe.init(site=site)
	frappe.connect()
	frappe.set_user("Administrator")
	try:
		from ntb_awards.demo.run import load, show

		season = load(os.environ.get("SCHEME") or None, frappe.db.commit)
		show(season, f"http://{site}:{port}" if serve else site)
	finally:
		frappe.destroy()


if __name__ == "__main__":
	main(sys.argv[1], sys.argv[2] == "1", int(sys.argv[3]))
