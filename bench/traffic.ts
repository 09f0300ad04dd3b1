import { quoted, type Traffic } from './drive.ts'
import type { Stage } from './stage.ts'

/** A request for each of these bodies, none twice: `next` is asked for `most` of them at once when wrk drives. */
export function eachOnce(path: string, headers: Record<string, string>, most: number, next: () => unknown): Traffic {
  const fixed = Object.entries(headers).map(([name, value]) => `["${name}"] = ${quoted(value)}`)
  return {
    get lua() {
      const bodies = Array.from({ length: most }, () => JSON.stringify(next()))
      return `
local headers = { ["content-type"] = "application/json", ${fixed.join(', ')} }
local bodies = {}
for line in (${quoted(bodies.join('\n'))}):gmatch("[^\\n]+") do bodies[#bodies + 1] = line end
local at = 0
function request()
  at = at + 1
  return wrk.format("POST", ${quoted(path)}, headers, bodies[at] or "{}")
end`
    },
    shot: () => ({ method: 'POST', path, headers, body: next() }),
  }
}

/** Holds one free ticket, then orders what is held; an order that is placed is one operation. */
export function buying(stage: Stage): string {
  const hold = JSON.stringify({ event_id: stage.eventId, lines: [{ product_id: stage.freeProductId, quantity: 1 }] })
  const order = JSON.stringify({
    hold_id: '{hold}',
    buyer: { name: 'Bea Buyer', email: 'bea@example.org' },
    locale: 'en',
    attendees: [],
    answers: {},
    accept_terms: true,
  })
  return `
local held, first, last = {}, 1, 0
local before, after = (${quoted(order)}):match("^(.-){hold}(.*)$")
function request()
  local headers = { ["content-type"] = "application/json", ["idempotency-key"] = token() }
  local mine = held[first]
  if not mine then return wrk.format("POST", "/v1/holds", headers, ${quoted(hold)}) end
  held[first] = nil
  first = first + 1
  headers["hold-secret"] = mine.secret
  return wrk.format("POST", "/v1/orders", headers, before .. mine.id .. after)
end
function response(status, headers, body)
  if status ~= 201 then bad = bad + 1 return end
  local id = body:match('^{"id":"(hld_%w+)"')
  if not id then good = good + 1 return end
  last = last + 1
  held[last] = { id = id, secret = body:match('"secret":"([^"]+)"') }
end`
}
