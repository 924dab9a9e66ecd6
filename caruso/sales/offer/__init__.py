"""The customer's page of a quote: private by its address, without sign-in, apart from the screens of the staff."""
