"""What can be asked of the API: one module for each address or two that belong together."""
