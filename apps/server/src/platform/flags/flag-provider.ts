import {
  ErrorCode,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
  StandardResolutionReasons,
} from '@openfeature/server-sdk'
import { applyRules, type FlagContext, type FlagValue, flagRules } from './flag-rules.ts'

/** A row of the flags' table. `enabled` is what a yes-or-no flag is where no rule holds. */
export type FlagRow = { name: string; enabled: boolean; rules: unknown }

export type FlagProviderOptions = {
  loadFlags: () => Promise<readonly FlagRow[]>
  /** How long a change may take to be noticed; at most five seconds. */
  cacheMs?: number
  now?: () => number
  /** The flags could not be read; the last known ones go on to count. */
  onError?: (error: unknown) => void
}

const MAX_CACHE_MS = 5_000
const RETRY_MS = 1_000

/** The rows of one reading; another reading is another object. */
export type FlagSnapshot = { rows: ReadonlyMap<string, FlagRow>; isStale: boolean }

/** Answers OpenFeature from rows of our database, read again when they are five seconds old. */
export function createFlagProvider(read: () => Promise<FlagSnapshot>): Provider {
  const resolve = async <T>(name: string, fallback: T, context: EvaluationContext): Promise<ResolutionDetails<T>> => {
    const { rows, isStale } = await read()
    const row = rows.get(name)
    if (!row)
      return { value: fallback, reason: isStale ? StandardResolutionReasons.STALE : StandardResolutionReasons.DEFAULT }
    const rules = flagRules.safeParse(row.rules)
    if (!rules.success) return failed(fallback, ErrorCode.PARSE_ERROR, `The rules of ${name} are not valid`)
    const outcome = applyRules(name, rules.data, context as FlagContext) ?? withoutRule(row, fallback)
    if (typeof outcome.value !== typeof fallback) {
      return failed(fallback, ErrorCode.TYPE_MISMATCH, `A rule of ${name} gives a ${typeof outcome.value}`)
    }
    return { value: outcome.value as T, reason: isStale ? StandardResolutionReasons.STALE : outcome.reason }
  }
  return {
    metadata: { name: 'tessera-rows' },
    runsOn: 'server',
    resolveBooleanEvaluation: resolve,
    resolveStringEvaluation: resolve,
    resolveNumberEvaluation: resolve,
    resolveObjectEvaluation: async <T extends JsonValue>(_name: string, fallback: T) =>
      failed(fallback, ErrorCode.TYPE_MISMATCH, 'A flag is a yes or no, a text or a number'),
  }
}

function withoutRule(row: FlagRow, fallback: unknown): { value: FlagValue; reason: string } {
  if (typeof fallback === 'boolean') return { value: row.enabled, reason: StandardResolutionReasons.STATIC }
  return { value: fallback as FlagValue, reason: StandardResolutionReasons.DEFAULT }
}

function failed<T>(value: T, errorCode: ErrorCode, errorMessage: string): ResolutionDetails<T> {
  return { value, reason: StandardResolutionReasons.ERROR, errorCode, errorMessage }
}

/** One reading at a time, whoever asks. Without a database nobody waits for it twice within a second. */
export function createFlagReader(options: FlagProviderOptions): () => Promise<FlagSnapshot> {
  const now = options.now ?? Date.now
  const cacheMs = Math.min(options.cacheMs ?? MAX_CACHE_MS, MAX_CACHE_MS)
  let snapshot: FlagSnapshot = { rows: new Map(), isStale: true }
  let validUntil = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  const refresh = async () => {
    try {
      const rows = await options.loadFlags()
      snapshot = { rows: new Map(rows.map(row => [row.name, row])), isStale: false }
      validUntil = now() + cacheMs
    } catch (error) {
      snapshot = { ...snapshot, isStale: true }
      validUntil = now() + RETRY_MS
      options.onError?.(error)
    }
  }
  return async () => {
    if (now() >= validUntil) {
      reading ??= refresh().finally(() => {
        reading = null
      })
      await reading
    }
    return snapshot
  }
}
