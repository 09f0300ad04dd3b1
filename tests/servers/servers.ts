import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, startEmbeddedPostgres } from '../../apps/server/src/platform/db/embedded-postgres.ts'
import { answersAt, listensOn, runProgram, startProgram } from './program.ts'

const PASSWORDS = { owner: 'owner-of-the-schema', server: 'server-of-the-tickets' }
const INIT = fileURLToPath(new URL('../../deploy/container/postgres-init.sh', import.meta.url))

export type PostgresServer = { ownerUrl: string; serverUrl: string; superuserUrl: string; port: number }

/** PostgreSQL with the logins that the deployment makes: one owns the schema, the other is bound by row-level security. */
export async function startPostgres(stack: AsyncDisposableStack, dir: string): Promise<PostgresServer> {
  const server = stack.use(await startEmbeddedPostgres({ dataDir: path.join(dir, 'postgres'), throwaway: true }))
  await runProgram('bash', [INIT], {
    PGHOST: '127.0.0.1',
    PGPORT: String(server.port),
    PGPASSWORD: new URL(server.url).password,
    POSTGRES_USER: 'postgres',
    TESSERA_OWNER_PASSWORD: PASSWORDS.owner,
    TESSERA_SERVER_PASSWORD: PASSWORDS.server,
  })
  const url = (login: string, password: string) => `postgres://${login}:${password}@127.0.0.1:${server.port}/tessera`
  return {
    port: server.port,
    ownerUrl: url('tessera_owner', PASSWORDS.owner),
    serverUrl: url('tessera_server', PASSWORDS.server),
    superuserUrl: server.databaseUrl('tessera'),
  }
}

/** In transaction mode: each transaction may get another session. Answers the address that leads through it. */
export async function startPgBouncer(stack: AsyncDisposableStack, dir: string, postgresPort: number): Promise<string> {
  const port = await freePort()
  const [config, logins] = [path.join(dir, 'pgbouncer.ini'), path.join(dir, 'logins.txt')]
  writeFileSync(logins, `"tessera_server" "${PASSWORDS.server}"\n`)
  writeFileSync(
    config,
    `[databases]
tessera = host=127.0.0.1 port=${postgresPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${logins}
pool_mode = transaction
default_pool_size = 6
`,
  )
  // It refuses to be root.
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  await startProgram('pgbouncer', [...asNobody, config], { stack, ready: listensOn(port) })
  return `postgres://tessera_server:${PASSWORDS.server}@127.0.0.1:${port}/tessera`
}

export async function startRedis(stack: AsyncDisposableStack): Promise<string> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  await startProgram('redis-server', args, { stack, ready: listensOn(port) })
  return `redis://127.0.0.1:${port}`
}

const BUCKET = 'tessera'

export type Bucket = { settings: Record<string, string>; keys(): Promise<string[]> }

/** Something that speaks S3, with an empty bucket. */
export async function startS3(stack: AsyncDisposableStack): Promise<Bucket> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  await startProgram('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stack,
    ready: answersAt(`${endpoint}/`),
  })
  const made = await fetch(`${endpoint}/${BUCKET}`, { method: 'PUT' })
  if (!made.ok) throw new Error(`no bucket: ${await made.text()}`)
  return {
    settings: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: BUCKET,
      S3_ACCESS_KEY_ID: 'key-id',
      S3_SECRET_ACCESS_KEY: 'secret-key',
    },
    keys: async () => {
      const listing = await (await fetch(`${endpoint}/${BUCKET}?list-type=2`)).text()
      return [...listing.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key)
    },
  }
}

/** The proxy in front of both API processes, on the port that browsers know. */
export async function startNginx(stack: AsyncDisposableStack, dir: string, port: number, apis: number[]) {
  const config = path.join(dir, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    config,
    `daemon off;
pid ${dir}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${temporary.map(name => `${name}_temp_path ${dir}/nginx-${name};`).join('\n  ')}
  upstream tessera {
    ${apis.map(api => `server 127.0.0.1:${api} max_fails=1 fail_timeout=1s;`).join('\n    ')}
  }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 20m;
    location / {
      proxy_pass http://tessera;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
}
`,
  )
  await startProgram('nginx', ['-e', 'stderr', '-p', dir, '-c', config], { stack, ready: listensOn(port) })
}
