"""What the office asks people."""
