"""The room that knows everyone: settings, addresses, reactions, worker, command line."""
