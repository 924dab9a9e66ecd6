"""The office: administration, preferences, notifications, jobs and the first run."""
