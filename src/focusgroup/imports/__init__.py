"""Read agendas, participant lists and the sample from files."""
