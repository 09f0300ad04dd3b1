import fastify from 'fastify'
import pg from 'pg'

/** The least that a durable scan could cost: a request that is validated, one prepared INSERT in a commit of its own, an answer. */
export async function insertServer(databaseUrl: string): Promise<{ url: string } & AsyncDisposable> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 })
  await pool.query(
    'create schema if not exists bench; create table if not exists bench.scan (id uuid primary key, list_id text not null, ticket_id text not null, nonce text not null unique, direction text not null, method text not null, at timestamptz not null default clock_timestamp())',
  )
  const app = fastify()
  const names = ['list_id', 'ticket_id', 'nonce', 'direction', 'method']
  const properties = Object.fromEntries(names.map(name => [name, { type: 'string' }]))
  app.post('/insert', { schema: { body: { type: 'object', required: names, properties } } }, async request => {
    const body = request.body as Record<string, string>
    const { rows } = await pool.query<{ at: Date }>({
      name: 'insert-scan',
      text: 'insert into bench.scan (id, list_id, ticket_id, nonce, direction, method) values (uuidv7(), $1, $2, $3, $4, $5) returning at',
      values: names.map(name => body[name]),
    })
    return { at: rows[0]?.at }
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await app.close()
      await pool.end()
    },
  }
}
