/**
 * Codecs between values in code and their JSON form: camelCase to snake_case, minor units to strings. Reading checks
 * every field and says where it failed; it never repairs.
 */
import { PricingError } from './pricing-error.ts'

export type Codec<T, W> = {
  toWire(value: T): W
  fromWire(wire: unknown, at: string): T
}

type Value<C> = C extends Codec<infer T, infer _W> ? T : never
type Wire<C> = C extends Codec<infer _T, infer W> ? W : never
type Snake<S extends string> = S extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Snake<Rest>}`
    : `_${Lowercase<First>}${Snake<Rest>}`
  : S
type Fields = Readonly<Record<string, Codec<unknown, unknown>>>
type RecordValue<F extends Fields> = { readonly [K in keyof F]: Value<F[K]> }
type RecordWire<F extends Fields> = { [K in keyof F & string as Snake<K>]: Wire<F[K]> }

export function unreadable(at: string, expected: string): PricingError {
  return new PricingError('pricing.invalid_wire', `${at}: expected ${expected}`)
}

function plain<T>(expected: string, fits: (wire: unknown) => wire is T): Codec<T, T> {
  return {
    toWire: value => value,
    fromWire(wire, at) {
      if (!fits(wire)) throw unreadable(at, expected)
      return wire
    },
  }
}

export const text = plain('a text', wire => typeof wire === 'string')
export const flag = plain('true or false', wire => typeof wire === 'boolean')
export const count = plain('a whole number', (wire): wire is number => Number.isSafeInteger(wire) && Number(wire) >= 0)

/** Minor units as a string, never negative. */
export const minor: Codec<bigint, string> = {
  toWire: String,
  fromWire(wire, at) {
    if (typeof wire !== 'string' || !/^(?:0|[1-9][0-9]{0,29})$/.test(wire)) throw unreadable(at, 'an amount')
    return BigInt(wire)
  },
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Codec<T, T> {
  return plain(values.join(' or '), (wire): wire is T => values.some(value => value === wire))
}

export function nullable<T, W>(codec: Codec<T, W>): Codec<T | null, W | null> {
  return {
    toWire: value => (value === null ? null : codec.toWire(value)),
    fromWire: (wire, at) => (wire === null ? null : codec.fromWire(wire, at)),
  }
}

/** A field that is younger than what is stored: absent, it reads as what it was before there was a choice. */
export function withDefault<T, W>(codec: Codec<T, W>, before: T): Codec<T, W> {
  return {
    toWire: value => codec.toWire(value),
    fromWire: (wire, at) => (wire === undefined ? before : codec.fromWire(wire, at)),
  }
}

export function list<T, W>(codec: Codec<T, W>): Codec<readonly T[], W[]> {
  return {
    toWire: values => values.map(value => codec.toWire(value)),
    fromWire(wire, at) {
      if (!Array.isArray(wire)) throw unreadable(at, 'a list')
      return wire.map((each, index) => codec.fromWire(each, `${at}[${index}]`))
    },
  }
}

/** Values by free keys, which are written as they are. */
export function dictionary<T, W>(codec: Codec<T, W>): Codec<Readonly<Record<string, T>>, Record<string, W>> {
  return {
    toWire: values => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, codec.toWire(value)])),
    fromWire: (wire, at) =>
      Object.fromEntries(
        Object.entries(anObject(wire, at)).map(([key, each]) => [key, codec.fromWire(each, `${at}.${key}`)]),
      ),
  }
}

/** An object with exactly these fields; others on the wire are ignored. */
export function record<F extends Fields>(fields: F): Codec<RecordValue<F>, RecordWire<F>> {
  const named = Object.entries(fields).map(([key, codec]) => ({ key, name: snakeOf(key), codec }))
  return {
    toWire(value) {
      const wire: Record<string, unknown> = {}
      for (const { key, name, codec } of named) wire[name] = codec.toWire(value[key])
      return wire as RecordWire<F>
    },
    fromWire(wire, at) {
      const source = anObject(wire, at)
      const value: Record<string, unknown> = {}
      for (const { key, name, codec } of named) value[key] = codec.fromWire(source[name], `${at}.${name}`)
      return value as RecordValue<F>
    },
  }
}

function anObject(wire: unknown, at: string): Record<string, unknown> {
  if (typeof wire !== 'object' || wire === null || Array.isArray(wire)) throw unreadable(at, 'an object')
  return wire as Record<string, unknown>
}

function snakeOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}
