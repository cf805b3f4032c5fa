"""Who somebody is: signing in of citizens over OpenID Connect, passkeys and one-time codes for everybody."""
