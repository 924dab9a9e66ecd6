"""How quick Caruso is on a million contacts: `python -m benchmarks`. See README.md."""
