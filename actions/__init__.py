"""Custom actions: one file each, a few lines that call the core."""
