-- The entry of the rulebook a lot came under, where the lot itself does not tell which.
ALTER TABLE ledger.entry ADD COLUMN terms text COLLATE "C";
