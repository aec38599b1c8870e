"""What officers type into the register; whether it may be is for the actions to say."""
