import { Redis, type RedisOptions } from 'ioredis'

const COMMAND_MS = 100
const CONNECT_MS = 1_000
const RETRY_MAX_MS = 500

export type RedisHealth = { isUp: boolean }
export type RedisListener = (health: RedisHealth, error?: Error) => void

/**
 * A connection that never makes anybody wait: without Redis a command fails within 100 ms and the cache goes on alone.
 * It keeps trying to come back, and tells its listener of each change once.
 */
export class PatientRedis extends Redis {
  readonly #url: string
  readonly #copies: Redis[] = []

  constructor(url: string, listener: RedisListener) {
    super(url, commands)
    this.#url = url
    let isUp: boolean | null = null
    let lastError: Error | undefined
    const report = (next: boolean) => {
      if (isUp === next) return
      isUp = next
      listener({ isUp }, next ? undefined : lastError)
    }
    this.on('ready', () => report(true))
    this.on('close', () => report(false))
    this.on('error', (error: Error) => {
      lastError = error
    })
  }

  /** The bus asks for two copies: first its publisher, which must not wait either; then its subscriber, which must. */
  override duplicate(): Redis {
    const isPublisher = this.#copies.length % 2 === 0
    const copy = isPublisher ? new Redis(this.#url, commands) : withoutRejection(new Redis(this.#url, subscriptions))
    this.#copies.push(copy)
    // The first connection speaks for all three; an error that nobody hears would be printed.
    copy.on('error', () => {})
    return copy
  }

  disconnectAll(): void {
    for (const connection of [this, ...this.#copies]) connection.disconnect()
  }
}

/** A subscription is given up only when its connection is closed for good; nobody in the bus would catch that. */
function withoutRejection(connection: Redis): Redis {
  const subscribe = connection.subscribe.bind(connection)
  const value = (...channels: string[]) => subscribe(...channels).catch(() => 0)
  return Object.defineProperty(connection, 'subscribe', { value })
}

const retryStrategy = (attempt: number) => Math.min(attempt * 100, RETRY_MAX_MS)

const commands: RedisOptions = {
  connectTimeout: CONNECT_MS,
  commandTimeout: COMMAND_MS,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  retryStrategy,
}

/** A subscription asked for while Redis is away is made when it comes. */
const subscriptions: RedisOptions = {
  connectTimeout: CONNECT_MS,
  maxRetriesPerRequest: null,
  enableOfflineQueue: true,
  autoResubscribe: true,
  retryStrategy,
}
