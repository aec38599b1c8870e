"""Pure rules of the map: kinds and names (`names`), changes (`change`)."""
