/**
 * What a business decision came to. Sold out, a refused entry, a declined card are results that callers must look at,
 * not exceptions; exceptions are for what nobody planned.
 */
export type Ok<T> = { readonly ok: true; readonly value: T }
export type Refused<R> = { readonly ok: false; readonly reason: R }
export type Outcome<T, R> = Ok<T> | Refused<R>

export function ok(): Ok<void>
export function ok<T>(value: T): Ok<T>
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value }
}

/** The reason is a code (`inventory.sold_out`) or an object that carries one. */
export function refused<const R>(reason: R): Refused<R> {
  return { ok: false, reason }
}

/** The value, where a refusal would be a bug: throws with the reason. For tests and seeds. */
export function must<T, R>(outcome: Outcome<T, R>): T {
  if (outcome.ok) return outcome.value
  throw new Error(`refused: ${typeof outcome.reason === 'string' ? outcome.reason : JSON.stringify(outcome.reason)}`)
}
