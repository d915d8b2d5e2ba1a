"""Print lists as workbooks that look like an office's own."""
