"""Facts about a person from ERPNext's Employee and, when installed, Frappe HR."""
