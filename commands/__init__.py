"""What the door for people does, command by command; cli.py names them.  No logic."""
