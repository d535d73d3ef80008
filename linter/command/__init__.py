"""The commands: their arguments, what each does, and how its outcome goes out."""
