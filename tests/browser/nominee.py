"""An employee who files a nomination: what is tapped, typed and read on the pages of nominations."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.phone import SMALLEST_TARGET, TOO_SMALL, WITHOUT_NAME

LIST = "/usulan"


class Nominee:
	"""One tab of a browser; closing its context is leaving until another day."""

	def __init__(self, context: BrowserContext) -> None:
		self.page: Page = context.new_page()

	def log_in(self, email: str, password: str, path: str = LIST) -> None:
		"""From the page, which sends to the login and takes back."""
		self.page.goto(path)
		# Frappe's login adds this once its buttons work.
		self.page.wait_for_url("**#login")
		self.page.fill("#login_email", email)
		self.page.fill("#login_password", password)
		self.page.click(".for-login .btn-login")
		self.page.wait_for_url(f"**{path}")

	def leave(self) -> None:
		self.page.context.close()

	# The list

	def begin(self, category: str) -> str:
		"""The name of the nomination."""
		self.page.locator("form.start .choice", has_text=category).click()
		self.page.locator("form.start button[type=submit]").click()
		self.page.wait_for_url(f"**{LIST}/*")
		return self.page.url.rsplit("/", 1)[-1]

	def open(self, name: str) -> None:
		self.page.locator(f".card-link a[href='{LIST}/{name}']").click()
		self.page.wait_for_url(f"**{LIST}/{name}")

	# The form

	def field(self, name: str) -> Locator:
		return self.page.locator(f"#input-{name}")

	def type_in(self, name: str, text: str) -> None:
		self.field(name).fill(text)

	def expect_saved(self) -> None:
		expect(self.page.locator(".bar")).to_have_attribute("data-state", "saved")

	def save(self) -> None:
		self.page.locator(".bar button").click()
		self.expect_saved()

	def problem(self, name: str) -> Locator:
		return self.page.locator(f"#problem-{name}")

	def missing(self) -> list[str]:
		return self.page.locator("[data-part=remaining] .todo:not(.advice) li").all_inner_texts()

	# The documents

	def document(self, code: str) -> Locator:
		return self.page.locator(f"#doc-{code}")

	def documents_to_upload(self) -> list[str]:
		"""Codes of the documents that are missing and can be uploaded."""
		forms = self.page.locator("#documents .document.missing:has(form.upload)")
		return [one.get_attribute("data-requirement") for one in forms.all()]

	def upload(self, code: str, file: Path) -> None:
		self.document(code).locator("input[type=file]").set_input_files(file)
		expect(self.document(code)).to_have_class("document present")

	def remove(self, code: str) -> None:
		self.page.once("dialog", lambda dialog: dialog.accept())
		self.document(code).locator("[data-action=remove]").click()
		expect(self.document(code)).to_have_class("document missing")

	# Handing in

	def submit(self) -> None:
		self.page.locator("[data-open=submit-dialog]").click()
		self.page.locator("dialog[open] .primary").click()
		expect(self.page.locator("#receipt")).to_be_visible()

	# The page

	def too_small(self) -> list[str]:
		return self.page.evaluate(TOO_SMALL, SMALLEST_TARGET)

	def without_name(self) -> list[str]:
		return self.page.evaluate(WITHOUT_NAME)

	def overflow(self) -> int:
		return self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
