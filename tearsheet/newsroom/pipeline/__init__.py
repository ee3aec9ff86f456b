"""What happens next: tasks, and the schedule that finds what is due."""
