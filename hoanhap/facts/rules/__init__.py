"""Pure: the shape of a row, and where its unit is found on another map."""
