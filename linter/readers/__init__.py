"""Files as blocks: one module a format. A reader knows its format and nothing of any form."""
