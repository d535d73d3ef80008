"""Where names become bytes: files, folders, archives, and other programs that read a file."""
