"""A contributor with a phone: what is tapped, typed and read on the page of the assessments."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect

PAGE = "/umpan-balik"
WIDTH, HEIGHT = 390, 844
SMALLEST_TARGET = 44


class Phone:
	"""One tab of a browser; closing its context is putting the phone away."""

	def __init__(self, context: BrowserContext) -> None:
		self.page: Page = context.new_page()

	def log_in(self, email: str, password: str) -> None:
		"""From the page, as somebody who was told its address, and back to it."""
		self.page.goto(PAGE)
		self.page.locator("#door a.button").click()
		# Frappe's login adds this once its buttons work.
		self.page.wait_for_url("**#login")
		self.page.fill("#login_email", email)
		self.page.fill("#login_password", password)
		self.page.click(".for-login .btn-login")
		self.page.wait_for_url(f"**{PAGE}")
		self.people.first.wait_for()

	def open_link(self, key: str) -> None:
		self.page.goto(f"{PAGE}#k={key}")
		self.people.first.wait_for()

	def put_away(self) -> None:
		self.page.context.close()

	# The list

	@property
	def people(self) -> Locator:
		return self.page.locator(".person")

	def person(self, name: str) -> Locator:
		return self.page.locator(".person", has=self.page.locator(".who", has_text=name))

	def open(self, name: str) -> Locator:
		"""The colleague's part of the page, opened."""
		person = self.person(name)
		head = person.locator("button.head")
		if head.get_attribute("aria-expanded") == "false":
			head.click()
		expect(person.locator(".body")).to_be_visible()
		return person

	# One assessment

	def choose(self, name: str, scores: list[int], start: int = 0) -> None:
		"""The scores of the aspects from number `start` on."""
		aspects = self.open(name).locator(".aspect")
		for place, score in enumerate(scores, start=start):
			aspects.nth(place).locator(".choice", has_text=str(score)).click()

	def scores(self, name: str) -> list[str]:
		"""What is chosen so far, in the order of the form."""
		chosen = self.open(name).locator(".aspect input:checked")
		return [one.input_value() for one in chosen.all()]

	def expect_saved(self, count: str) -> None:
		expect(self.page.locator(".bar")).to_have_attribute("data-state", "saved")
		expect(self.page.locator(".bar .count")).to_have_text(count)

	def submit(self, name: str) -> None:
		"""With the confirmation, which names the colleague."""
		self.open(name).locator(".buttons.wide .primary").click()
		expect(self.page.locator("dialog[open] h2")).to_contain_text(name)
		self.page.locator("dialog[open] .primary").click()
		expect(self.person(name)).to_have_attribute("data-state", "submitted")

	def expect_read_only(self, name: str, scores: list[int]) -> None:
		person = self.open(name)
		expect(person.locator(".given dd")).to_have_text([str(score) for score in scores])
		expect(person.locator("input, textarea, .primary")).to_have_count(0)

	# The page

	def too_small(self) -> list[str]:
		"""What can be tapped and is less than 44 px high or wide."""
		return self.page.evaluate(TOO_SMALL, SMALLEST_TARGET)

	def without_name(self) -> list[str]:
		"""Fields and buttons that a screen reader could not name."""
		return self.page.evaluate(WITHOUT_NAME)

	def overflow(self) -> int:
		"""By how many pixels the page is wider than the screen."""
		return self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")


# A radio button is tapped by its label.
TOO_SMALL = """(least) => [...document.querySelectorAll("a, button, summary, .choice, input, textarea")]
	.filter((one) => one.type !== "radio")
	.filter((one) => one.checkVisibility() && !one.matches(".skip"))
	.filter((one) => one.getBoundingClientRect().height < least || one.getBoundingClientRect().width < least)
	.map((one) => one.outerHTML.slice(0, 120))"""
WITHOUT_NAME = """() => [...document.querySelectorAll("a, button, input, textarea")]
	.filter((one) => one.checkVisibility())
	.filter((one) => !(one.labels && one.labels.length ? one.labels[0].textContent : one.textContent).trim()
		&& !one.getAttribute("aria-label"))
	.map((one) => one.outerHTML.slice(0, 120))"""
