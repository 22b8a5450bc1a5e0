"""The command line: one file a command. It reads, chooses, prints and writes; it never computes."""
