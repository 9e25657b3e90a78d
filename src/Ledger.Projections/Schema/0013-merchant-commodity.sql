-- What was held and spent, where that is not the first commodity.
ALTER TABLE ledger.merchant_redemption ADD COLUMN commodity text COLLATE "C";
ALTER TABLE ledger.merchant_movement ADD COLUMN commodity text COLLATE "C";
