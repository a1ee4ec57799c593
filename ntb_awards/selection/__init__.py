"""The engine of merit selection: a scheme and facts in, results with reasons out. It knows no Frappe."""
