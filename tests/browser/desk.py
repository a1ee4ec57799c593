"""One person at the desk: what is clicked, typed and read, in the words of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError

from tests.browser import scripts

# Milliseconds: how often a page is asked, and how long something may take that follows at once.
POLL = 50
MOMENT = 3_000
# Milliseconds after which nothing more is expected of a button that was pressed, and how often it is pressed.
PATIENCE, ATTEMPTS = 15_000, 3
SAVED = "() => cur_frm && !cur_frm.is_dirty() && !cur_frm.is_new() || cur_dialog"


class Desk:
	"""The desk of one signed-in person. Values are given as the screen takes them."""

	def __init__(self, page: Page) -> None:
		self.page = page

	# Coming and going

	def log_in(self, email: str, password: str) -> None:
		self.page.goto("/login")
		self.page.fill("#login_email", email)
		self.page.fill("#login_password", password)
		self.page.click(".for-login .btn-login")
		self.page.wait_for_url("**/app**")
		self.page.wait_for_function(scripts.BOOTED)
		self.settle()

	def open(self, doctype: str, name: str = "") -> None:
		"""The form of a document as it is stored now, or of a new one."""
		if name:
			self.page.evaluate(scripts.OPEN, [doctype, name])
		else:
			self.page.evaluate("(doctype) => frappe.new_doc(doctype)", doctype)
		self.arrive(doctype)

	def open_list(self, doctype: str) -> None:
		self.page.evaluate("(doctype) => frappe.set_route('List', doctype)", doctype)
		self.arrive_at_list(doctype)

	def arrive_at_list(self, doctype: str) -> None:
		self.page.wait_for_function(scripts.LISTED, arg=doctype)
		self.settle()

	def arrive(self, doctype: str) -> None:
		"""Wait until the form of this kind of document is on the screen."""
		self.page.wait_for_function(scripts.READY, arg=doctype)
		self.settle()

	def settle(self) -> None:
		"""Wait until nothing is asked of the server any more."""
		self.page.evaluate("() => { window.quiet_for = 0; }")
		self.page.wait_for_function(scripts.QUIET, polling=POLL)

	@property
	def form(self) -> Locator:
		return self.page.locator(".page-container:visible").last

	@property
	def name(self) -> str:
		"""The name of the document in the form."""
		return self.page.evaluate("() => cur_frm.doc.name")

	# Filling in

	def tab(self, label: str) -> None:
		self.form.locator(".form-tabs .nav-link", has_text=label).first.click()

	def fill(self, values: Mapping[str, Any]) -> None:
		"""Fields of the form by their fieldnames, each on the tab that is open or where it stands."""
		for fieldname, value in values.items():
			control = self.form.locator(f".frappe-control[data-fieldname='{fieldname}']:visible").first
			self._enter(control, value)
		self.settle()

	def fill_dialog(self, values: Mapping[str, Any]) -> None:
		"""Fields of the dialog on the screen, by their fieldnames."""
		for fieldname, value in values.items():
			control = self.dialog().locator(f".frappe-control[data-fieldname='{fieldname}']:visible")
			self._type_into(control, control.get_attribute("data-fieldtype") or "", value)
		self.settle()

	def attach(self, file: Path) -> None:
		"""Choose a file of this machine in the attachment field of the dialog, and upload it."""
		self.dialog().locator(".btn-attach").click()
		with self.page.expect_file_chooser() as chooser:
			self.dialog().locator(".btn-file-upload", has_text="My Device").click()
		chooser.value.set_files(file)
		self.dialog().locator(".btn-modal-primary", has_text="Upload").click()
		self.dialog().locator(".attached-file:visible").wait_for()
		self.settle()

	def add_row(self, table: str, values: Mapping[str, Any]) -> None:
		"""A row of a table, written in the row's own form."""
		grid = self.grid(table)
		grid.locator(".grid-add-row").first.click()
		self.edit_row(table, grid.locator(".grid-body .rows > .grid-row").count(), values)

	def add_rows(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
		for row in rows:
			self.add_row(table, row)

	def edit_row(self, table: str, number: int, values: Mapping[str, Any]) -> None:
		row = self.grid(table).locator(f".grid-body .rows > .grid-row[data-idx='{number}']")
		if not row.locator(".form-in-grid:visible").count():
			row.locator(".btn-open-row").first.click()
		self.fill_open_row(values)

	def fill_open_row(self, values: Mapping[str, Any]) -> None:
		"""Fields of the row whose form is open; closes it."""
		opened = self.page.locator(".grid-row-open .form-in-grid")
		opened.wait_for()
		self._wait(scripts.FOCUSED)
		for fieldname, value in values.items():
			self._enter(opened.locator(f".frappe-control[data-fieldname='{fieldname}']:visible"), value)
		opened.locator(".grid-collapse-row").first.click()
		opened.wait_for(state="hidden")

	def grid(self, table: str) -> Locator:
		return self.form.locator(f".frappe-control[data-fieldname='{table}']")

	def _enter(self, control: Locator, value: Any) -> None:
		"""Enter a value and see that the form has it: scripts that take the focus can make it lose one."""
		fieldname = control.get_attribute("data-fieldname")
		for _attempt in range(3):
			self._type_into(control, control.get_attribute("data-fieldtype") or "", value)
			if self._has(fieldname, value):
				return
		raise AssertionError(f"{fieldname}: the form does not take {value!r}")

	def _type_into(self, control: Locator, kind: str, value: Any) -> None:
		if kind == "Check":
			control.locator("input[type=checkbox]:visible").set_checked(bool(value))
		elif kind == "Select":
			control.locator("select").select_option(label=str(value))
		elif kind == "Code":
			control.locator(".ace_content").click()
			self.page.keyboard.press("Control+a")
			self.page.keyboard.insert_text(str(value))
		elif kind in ("Link", "Autocomplete"):
			self._choose(control, str(value))
		else:
			field = control.locator("input:visible, textarea:visible").first
			field.fill(self._as_shown(kind, value))
			# Tab would go into the next table, and there begin an empty row.
			field.blur()

	def _has(self, fieldname: str | None, value: Any) -> bool:
		return self._wait(scripts.TAKEN, [fieldname, value])

	def _wait(self, what: str, argument: Any = None) -> bool:
		"""Whether it comes true within a moment."""
		try:
			self.page.wait_for_function(what, arg=argument, timeout=MOMENT)
		except TimeoutError:
			return False
		return True

	def _as_shown(self, kind: str, value: Any) -> str:
		"""Dates in the person's own format."""
		if kind not in ("Date", "Datetime"):
			return str(value)
		return self.page.evaluate("(text) => frappe.datetime.str_to_user(text)", str(value))

	def _choose(self, control: Locator, text: str) -> None:
		"""Type into a link field and take what the list offers, if it does."""
		field = control.locator("input:visible").first
		field.click()
		field.fill(text)
		offered = control.locator(".awesomplete ul > *", has_text=text).first
		try:
			offered.click(timeout=2 * MOMENT)
		except TimeoutError:
			field.fill("")
		self.settle()

	# Doing

	def save(self) -> None:
		"""The button Save; fails with what the desk says when it refuses.

		On a busy machine a script of the form can take the focus in the very moment of the click, which is
		then lost: whoever sees that nothing happens presses again.
		"""
		for _attempt in range(ATTEMPTS):
			self.press_primary("Save")
			with suppress(TimeoutError):
				self.page.wait_for_function(SAVED, timeout=PATIENCE)
				break
		else:
			self.page.wait_for_function(SAVED)
		self.settle()
		self.refuse_message()

	def submit(self) -> None:
		"""The button Submit, and yes to the question that follows."""
		self.press_primary("Submit")
		self.confirm()
		self._wait("() => cur_frm.doc.docstatus === 1")
		self.refuse_message()
		self.expect_value("docstatus", 1)

	def act(self, action: str) -> None:
		"""An action of the document's workflow."""
		self.settle()
		self.form.locator(".actions-btn-group:visible > button").click()
		self.form.locator(".actions-btn-group .dropdown-item:visible", has_text=action).click()
		self.settle()
		self.refuse_message()

	def press_primary(self, label: str) -> None:
		self.settle()
		self.form.locator(".page-head .primary-action:visible", has_text=label).first.click()

	def press(self, label: str) -> None:
		"""A button of the form's head."""
		self.settle()
		self.form.locator(".page-head button:visible", has_text=label).first.click()

	def menu(self, button: str, entry: str) -> None:
		"""An entry of a drop-down button of the form's head."""
		self.press(button)
		self.form.locator(".page-head .dropdown-menu.show .dropdown-item", has_text=entry).first.click()

	def confirm(self) -> None:
		"""Answer the question on the screen with its main button."""
		dialog = self.dialog()
		dialog.locator(".btn-primary:visible, .btn-modal-primary:visible").first.click()
		dialog.wait_for(state="hidden")
		self.settle()
		self.refuse_message()

	def dialog(self) -> Locator:
		found = self.page.locator(".modal.show").last
		found.wait_for()
		return found

	def close_dialog(self) -> None:
		dialog = self.dialog()
		dialog.locator(".btn-modal-close:visible").first.click()
		dialog.wait_for(state="hidden")

	def message(self) -> str:
		"""What a message on the screen says, "" when there is none."""
		shown = self.page.locator(".modal.show .msgprint")
		return shown.inner_text() if shown.count() else ""

	def read_message(self) -> str:
		"""The message that comes up, and away with it."""
		self.page.locator(".modal.show .msgprint").wait_for()
		text = self.message()
		self.close_dialog()
		return text

	def expect_value(self, fieldname: str, value: Any) -> None:
		arrived = self._wait("([field, value]) => cur_frm.doc[field] === value", [fieldname, value])
		held = self.page.evaluate("(field) => cur_frm.doc[field]", fieldname)
		assert arrived, f"{fieldname} is {held!r}, not {value!r}. {self.message()}"

	def rows(self, table: str, fieldname: str) -> list[Any]:
		"""One column of a table of the form."""
		return self.page.evaluate(scripts.COLUMN, [table, fieldname])

	def refuse_message(self) -> None:
		assert not (text := self.message()), f"the desk says: {text}"

	def call_document(self, doc: Mapping[str, Any], method: str) -> dict[str, Any]:
		"""A button of a form that is not stored yet; the document as the server has changed it."""
		return self.page.evaluate(scripts.CALL_DOCUMENT, [doc, method])

	def call(self, method: str, **values: Any) -> Any:
		"""What a button of the desk asks of the server, as this person, without going through the form."""
		answer = self.page.evaluate(scripts.CALL, [method, values])
		assert "refused" not in answer, f"{method}: {self.message() or answer['refused']}"
		return answer["given"]
