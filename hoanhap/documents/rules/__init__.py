"""What is asked of documents before they are written. Pure."""
