"""Bring names, addresses and numbers to forms that are equal where they mean the same."""
