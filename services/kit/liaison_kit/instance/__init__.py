"""Fix an instance's mode, keep its clock, and close its days."""
