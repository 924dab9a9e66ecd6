"""Pages of the catalogue: variants, parts of bundles, and the settings of taxes and discounts."""
