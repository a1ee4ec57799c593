"""Tests of the engine; they need neither Frappe nor a database."""
