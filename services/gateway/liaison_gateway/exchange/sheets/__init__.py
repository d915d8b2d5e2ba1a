"""Write lists as workbooks in the usual form of an office."""
