"""From definitions to models, business objects and screens."""
