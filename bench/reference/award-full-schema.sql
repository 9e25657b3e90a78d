-- Runs in a database that holds our own schema and the village of the figure: what award-full.pgbench.sql needs beside it.
-- Numbers come from a sequence: with the head row locked, 64 clients that commit each for themselves would wait for one another.
CREATE SEQUENCE ledger.bench_number START 1000000;
-- Without the recorder, who is named in each award beside whom it is about.
CREATE TABLE ledger.bench_person AS
    SELECT row_number() OVER (ORDER BY key)::int AS n, key::uuid AS id FROM ledger.state_row WHERE tenant_id = 'bench' AND kind = 'person' AND key <> 'd087c71c-47b7-8c63-a0f6-699377e2a22c';
CREATE UNIQUE INDEX ON ledger.bench_person (n);
VACUUM ANALYZE;
