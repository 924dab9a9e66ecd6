"""What an administrator fills in about other databases."""
