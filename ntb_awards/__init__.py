"""Merit selections of civil servants, inside an ERPNext site."""

__version__ = "0.1.0"
