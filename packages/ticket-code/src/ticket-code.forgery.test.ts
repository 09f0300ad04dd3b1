import { beforeAll, describe, expect, it } from 'vitest'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { FORMAT_PREFIX } from './code-format.ts'
import { signTicketCode, verifyTicketCode } from './ticket-code.ts'
import type { TicketKeyRing, TicketSigningKey } from './ticket-keys.ts'
import { generateTicketKey, importKeyRing, importSigningKey, publicTicketJwk } from './ticket-keys.ts'

const now = new Date('2027-03-14T19:00:00Z')
const plain = {
  ticketId: '01937b5e-4c00-7123-8abc-9d5f0a0b0c0d',
  codeVersion: 3,
  eventId: '01937b5d-1a00-7fff-b123-45670a0b0c0d',
  test: false,
}
const PATIENCE_MS = 120_000
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

let key: TicketSigningKey
let otherKey: TicketSigningKey
let ring: TicketKeyRing
let codes: string[]

beforeAll(async () => {
  const jwks = [await generateTicketKey(), await generateTicketKey()]
  key = await importSigningKey(jwks[0]!)
  otherKey = await importSigningKey(jwks[1]!)
  ring = await importKeyRing({ keys: jwks.map(publicTicketJwk) })
  codes = [
    await signTicketCode(key, plain),
    await signTicketCode(key, { ...plain, notBefore: new Date(0) }),
    await signTicketCode(key, { ...plain, notBefore: new Date(0), notAfter: new Date('2100-01-01T00:00:00Z') }),
  ]
})

const bytesOf = (text: string) => decodeBase32(text.slice(FORMAT_PREFIX.length))!
const textOf = (bytes: Uint8Array) => FORMAT_PREFIX + encodeBase32(bytes)

/** A small generator of our own (mulberry32): a hundred thousand draws, the same in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** How often each result came; fails on the first accepted text. */
async function tally(texts: Iterable<string>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  let batch: string[] = []
  const flush = async () => {
    const verdicts = await Promise.all(batch.map(text => verifyTicketCode(text, ring, { now })))
    verdicts.forEach((verdict, index) => {
      if (verdict.ok) expect.fail(`accepted: ${batch[index]}`)
      counts[verdict.reason] = (counts[verdict.reason] ?? 0) + 1
    })
    batch = []
  }
  for (const text of texts) {
    batch.push(text)
    if (batch.length === 500) await flush()
  }
  await flush()
  return counts
}

describe('forged codes', () => {
  it('the codes themselves are accepted, or the tests below would prove nothing', async () => {
    for (const code of codes) expect(await verifyTicketCode(code, ring, { now })).toMatchObject({ ok: true })
  })

  it('no single turned bit, at any position, is accepted', async () => {
    function* flips() {
      for (const code of codes) {
        const bytes = bytesOf(code)
        for (let bit = 0; bit < bytes.length * 8; bit++) {
          const flipped = bytes.slice()
          flipped[bit >> 3]! ^= 1 << (bit & 7)
          yield textOf(flipped)
        }
      }
    }
    const counts = await tally(flips())
    expect(counts.bad_signature).toBeGreaterThan(1500)
  })

  it('no other character, at any position, is accepted: a code has one text', async () => {
    function* substitutions() {
      const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
      for (const code of codes) {
        for (let at = 0; at < code.length; at++) {
          for (const character of printable) {
            if (character !== code[at]) yield code.slice(0, at) + character + code.slice(at + 1)
          }
        }
      }
    }
    await tally(substitutions())
  })

  it('no truncation, extension, swapped part or change of case is accepted', async () => {
    function* reshaped() {
      for (const code of codes) {
        for (let length = 0; length < code.length; length++) {
          yield code.slice(0, length)
          yield code.slice(length + 1)
          yield code.slice(0, length) + code.slice(length + 1)
          for (const more of ['0', ' ', '\n', '\0', '=']) yield code.slice(0, length) + more + code.slice(length)
        }
        for (const other of codes) yield code + other
        for (const more of ['0', ' ', '\n', '\r\n', '=', '\uFEFF', '\u0301']) yield code + more
        yield code.toLowerCase()
        yield code.normalize('NFKD').replaceAll('0', 'O')
        yield code.replaceAll('1', 'I')
        for (const version of '023456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') yield `T${version}${code.slice(2)}`
      }
    }
    await tally(reshaped())
  })

  it("another key's signature is refused, under its own id when unknown and under a known id", async () => {
    const strange = await importSigningKey(await generateTicketKey())
    const stranger = await signTicketCode(strange, plain)
    expect(await verifyTicketCode(stranger, ring, { now })).toEqual({ ok: false, reason: 'unknown_key' })
    const disguised = await signTicketCode({ keyId: key.keyId, privateKey: strange.privateKey }, plain)
    expect(await verifyTicketCode(disguised, ring, { now })).toEqual({ ok: false, reason: 'bad_signature' })
    const swapped = await signTicketCode({ keyId: key.keyId, privateKey: otherKey.privateKey }, plain)
    expect(await verifyTicketCode(swapped, ring, { now })).toEqual({ ok: false, reason: 'bad_signature' })
  })

  it("an organizer's key vouches for no other organizer's ticket", async () => {
    const jwk = await generateTicketKey('0a0b0c0d')
    const bound = await importSigningKey(jwk)
    const boundRing = await importKeyRing({ keys: [publicTicketJwk(jwk)] })
    const own = await signTicketCode(bound, plain)
    expect(await verifyTicketCode(own, boundRing, { now })).toMatchObject({ ok: true })
    const foreign = await signTicketCode(bound, { ...plain, ticketId: '01937b5e-4c00-7123-8abc-9d5fffffffff' })
    expect(await verifyTicketCode(foreign, boundRing, { now })).toEqual({ ok: false, reason: 'unknown_key' })
  })

  it('a signature made by the same key for something else is no ticket', async () => {
    const payload = bytesOf(codes[0]!).slice(0, -64)
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key.privateKey, payload))
    const bytes = new Uint8Array([...payload, ...signature])
    expect(await verifyTicketCode(textOf(bytes), ring, { now })).toEqual({ ok: false, reason: 'bad_signature' })
  })

  it(
    'of 100,000 mutated and random codes none is accepted',
    async () => {
      const random = randomFrom(20270314)
      const sample = (length: number) => Uint8Array.from({ length }, () => random(256))
      function* mutants() {
        for (let count = 0; count < 100_000; count++) {
          const original = codes[random(codes.length)]!
          const bytes = bytesOf(original)
          const kind = count % 5
          if (kind === 0) {
            // A right payload with a random signature whose scalar is in range.
            bytes.set(sample(64), bytes.length - 64)
            bytes[bytes.length - 1]! &= 0x0f
          } else if (kind === 1) {
            // Another ticket under the old signature.
            bytes.set(sample(16), 5)
          } else if (kind === 2) {
            for (let times = 1 + random(8); times > 0; times--) bytes[random(bytes.length)] = random(256)
          } else if (kind === 3) {
            bytes.set(sample(bytes.length))
          } else {
            const length = original.length - 2
            yield FORMAT_PREFIX + Array.from({ length }, () => ALPHABET.charAt(random(32))).join('')
            continue
          }
          const text = textOf(bytes)
          yield text === original ? `${text}0` : text
        }
      }
      const counts = await tally(mutants())
      expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(100_000)
      // Most must get as far as the signature: refusing by form alone would prove little.
      expect(counts.bad_signature).toBeGreaterThan(40_000)
      expect(counts.unknown_key).toBeGreaterThan(100)
    },
    PATIENCE_MS,
  )
})
