-- The newest pruned position of an account's event log, named for what it is.
ALTER TABLE "Account" RENAME COLUMN "eventFloor" TO "eventPrunedSeq";
