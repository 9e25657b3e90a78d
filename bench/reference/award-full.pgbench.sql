-- The rows that one award of ours writes, in one statement with a commit each: what a competent programmer would write who
-- keeps the same record. Left out are the rows that all share (head, frontier, sums of the month and of the books).
\set p random(1, 20000)
WITH who AS MATERIALIZED (
    SELECT id, 'person:' || id AS holder, gen_random_uuid() AS act, gen_random_uuid() AS request, gen_random_uuid() AS key,
           nextval('ledger.bench_number') * 3 AS number, now() AS at, '{"actor": "d087c71c-47b7-8c63-a0f6-699377e2a22c", "acting_for": "a0fc7881-a1a0-8a3f-a02a-e8e6cd1891a6"}'::jsonb AS headers
    FROM ledger.bench_person WHERE n = :p),
account AS (
    UPDATE ledger.state_row s SET row = s.row || jsonb_build_object('available', (s.row->>'available')::bigint + 25, 'earned', (s.row->>'earned')::bigint + 25, 'entry', (s.row->>'entry')::bigint + 1, 'number', w.number + 2)
    FROM who w WHERE s.tenant_id = 'bench' AND s.generation = :generation AND s.kind = 'account' AND s.key = w.holder || '|points'
    RETURNING (s.row->>'entry')::bigint AS line, (s.row->>'available')::bigint AS available),
lot AS (
    UPDATE ledger.state_row s SET row = s.row || jsonb_build_object('amount', (s.row->>'amount')::bigint + 25)
    FROM who w WHERE s.tenant_id = 'bench' AND s.generation = :generation AND s.kind = 'lot' AND s.key = w.holder || :lot),
meter AS (
    UPDATE ledger.state_row s SET row = jsonb_set(s.row, '{lines,0,got}', to_jsonb((s.row->'lines'->0->>'got')::bigint + 25))
    FROM who w WHERE s.tenant_id = 'bench' AND s.generation = :generation AND s.kind = 'meters' AND s.key = w.holder || :month),
deed AS (
    INSERT INTO ledger.state_row (tenant_id, generation, kind, key, row)
    SELECT 'bench', :generation, 'act', act::text, jsonb_build_object('number', number + 2, 'status', 'attested', 'filedOn', '2026-11-22', 'attester', 'd087c71c-47b7-8c63-a0f6-699377e2a22c',
        'accrual', '{"at": 107037, "board": "mutual-aid", "points": 25, "counted": [{"in": 0, "got": 25, "measure": 0}], "credits": [{"lot": "mutual-aid/back-filled/community/2026/2027-12-31", "amount": 25}], "isPosted": true, "rulebook": {"hash": "8f5084df495977092a7f8821e6604c9aa6d348c958e6e2ec48de5a339df6c373", "version": "bench", "evaluator": 2}}'::jsonb,
        'recorded', '{"by": "officer", "place": {"node": "root", "path": ["root"]}, "actType": "parcel", "endedAt": "2026-11-21T09:00:00+08:00", "minutes": 0, "evidence": "back-filled", "belonging": {"path": []}, "startedAt": "2026-11-21T09:00:00+08:00", "occurredOn": "2026-11-21", "recordedBy": "d087c71c-47b7-8c63-a0f6-699377e2a22c"}'::jsonb || jsonb_build_object('act', act, 'person', id))
    FROM who),
stream AS (
    UPDATE ledger.mt_streams s SET version = s.version + 1, timestamp = w.at FROM who w WHERE s.tenant_id = 'bench' AND s.id = 'person-' || w.id RETURNING s.version),
streams AS (
    INSERT INTO ledger.mt_streams (tenant_id, id, type, version, timestamp, created) SELECT 'bench', 'act-' || act, 'act', 2, at, at FROM who),
