import { z } from 'zod'
import { contradictions } from './config-contradictions.ts'

const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`)
const flag = oneOf('true', 'false').transform(text => text === 'true')
const list = z.string().transform(text =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean),
)

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(error).int(error).min(least, error).max(most, error)
}
const address = (example: string, protocol = /^https?$/) =>
  z.url({ protocol, error: `must be an address such as ${example}` })
const postgres = address('postgres://login:password@host:5432/tessera', /^postgres(ql)?$/)

const FACTOR = 'must be a number from 0 to 1000'

/** A period after which something is deleted; the smallest still leaves time to look into yesterday. */
const days = (usual: number, least: number) => whole(least, 3_650).default(usual)

/** Every setting, once, with what it does. `docs/operations/configuration.md` is generated from this. */
export const settings = {
  PORT: whole(0, 65_535).default(3000).describe('Port the server listens on'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address the server listens on; 0.0.0.0 only behind a proxy or in a container'),
  ORIGIN: z
    .url('must be an address such as https://tickets.example.org')
    .optional()
    .describe(
      'Where browsers reach the installation, for links in mails and for refusing foreign requests; default http://localhost:PORT',
    ),
  DATA_DIR: z.string().default('./data').describe('Folder of the embedded database, of files and of generated keys'),
  DATABASE_URL: postgres
    .optional()
    .describe(
      'PostgreSQL 18 or newer; the login must own the database or be a member of tessera_app. Without it an embedded PostgreSQL starts',
    ),
  DATABASE_OWNER_URL: postgres.optional().describe('Login that may change the schema; default DATABASE_URL'),
  DATABASE_POOL: whole(2, 200).default(16).describe('Connections of one process'),
  DATABASE_POOLER: oneOf('none', 'transaction')
    .default('none')
    .describe(
      'transaction: DATABASE_URL leads to PgBouncer or the like in transaction mode; then nothing is kept in the session, and the login itself must be bound by row-level security. DATABASE_OWNER_URL always leads to PostgreSQL itself',
    ),
  REDIS_URL: address('redis://host:6379', /^rediss?$/)
    .optional()
    .describe('Shared cache and rate limits of several processes; without it each process has its own'),
  SMTP_URL: address('smtps://user:password@host', /^smtps?$/)
    .optional()
    .describe('Mail server, e.g. smtps://user:password@host; without it mails go to the mailbox page'),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must be an address such as Tickets <tickets@example.org>',
    )
    .default('Tessera <tickets@localhost>')
    .describe('Sender of mails'),
  S3_ENDPOINT: address('https://s3.example.org')
    .optional()
    .describe('S3-compatible storage for files; without it files lie in DATA_DIR/files'),
  S3_BUCKET: z.string().optional().describe('Bucket'),
  S3_REGION: z.string().default('us-east-1').describe('Region'),
  S3_ACCESS_KEY_ID: z.string().optional().describe('Access key'),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('Secret key'),
  SECRET_KEYS: list
    .optional()
    .describe(
      'Master keys, newest first, each `name:base64 of 32 bytes`; without it one is generated in DATA_DIR/master.key',
    ),
  TRUSTED_PROXIES: list
    .default([])
    .describe(
      'Addresses or networks of proxies whose X-Forwarded-For is believed, comma-separated; needed when ORIGIN is https',
    ),
  SECURITY_CONTACT: address('mailto:security@example.org', /^(mailto|https)$/)
    .optional()
    .describe('Where finders of weaknesses write, `mailto:…` or `https://…`; shown at /.well-known/security.txt'),
  CORS_ORIGINS: list.default([]).describe('Sites whose scripts may call the public API, comma-separated'),
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent').default('info').describe('How much is logged'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('http://collector:4318')
    .optional()
    .describe('Where traces are sent; none without it'),
  DEMO: flag
    .default(false)
    .describe(
      'Seeds the demo on the first start, with log-ins that are printed; refused in a database that holds other organizers and no demo',
    ),
  SANDBOX_URL: address('http://127.0.0.1:4242')
    .optional()
    .describe('Sandbox payment gateway; `npm start` runs one by itself. Never in production'),
  STRIPE_API_BASE: address('http://127.0.0.1:12111').optional().describe('Another base address for Stripe, for tests'),
  HOLD_MINUTES: whole(1, 60).default(10).describe('How long a hold keeps seats and price'),
  PAYMENT_MINUTES: whole(5, 1_440).default(30).describe('How long an order awaiting payment keeps them'),
  SHED_LOAD: flag
    .default(true)
    .describe('Answers 503 while the process lags behind, rather than answering everybody late'),
  RATE_LIMIT_FACTOR: z.coerce
    .number(FACTOR)
    .min(0, FACTOR)
    .max(1_000, FACTOR)
    .default(1)
    .describe('Multiplies every rate limit; 0 turns them off'),
  KEEP_HOLDS_DAYS: days(30, 1).describe('How long holds that ended without an order are kept'),
  KEEP_GATEWAY_EVENTS_DAYS: days(365, 30).describe('How long messages of gateways are kept after they took effect'),
  KEEP_MAILS_DAYS: days(365, 30).describe('How long it is kept to whom a mail was sent and what it was about'),
  KEEP_MAILBOX_DAYS: days(7, 1).describe(
    'How long the mailbox page of an installation without a mail server keeps mails',
  ),
  KEEP_INVITATIONS_DAYS: days(90, 1).describe('How long invitations to a team are kept after they ended'),
  KEEP_OUTBOX_DAYS: days(30, 2).describe('How long domain events are kept after they were handed to their jobs'),
  KEEP_ANSWERS_HOURS: whole(24, 720).default(24).describe('How long an Idempotency-Key gets the answer it got first'),
} satisfies Record<string, z.ZodType>

const schema = z.object(settings)
type Environment = z.infer<typeof schema>

type Settled = {
  ORIGIN: string
  database: { kind: 'embedded'; dataDir: string } | { kind: 'server'; url: string; ownerUrl: string }
  files:
    | { kind: 'folder'; dir: string }
    | { kind: 's3'; endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }
  mail: { kind: 'mailbox' } | { kind: 'smtp'; url: string }
}

export type Config = Readonly<Omit<Environment, 'ORIGIN'> & Settled>

/** Reads the environment once. Throws one clear message for all that is wrong, contradictions included. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in settings && value !== ''),
  )
  const parsed = schema.safeParse(present)
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`))
  const env = parsed.data
  const problems = contradictions(env)
  if (problems.length > 0) throw new ConfigError(problems)
  const settled: Settled = {
    // As browsers write it: in small letters, without the port that goes without saying.
    ORIGIN: new URL(env.ORIGIN ?? `http://localhost:${env.PORT}`).origin,
    database: env.DATABASE_URL
      ? { kind: 'server', url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL }
      : { kind: 'embedded', dataDir: `${env.DATA_DIR}/postgres` },
    files:
      env.S3_ENDPOINT && env.S3_BUCKET && env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
        ? {
            kind: 's3',
            endpoint: env.S3_ENDPOINT,
            bucket: env.S3_BUCKET,
            region: env.S3_REGION,
            accessKeyId: env.S3_ACCESS_KEY_ID,
            secretAccessKey: env.S3_SECRET_ACCESS_KEY,
          }
        : { kind: 'folder', dir: `${env.DATA_DIR}/files` },
    mail: env.SMTP_URL ? { kind: 'smtp', url: env.SMTP_URL } : { kind: 'mailbox' },
  }
  return Object.freeze({ ...env, ...settled })
}

export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`The configuration is not usable:\n${problems.map(problem => `  - ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
  }
}
