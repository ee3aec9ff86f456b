"""What readers see: pages, feeds, archives."""
