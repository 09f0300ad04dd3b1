import { randomUUID } from 'node:crypto'
import { type Client, OpenFeature } from '@openfeature/server-sdk'
import { createFlagProvider, createFlagReader, type FlagProviderOptions, type FlagSnapshot } from './flag-provider.ts'
import type { FlagContext, FlagValue } from './flag-rules.ts'

/** What code asks for, with what holds while nobody has said anything: `{ waitingRoom: { fallback: false, about: '…' } }`. */
export type FlagDeclarations = Readonly<Record<string, { fallback: FlagValue; about: string }>>

const MOST_REMEMBERED = 10_000

type ValueOf<T extends FlagValue> = T extends boolean ? boolean : T extends number ? number : string

export type FlagDetails<T> = {
  value: T
  /** Why: `STATIC`, `TARGETING_MATCH`, `SPLIT`, `DEFAULT`, `STALE` or `ERROR`. */
  reason: string
}

export type Flags<D extends FlagDeclarations> = {
  value<N extends keyof D & string>(name: N, context?: FlagContext): Promise<ValueOf<D[N]['fallback']>>
  details<N extends keyof D & string>(name: N, context?: FlagContext): Promise<FlagDetails<ValueOf<D[N]['fallback']>>>
  readonly declared: D
  [Symbol.asyncDispose](): Promise<void>
}

/** A flag that is not declared cannot be asked for, so a row that nobody reads any more can be found. */
export async function createFlags<const D extends FlagDeclarations>(
  options: { declared: D } & FlagProviderOptions,
): Promise<Flags<D>> {
  // The SDK is one for the whole process; a domain of its own keeps two servers in one test apart.
  const domain = `flags-${randomUUID()}`
  const read = createFlagReader(options)
  await OpenFeature.setProviderAndWait(domain, createFlagProvider(read))
  const client = OpenFeature.getClient(domain)
  const remembered = new WeakMap<FlagSnapshot, Map<string, FlagValue>>()
  const details: Flags<D>['details'] = async (name, context = {}) => {
    const declaration = options.declared[name]
    if (!declaration) throw new TypeError(`The flag ${name} is not declared`)
    const { value, reason } = await evaluate(client, name, declaration.fallback, context)
    return { value: value as never, reason: reason ?? 'UNKNOWN' }
  }
  return {
    declared: options.declared,
    details,
    value: async (name, context) => {
      // The same rows give the same answer; an evaluation costs more than all else that a hot path asks of a flag.
      const snapshot = await read()
      const known = remembered.get(snapshot) ?? new Map<string, FlagValue>()
      remembered.set(snapshot, known)
      const key = `${name}\n${context?.organizerId}\n${context?.eventId}\n${context?.key}`
      const value = known.get(key) ?? (await details(name, context)).value
      if (known.size < MOST_REMEMBERED) known.set(key, value)
      return value as never
    },
    [Symbol.asyncDispose]: async () => {
      await OpenFeature.setProviderAndWait(
        domain,
        createFlagProvider(async () => ({ rows: new Map(), isStale: false })),
      )
    },
  }
}

function evaluate(client: Client, name: string, fallback: FlagValue, context: FlagContext) {
  switch (typeof fallback) {
    case 'boolean':
      return client.getBooleanDetails(name, fallback, context)
    case 'number':
      return client.getNumberDetails(name, fallback, context)
    default:
      return client.getStringDetails(name, fallback, context)
  }
}
