"""What keeps the terminal and Textual from hurting us; each file names its bug."""
