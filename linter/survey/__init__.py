"""The reports of one run side by side, this year and last: whose they are and who owes one."""
