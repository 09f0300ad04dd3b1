import path from 'node:path'
import { Redis } from 'ioredis'
import type { DestinationStream, Logger } from 'pino'
import type { Config } from './config.ts'
import { type AppFlags, declaredFlags } from './flags.ts'
import { type Cache, createCache } from './platform/cache/cache.ts'
import { type CalendarWriter, createCalendarWriter } from './platform/calendar/calendar-writer.ts'
import { dataKeyStore } from './platform/crypto/data-keys.sql.ts'
import { createEnvelope, type Envelope } from './platform/crypto/envelope.ts'
import { masterKeys } from './platform/crypto/master-key-file.ts'
import { createSecrets, type Secrets } from './platform/crypto/secrets.ts'
import { createDb, type Db } from './platform/db/db.ts'
import { createDocumentRenderer, type DocumentRenderer } from './platform/documents/document-renderer.ts'
import { loadFlags } from './platform/flags/flags.sql.ts'
import { createFlags } from './platform/flags/flags.ts'
import { createI18n, type I18n } from './platform/i18n/i18n.ts'
import { createMailer, type Mailer, type MailTransport, parseMailAddress } from './platform/mail/mailer.ts'
import { createOutbound, type Outbound } from './platform/outbound/outbound.ts'
import { createStorage, type Storage } from './platform/storage/storage.ts'
import { createLogger } from './platform/telemetry/logger.ts'
import { createMetrics, type Metrics } from './platform/telemetry/metrics.ts'

import { VERSION } from './version.ts'

/** What modules stand on: everything here knows nothing of tickets. */
export type Resources = {
  log: Logger
  metrics: Metrics
  db: Db
  secrets: Secrets
  envelope: Envelope
  storage: Storage
  i18n: I18n
  documents: DocumentRenderer
  calendars: CalendarWriter
  outbound: Outbound
  redis: Redis | undefined
  cache: Cache
  flags: AppFlags
} & AsyncDisposable

const here = import.meta.dirname
const locales = (namespace: string, folder: string) => ({
  namespace,
  folder: new URL(`./modules/${folder}/locales/`, import.meta.url),
})

/** Folders of texts, one a module that has any. */
export const LOCALE_FOLDERS = [
  locales('notifications', 'reach/notifications'),
  locales('tickets', 'sales/tickets'),
  locales('orders', 'sales/orders'),
  locales('checkin', 'attendance/checkin'),
  { namespace: 'web', folder: new URL('./web/locales/', import.meta.url) },
]

export async function openResources(
  config: Config,
  url: string,
  role: string,
  logTo?: DestinationStream,
): Promise<Resources> {
  const stack = new AsyncDisposableStack()
  const log = createLogger({
    level: config.LOG_LEVEL,
    role,
    version: VERSION,
    secretPatterns: [/ts[kdi]_[0-9a-z]{26}_[\w-]+/g],
    destination: logTo,
  })
  const db = stack.use(
    createDb({
      url,
      poolSize: config.DATABASE_POOL,
      pooler: config.DATABASE_POOLER,
      applicationName: `tessera ${role}`,
      onError: err => log.error({ err }, 'a database connection broke'),
    }),
  )
  const keys = masterKeys(config.SECRET_KEYS, config.DATA_DIR)
  const redis = config.REDIS_URL
    ? new Redis(config.REDIS_URL, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false })
    : undefined
  if (redis) {
    redis.on('error', err => log.warn({ err }, 'Redis does not answer'))
    stack.defer(() => redis.disconnect())
  }
  return {
    log,
    metrics: createMetrics({ service: 'tessera', version: VERSION }),
    db,
    secrets: createSecrets({ masterKeys: keys }),
    envelope: createEnvelope({ masterKeys: keys, ...dataKeyStore(db) }),
    storage: createStorage(storageOptions(config)),
    i18n: await createI18n({
      folders: LOCALE_FOLDERS,
      onMissingKey: (key, locale) => log.error({ key, locale }, 'a text is missing'),
    }),
    documents: stack.use(createDocumentRenderer({ root: here })),
    calendars: createCalendarWriter({ product: 'Tessera', domain: new URL(config.ORIGIN).hostname }),
    outbound: stack.use(createOutbound({ userAgent: `Tessera/${VERSION}` })),
    redis,
    cache: stack.use(createCache({ redisUrl: config.REDIS_URL, onStatus: status => log.info({ status }, 'cache') })),
    flags: stack.use(
      await createFlags({
        declared: declaredFlags,
        loadFlags: () => loadFlags(db),
        onError: err => log.warn({ err }, 'flags could not be read'),
      }),
    ),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

function storageOptions(config: Config): Parameters<typeof createStorage>[0] {
  const publicBaseUrl = `${config.ORIGIN}/v1/files`
  if (config.files.kind === 'folder')
    return { kind: 'folder', directory: path.resolve(config.files.dir), publicBaseUrl }
  return { publicBaseUrl, ...config.files }
}

/** Mail goes to the configured server, or is kept for the mailbox page. */
export function openMailer(config: Config, keep: Extract<MailTransport, { kind: 'mailbox' }>['store']): Mailer {
  const transport: MailTransport =
    config.mail.kind === 'smtp' ? { kind: 'smtp', url: config.mail.url } : { kind: 'mailbox', store: keep }
  return createMailer({ transport, from: parseMailAddress(config.MAIL_FROM) })
}
