// The script; it follows.
