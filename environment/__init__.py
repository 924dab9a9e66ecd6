"""Makes everything that the commands of the Makefile need; runs on a bare Python, before any package is there."""
