"""Lay cases before the leading group and keep its minutes and waivers (Articles 5(2) and 7)."""
