-- Back to the account that migrates: it, and not the owner, keeps the migration history.
RESET ROLE;
