"""What belongs together: running stories, copies, origins."""
