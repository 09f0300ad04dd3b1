import fastify from 'fastify'
import pg from 'pg'

/**
 * What most systems do: read the counter, check, insert, update, one buyer a transaction, all on one row. Reservations a
 * second at the best of several client counts, so that its collapse under load does not flatter us.
 */
export async function naiveReservations(url: string, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 32 })
  await pool.query(
    'create schema if not exists bench; create table if not exists bench.counter (id int primary key, taken int not null); create table if not exists bench.item (id bigserial primary key, counter int not null, buyer uuid not null)',
  )
  await pool.query('insert into bench.counter values (1, 0) on conflict do nothing')
  let best = 0
  for (const clients of [1, 8, 32]) {
    let done = 0
    const end = performance.now() + (seconds * 1000) / 3
    const began = performance.now()
    await Promise.all(
      Array.from({ length: clients }, async () => {
        const client = await pool.connect()
        while (performance.now() < end) {
          await client.query('begin')
          await client.query('select taken from bench.counter where id = 1 for update')
          await client.query('insert into bench.item (counter, buyer) values (1, gen_random_uuid())')
          await client.query('update bench.counter set taken = taken + 1 where id = 1')
          await client.query('commit')
          done += 1
        }
        client.release()
      }),
    )
    best = Math.max(best, done / ((performance.now() - began) / 1000))
  }
  await pool.end()
  return Math.round(best)
}

/** The HTTP server alone: parses, validates, answers, touches no database. */
export async function bareServer(): Promise<{ url: string } & AsyncDisposable> {
  const app = fastify()
  app.post(
    '/nodb',
    { schema: { body: { type: 'object', required: ['event_id'], properties: { event_id: { type: 'string' } } } } },
    async () => ({ id: 'x', state: 'live' }),
  )
  app.get('/hello', async () => ({ hello: 'world' }))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, [Symbol.asyncDispose]: () => app.close() }
}
