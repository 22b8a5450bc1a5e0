"""Name and attributes of a function -> front, middle or back office, with reasons."""
