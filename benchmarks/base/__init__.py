"""The base that is measured on: invented customers and what happened with them, written in bulk."""
