import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisBusDriver, redisDriver } from 'bentocache/drivers/redis'
import { PatientRedis } from './redis-connection.ts'

export type CacheEntryOptions = {
  ttlMs: number
  /** `forgetTag` drops all entries of a tag at once. */
  tags?: readonly string[]
  /** For so long after its end an entry still answers when the factory fails. */
  staleIfErrorMs?: number
}

/** One tenant's part of the cache: no key or tag of it is seen from another's. */
export type CacheSpace = {
  /**
   * The value, which must be JSON. Of many that ask at once in this process one calls the factory. Nothing that
   * allocates, charges or admits may be decided on what a cache says.
   */
  getOrSet<T extends object | string | number | boolean | null>(
    key: string,
    options: CacheEntryOptions,
    factory: () => Promise<T>,
  ): Promise<T>
  forget(key: string): Promise<void>
  forgetTag(tag: string): Promise<void>
}

export type CacheStatus = 'memory_only' | 'shared' | 'degraded'

export type Cache = {
  tenant(organizerId: string): CacheSpace
  /** What belongs to no tenant: lists for everyone, settings of the platform. */
  readonly platform: CacheSpace
  /** `degraded`: Redis was configured and is away, each process has only its own memory. */
  status(): CacheStatus
  [Symbol.asyncDispose](): Promise<void>
}

export type CacheOptions = {
  redisUrl?: string
  /** Called when Redis goes and when it is back. */
  onStatus?: (status: CacheStatus, error?: Error) => void
  maxEntries?: number
  /** Keeps installations apart that share one Redis. */
  prefix?: string
}

const MAX_ENTRIES = 20_000
const BREAK_MS = 1_000
const KEY = /^[\w:.@/+-]{1,200}$/
const TENANT = /^[\w-]{1,64}$/
const PLATFORM = '~'

export function createCache(options: CacheOptions = {}): Cache {
  let status: CacheStatus = options.redisUrl === undefined ? 'memory_only' : 'degraded'
  // What is kept is a text, as in Redis: nobody can change another's value, and both ways give the same types back.
  const memory = memoryDriver({ maxItems: options.maxEntries ?? MAX_ENTRIES, serialize: true })
  const store = bentostore().useL1Layer(memory)
  let redis: PatientRedis | null = null
  if (options.redisUrl !== undefined) {
    redis = new PatientRedis(options.redisUrl, ({ isUp }, error) => {
      status = isUp ? 'shared' : 'degraded'
      options.onStatus?.(status, error)
    })
    store.useL2Layer(redisDriver({ connection: redis }))
    store.useBus(redisBusDriver({ connection: redis, retryQueue: { enabled: true, maxSize: 10_000 } }))
  }
  const bento = new BentoCache({
    default: 'cache',
    prefix: options.prefix ?? 'tessera',
    stores: { cache: store },
    suppressL2Errors: true,
    l2CircuitBreakerDuration: BREAK_MS,
  })
  // Opens the bus now: made at first use, it would miss what the others forget until then.
  bento.use('cache')
  return {
    tenant(organizerId) {
      if (!TENANT.test(organizerId)) throw new TypeError(`Not a tenant: ${JSON.stringify(organizerId)}`)
      return openSpace(bento, organizerId)
    },
    platform: openSpace(bento, PLATFORM),
    status: () => status,
    [Symbol.asyncDispose]: async () => {
      redis?.removeAllListeners('close')
      // Without good-byes: one to an absent Redis would be waited for.
      redis?.disconnectAll()
    },
  }
}

function openSpace(bento: BentoCache<{ cache: ReturnType<typeof bentostore> }>, space: string): CacheSpace {
  const named = (name: string) => {
    if (!KEY.test(name)) throw new TypeError(`Not a key of a cache: ${JSON.stringify(name)}`)
    return `${space}|${name}`
  }
  return {
    async getOrSet(key, { ttlMs, tags = [], staleIfErrorMs }, factory) {
      return bento.getOrSet({
        key: named(key),
        ttl: ttlMs,
        tags: tags.map(named),
        grace: staleIfErrorMs ?? false,
        factory,
      })
    },
    async forget(key) {
      await bento.delete({ key: named(key) })
    },
    async forgetTag(tag) {
      await bento.deleteByTag({ tags: [named(tag)] })
    },
  }
}
