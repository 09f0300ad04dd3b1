import type { RefusalCode } from '@tessera/checkin-rules/reasons'
import { reasonOfCodeRefusal } from '@tessera/checkin-rules/reasons'
import { readUnverified, verifyTicketCode } from '@tessera/ticket-code/ticket-code'
import { importKeyRing, type TicketKeyRing } from '@tessera/ticket-code/ticket-keys'

export type ReadCode = { ok: true; ticketId: string; codeVersion: number } | { ok: false; reason: RefusalCode }

export type CodeReader = {
  /** The ticket that a code claims to be, unproven: only for reading it at the same time as it is verified. */
  claimed(code: string): { ticketId: string } | null
  verify(organizerId: string, code: string, now: Date): Promise<ReadCode>
}

type KeyRings = { keyRing(organizerId: string): Promise<{ keys: unknown[] }> }

/** A key that was taken off the ring stops verifying within this time; a new one is looked up when a code names it. */
const KEPT_MS = 30_000
/** A ring that lacks a key is read again, but forged key ids must not turn each scan into a read. */
const LOOK_AGAIN_MS = 2_000
const MOST_KEPT = 2_000

export function createCodeReader(tickets: KeyRings): CodeReader {
  const kept = new Map<string, { readAt: number; ring: Promise<TicketKeyRing> }>()
  const ringOf = (organizerId: string, olderThanMs: number) => {
    const known = kept.get(organizerId)
    if (known && performance.now() - known.readAt < olderThanMs) return known.ring
    if (kept.size >= MOST_KEPT) kept.clear()
    const ring = tickets.keyRing(organizerId).then(importKeyRing)
    kept.set(organizerId, { readAt: performance.now(), ring })
    ring.catch(() => kept.delete(organizerId))
    return ring
  }
  return {
    claimed: readUnverified,
    verify: async (organizerId, code, now) => {
      const content = readUnverified(code)
      if (!content) return { ok: false, reason: reasonOfCodeRefusal('malformed') }
      let ring = await ringOf(organizerId, KEPT_MS)
      if (!ring.has(content.keyId)) ring = await ringOf(organizerId, LOOK_AGAIN_MS)
      const result = await verifyTicketCode(code, ring, { now })
      if (!result.ok) return { ok: false, reason: reasonOfCodeRefusal(result.reason) }
      return { ok: true, ticketId: result.content.ticketId, codeVersion: result.content.codeVersion }
    },
  }
}
