"""What makes forms and outlines sound. Pure: plain values in, findings out."""
