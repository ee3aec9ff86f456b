"""Users, options read from the environment, and the commands."""