recorded AS (
    INSERT INTO ledger.mt_events (tenant_id, seq_id, id, stream_id, version, type, timestamp, correlation_id, headers, data)
    SELECT 'bench', number, gen_random_uuid(), 'act-' || act, 1, 'act-recorded.v1', at, request::text, headers,
        '{"by": "officer", "place": {"node": "root", "path": ["root"]}, "actType": "parcel", "endedAt": "2026-11-21T09:00:00+08:00", "minutes": 0, "evidence": "back-filled", "belonging": {"path": []}, "startedAt": "2026-11-21T09:00:00+08:00", "occurredOn": "2026-11-21", "recordedBy": "d087c71c-47b7-8c63-a0f6-699377e2a22c"}'::jsonb || jsonb_build_object('act', act, 'person', id) FROM who
    UNION ALL SELECT 'bench', number + 1, gen_random_uuid(), 'act-' || act, 2, 'act-attested.v1', at, request::text, headers,
        jsonb_build_object('act', act, 'attester', 'd087c71c-47b7-8c63-a0f6-699377e2a22c') FROM who
    UNION ALL SELECT 'bench', number + 2, gen_random_uuid(), 'person-' || id, version, 'act-accrued.v1', at, request::text, headers,
        '{"board": "mutual-aid", "place": {"node": "root", "path": ["root"]}, "steps": [{"fact": "act", "kind": "fixed", "rule": "/acts/0/give/0/amount/then/0", "unit": "points", "input": 1, "factor": 25, "output": 25}, {"kind": "cap", "rule": "/limits/0", "input": 25, "limit": 100000000, "output": 25, "window": {"meter": "person-day~7b6eaf11", "scope": "person.a0fc7881-a1a0-8a3f-a02a-e8e6cd1891a6", "before": 0, "period": "2026-11-21"}}], "points": 25, "actType": "parcel", "entries": [{"number": 1, "commodity": "points"}], "minutes": 0, "bookedOn": "2026-11-22", "evidence": "back-filled", "rulebook": {"hash": "8f5084df495977092a7f8821e6604c9aa6d348c958e6e2ec48de5a339df6c373", "version": "bench", "evaluator": 2}, "belonging": {"path": []}, "occurredOn": "2026-11-21", "legs": [{"lot": "mutual-aid/back-filled/community/2026/2027-12-31", "amount": -25, "account": "issued", "commodity": "points"}, {"lot": "mutual-aid/back-filled/community/2026/2027-12-31", "amount": 25, "account": "available.person.a0fc7881-a1a0-8a3f-a02a-e8e6cd1891a6", "commodity": "points"}]}'::jsonb || jsonb_build_object('act', act, 'person', id) FROM who, stream),
answer AS (
    INSERT INTO ledger.idempotency (tenant_id, caller, key, fingerprint, accepted, number, recorded_at, reply)
    SELECT 'bench', 'person.d087c71c-47b7-8c63-a0f6-699377e2a22c', key::text, decode('3c948fc281b9f4a70d15b9b710a25ae5e91254aa03e280cfe339e2d19732b5b2', 'hex'), true, number + 2, at,
        convert_to('{"acts":["' || act || '"],"posted":[{"act":"' || act || '","person":"' || id || '","minutes":0,"pointsHundredths":25}]}', 'UTF8') FROM who),
entries AS (
    INSERT INTO ledger.entry (tenant_id, generation, number, leg, holder, account, role, commodity, line, fact, board, bucket, funding, origin_year, expires_on, amount, occurred_on, booked_on, recorded_at, act, act_type, place_node, place_path, evidence)
    SELECT 'bench', 1, number + 2, leg, holder, CASE leg WHEN 0 THEN 'issued' ELSE 'available:' || holder END, CASE leg WHEN 0 THEN 'issued' ELSE 'available' END, 'points', line, 'act-accrued.v1', 'mutual-aid', 'back-filled', 'community', 2026, '2027-12-31',
        CASE leg WHEN 0 THEN -25 ELSE 25 END, '2026-11-21', '2026-11-22', at, act, 'parcel', 'root', 'root', 'back-filled' FROM who, account, generate_series(0, 1) AS leg),
passbook AS (
    INSERT INTO ledger.passbook_line (tenant_id, generation, holder, commodity, line, number, booked_on, occurred_on, recorded_at, fact, act, act_type, available_change, held_change, lapsed, available, held)
    SELECT 'bench', 1, holder, 'points', line, number + 2, '2026-11-22', '2026-11-21', at, 'act-accrued.v1', act, 'parcel', 25, 0, 0, available, 0 FROM who, account)
INSERT INTO ledger.mention (tenant_id, generation, person, number)
SELECT 'bench', 1, id, number FROM who UNION ALL SELECT 'bench', 1, 'd087c71c-47b7-8c63-a0f6-699377e2a22c'::uuid, number + more FROM who, generate_series(0, 1) AS more;
