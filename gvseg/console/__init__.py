"""What the command lines `gvseg` and `gvseg-train` share: arguments, progress, Ctrl-C."""
