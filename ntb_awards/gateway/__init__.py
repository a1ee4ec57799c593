"""Documents to engine records and engine results to documents: the only code that knows both worlds."""
