"""Business objects over tables that exist, in databases that other programs keep."""
