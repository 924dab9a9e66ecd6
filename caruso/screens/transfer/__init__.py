"""Getting records in and out: reading files, recognising their columns, importing and exporting."""
