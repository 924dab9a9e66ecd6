"""Building conditions by clicking."""
