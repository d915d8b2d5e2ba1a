"""Work with past years as files: replay them, compare rules, import and export history.

All of it is a client of the gateway and uses only the contracts and an HTTP client: a person can do
everything by hand that a year book does.
"""
