"""Sentences for people: a template that can be translated and the values to put into it."""

from __future__ import annotations

from dataclasses import dataclass, field


def _(template: str) -> str:
	"""Mark a template for translation where the engine writes it; the desk translates where it shows it."""
	return template


@dataclass(frozen=True)
class Message:
	"""An English template with `{named}` values. The desk translates the template, then fills it."""

	template: str
	values: dict[str, object] = field(default_factory=dict)

	def __str__(self) -> str:
		return self.template.format(**self.values)


@dataclass(frozen=True)
class Problem:
	"""Something to mend: where it stands (a dotted path such as `stages.fgd.weight`) and what to do."""

	path: str
	message: Message

	def __str__(self) -> str:
		return f"{self.path}: {self.message}"


class SelectionError(ValueError):
	"""Input the engine refuses; lists every problem it found."""

	def __init__(self, problems: list[Problem]) -> None:
		self.problems = problems
		super().__init__("\n".join(str(problem) for problem in problems))


def refuse(path: str, template: str, **values: object) -> SelectionError:
	return SelectionError([Problem(path, Message(template, values))])
