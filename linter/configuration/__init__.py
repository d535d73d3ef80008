"""What a folder or a command line settles: settings, choice of rules, what is accepted."""
