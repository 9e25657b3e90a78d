-- What a holder owes after a line (欠分).
ALTER TABLE ledger.passbook_line ADD COLUMN debt_change bigint NOT NULL DEFAULT 0;
ALTER TABLE ledger.passbook_line ADD COLUMN debt bigint NOT NULL DEFAULT 0;
