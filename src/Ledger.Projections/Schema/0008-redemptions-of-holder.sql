-- A person's own redemptions, the last held first.
CREATE INDEX merchant_redemption_of_holder ON ledger.merchant_redemption (tenant_id, generation, holder, held_number);
