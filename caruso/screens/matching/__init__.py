"""Who may be the same as whom: one engine for forms, import, API and pages."""
