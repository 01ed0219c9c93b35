"""What the console's screens are made of. A widget shows what it is given and posts messages; it
never asks the desk."""
