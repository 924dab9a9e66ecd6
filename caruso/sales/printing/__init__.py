"""Papers: documents as they are printed, made into PDF, or shown to the customer."""
