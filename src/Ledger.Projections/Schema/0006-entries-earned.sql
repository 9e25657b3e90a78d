-- What was earned, less what was clawed back, by the date on which it happened: rankings and roll-ups.
CREATE INDEX entry_earned_net ON ledger.entry (tenant_id, generation, commodity, occurred_on) WHERE role IN ('issued', 'clawed-back');
DROP INDEX ledger.entry_earned;
