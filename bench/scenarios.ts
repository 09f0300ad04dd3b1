import { randomUUID } from 'node:crypto'
import { formatId, parseId } from '@tessera/kernel/ids'
import { systemActor } from '../apps/server/src/platform/http/access.ts'
import { bareServer, naiveReservations } from './baselines.ts'
import { buyers } from './buyers.ts'
import { type Baseline, compare, type Result } from './compare.ts'
import { CLIENT, drive, repeated } from './drive.ts'
import { insertServer } from './insert-baseline.ts'
import type { Shot } from './load.ts'
import type { Bench } from './server-process.ts'
import { analyze, makeStage } from './stage.ts'
import { buying, eachOnce } from './traffic.ts'
import { wrk } from './wrk.ts'

const SECONDS = 4
const HOT = { connections: 64, seconds: SECONDS }
/** More than a machine scans in one run. */
const MOST_IN_A_RUN = 12_000

const naive = (bench: Bench): Baseline => ({ name: 'naive', run: () => naiveReservations(bench.databaseUrl, SECONDS) })

const bare = (url: string, shot: Shot): Baseline => ({
  name: 'bare',
  run: async () => (await drive(url, HOT, repeated(shot))).perSecond,
})

export async function hold(bench: Bench): Promise<Result> {
  const stage = await makeStage(bench, 5_000_000)
  await using plain = await bareServer()
  const body = { event_id: stage.eventId, lines: [{ product_id: stage.productId, quantity: 1 }] }
  const traffic = repeated({ method: 'POST', path: '/v1/holds', headers: { 'idempotency-key': '{key}' }, body })
  return await compare(bench, 'hold', () => drive(bench.url, HOT, traffic), [
    naive(bench),
    bare(plain.url, { method: 'POST', path: '/nodb', body }),
  ])
}

export async function page(bench: Bench): Promise<Result> {
  const stage = await makeStage(bench, 1000)
  return await reading(bench, 'page', `/v1/events/${stage.slug}`)
}

export async function availability(bench: Bench): Promise<Result> {
  const stage = await makeStage(bench, 1000)
  return await reading(bench, 'availability', `/v1/events/${stage.eventId}/availability`)
}

async function reading(bench: Bench, scenario: string, path: string): Promise<Result> {
  await using plain = await bareServer()
  const traffic = repeated({ method: 'GET', path })
  return await compare(bench, scenario, () => drive(bench.url, HOT, traffic), [
    bare(plain.url, { method: 'GET', path: '/hello' }),
  ])
}

/** Hold, order, tickets: three answers for one free order, counted as one. */
export async function checkout(bench: Bench): Promise<Result> {
  const stage = await makeStage(bench, 5_000_000)
  const orders = () => (CLIENT === 'wrk' ? wrk(bench.url, HOT, buying(stage)) : buyers(bench.url, stage, HOT))
  return await compare(bench, 'checkout', orders, [naive(bench)])
}

/** The worst moment: the tickets were made just now, and nobody has analyzed the tables since. */
export const scan = (bench: Bench): Promise<Result> => scanning(bench, 'scan', async () => {})

/** A door in full swing: PostgreSQL knows its tables, as autovacuum sees to within a minute. */
export const scanAnalyzed = (bench: Bench): Promise<Result> =>
  scanning(bench, 'scan-analyzed', async letIn => {
    await letIn()
    await analyze(bench.databaseUrl)
  })

/** Each ticket once at each door; the tickets are made before the clock runs. */
async function scanning(
  bench: Bench,
  scenario: string,
  prepare: (letIn: () => Promise<unknown>) => Promise<void>,
): Promise<Result> {
  const stage = await makeStage(bench, 5_000_000)
  const { checkIn, tickets } = bench.app.modules
  await buyers(bench.url, stage, { connections: 64, seconds: 15, units: 10 })
  const ticketIds = (
    await bench.app.modules.ordersDeps.db.tenant(stage.organizerId, tx =>
      tickets.ofEvent(tx, parseId('evt', stage.eventId)!),
    )
  ).map(ticket => formatId('tkt', ticket.id))
  const device = await checkIn.devices.add(
    { organizerId: stage.organizerId, eventIds: null, actor: systemActor },
    { name: 'Bench', eventIds: null, listIds: null, gateId: null },
  )
  const { token } = await checkIn.devices.signIn(device.code, null)
  // A door is opened whenever all tickets have passed the one before, so that every scan is the first of its ticket there.
  const doors = [stage.listId, ...(await Promise.all(Array.from({ length: 9 }, () => stage.addList())))]
  const scans = doors.flatMap(listId => ticketIds.map(ticketId => ({ list_id: listId, ticket_id: ticketId })))
  const body = () => ({ ...scans.pop(), direction: 'entry', nonce: randomUUID(), method: 'search' })
  const gates = { connections: 32, seconds: 2 }
  const headers = { authorization: `Bearer ${token}` }
  const letIn = () => drive(bench.url, gates, eachOnce('/v1/check-in/scans', headers, MOST_IN_A_RUN, body))
  await using plain = await insertServer(bench.databaseUrl)
  const any = { list_id: stage.listId, ticket_id: ticketIds[0], direction: 'entry', method: 'search' }
  const inserting = async () => {
    const other = () => ({ ...any, nonce: randomUUID() })
    return (await drive(plain.url, gates, eachOnce('/insert', {}, MOST_IN_A_RUN, other))).perSecond
  }
  await prepare(letIn)
  return await compare(bench, scenario, letIn, [{ name: 'insert', run: inserting }, naive(bench)])
}
