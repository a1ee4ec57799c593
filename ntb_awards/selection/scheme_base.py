"""What every part of a scheme shares: its codes, its strictness, and the mark of what is assumed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ASSUMED = "assumed"
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
HUNDRED = Decimal(100)


class SchemeModel(BaseModel):
	model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
