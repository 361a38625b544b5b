"""Read agendas, participant lists and the sample sessions from files."""
