"""Every check of the project, run by one command (`make test`) that does its own set-up."""
