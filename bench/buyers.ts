import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { type Figures, type Shot, send } from './load.ts'
import type { Stage } from './stage.ts'

type Placed = { id: string; secret: string }

/** Buyers who hold free tickets and order them, each over its own connection; one order is one count. */
export async function buyers(
  baseUrl: string,
  stage: Stage,
  { connections, seconds, units = 1 }: { connections: number; seconds: number; units?: number },
): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(baseUrl)
  const latencies: number[] = []
  let failed = 0
  const post = async <T>(shot: Omit<Shot, 'method'>): Promise<T | null> => {
    const answer = await send(agent, hostname, port, {
      method: 'POST',
      ...shot,
      headers: { 'idempotency-key': randomUUID(), ...shot.headers },
    })
    if (answer.status === 201) return JSON.parse(answer.body) as T
    failed += 1
    return null
  }
  const end = performance.now() + seconds * 1000
  const buyer = async () => {
    while (performance.now() < end) {
      const started = performance.now()
      const hold = await post<Placed>({
        path: '/v1/holds',
        body: { event_id: stage.eventId, lines: [{ product_id: stage.freeProductId, quantity: units }] },
      })
      if (!hold) continue
      const body = {
        hold_id: hold.id,
        buyer: { name: 'Bea Buyer', email: 'bea@example.org' },
        locale: 'en',
        attendees: [],
        answers: {},
        accept_terms: true,
      }
      if (await post({ path: '/v1/orders', headers: { 'hold-secret': hold.secret }, body }))
        latencies.push(performance.now() - started)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, buyer))
  agent.destroy()
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return {
    perSecond: Math.round(sorted.length / ((performance.now() - began) / 1000)),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    requests: sorted.length * 2,
    done: sorted.length,
    failed,
  }
}
