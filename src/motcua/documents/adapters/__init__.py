"""What stands outside: the process that opens strangers' files, and the virus scanner."""
