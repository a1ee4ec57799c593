"""Imports run one way: documents and pages → gateway → engine and HR facts. The rule is in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys

from tests.artefacts.files import APP, ROOT

CODE = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_imports_run_one_way() -> None:
	# From this checkout, whatever other one is installed.
	code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {CODE}"
	done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
	assert done.returncode == 0, f"{done.stdout[-4000:]}{done.stderr[-2000:]}"


def test_every_folder_with_python_is_a_package() -> None:
	"""The import rule sees packages only."""
	bare = {file.parent for file in APP.rglob("*.py") if not (file.parent / "__init__.py").exists()}
	assert not bare, f"without __init__.py: {sorted(str(folder.relative_to(ROOT)) for folder in bare)}"
