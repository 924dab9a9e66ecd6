"""Making several records of one object one, and several again."""
