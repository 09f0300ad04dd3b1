import { faceOf } from '../deciding/decide-here.ts'
import type { FoundGuest } from '../door/door.ts'
import { log, searchServer } from '../door/door-app.ts'
import { connection } from '../door/door-state.ts'
import { factsOfTicket, standingOf } from '../scans/scan-record.ts'
import { db, type StoredTicket } from '../store/local-store.ts'
import { matches, wordsOf } from '../store/search-words.ts'

const MOST_FOUND = 25
/** A common first letter must not read the whole list into memory. */
const MOST_READ = 400
export const LEAST_TYPED = 2

/** From the local copy, at once, with or without a connection. */
export async function findHere(listId: string, typed: string): Promise<FoundGuest[]> {
  const words = wordsOf(typed)
  const longest = words.toSorted((a, b) => b.length - a.length)[0]
  if (!longest || typed.trim().length < LEAST_TYPED) return []
  const rows = await db.tickets.where('words').startsWith(`${listId} ${longest}`).distinct().limit(MOST_READ).toArray()
  return rows
    .filter(row => row.listId === listId && row.orderCode !== null && matches(row.words, listId, words))
    .sort((a, b) => (a.attendeeName ?? '').localeCompare(b.attendeeName ?? ''))
    .slice(0, MOST_FOUND)
    .map(row => foundOf(listId, row))
}

/** Adds what the server knows and the copy does not: tickets that were sold a moment ago. */
export async function findMore(listId: string, typed: string, here: readonly FoundGuest[]): Promise<FoundGuest[]> {
  if (connection.get() === 'down' || typed.trim().length < LEAST_TYPED) return [...here]
  try {
    const there = await searchServer(listId, typed.trim())
    const known = new Set(here.map(guest => guest.face.id))
    return [...here, ...there.filter(guest => !known.has(guest.face.id))]
  } catch {
    return [...here]
  }
}

function foundOf(listId: string, ticket: StoredTicket): FoundGuest {
  return {
    face: faceOf(ticket),
    isVoid: ticket.state === 'void',
    isPaid: ticket.paid,
    ...standingOf(factsOfTicket(ticket.facts, log.ofTicket(listId, ticket.id))),
  }
}
