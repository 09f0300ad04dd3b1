import { randomUUID } from 'node:crypto'
import { formatId, parseId } from '@tessera/kernel/ids'
import { runAudit } from '../apps/server/src/cli/audit.sql.ts'
import { systemActor } from '../apps/server/src/platform/http/access.ts'
import { bareServer, naiveReservations } from './baselines.ts'
import { buyers } from './buyers.ts'
import { insertServer } from './insert-baseline.ts'
import { type Figures, load, median, type Shot } from './load.ts'
import type { Bench } from './server-process.ts'
import { makeStage } from './stage.ts'

export type Result = {
  scenario: string
  subject: Figures
  ratios: Record<string, { median: number; of: number[] }>
  baselines: Record<string, number>
  holds: boolean
}

const PAIRS = 3
const SECONDS = 4
const HOT = { connections: 64, seconds: SECONDS }

type Baseline = { name: string; run(): Promise<number> }

/** Subject and baselines take turns; each pair gives a ratio. Wrong is a failure, however fast. */
async function compare(
  bench: Bench,
  scenario: string,
  subject: () => Promise<Figures>,
  baselines: Baseline[],
): Promise<Result> {
  const runs: Figures[] = []
  const ratios: Record<string, number[]> = {}
  const absolute: Record<string, number[]> = {}
  await subject()
  for (let pair = 0; pair < PAIRS; pair++) {
    const rates = new Map<string, number>()
    for (const baseline of baselines) rates.set(baseline.name, await baseline.run())
    const figures = await subject()
    runs.push(figures)
    for (const [name, rate] of rates) {
      ;(ratios[name] ??= []).push(Math.round((figures.perSecond / rate) * 100) / 100)
      ;(absolute[name] ??= []).push(rate)
    }
  }
  const audit = await runAudit(bench.databaseUrl)
  const typical = runs.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(runs.length / 2)]!
  return {
    scenario,
    subject: typical,
    ratios: Object.fromEntries(Object.entries(ratios).map(([name, of]) => [name, { median: median(of), of }])),
    baselines: Object.fromEntries(Object.entries(absolute).map(([name, of]) => [name, median(of)])),
    holds: runs.every(run => run.failed === 0) && audit.every(result => result.ok),
  }
}

const naive = (bench: Bench): Baseline => ({ name: 'naive', run: () => naiveReservations(bench.databaseUrl, SECONDS) })

const bare = (url: string, shot: Shot): Baseline => ({
  name: 'bare',
  run: async () => (await load(url, HOT, () => shot)).perSecond,
})

export async function hold(bench: Bench): Promise<Result> {
  const stage = await makeStage(bench, 5_000_000)
  await using plain = await bareServer()
  const body = { event_id: stage.eventId, lines: [{ product_id: stage.productId, quantity: 1 }] }
  const shot = () => ({
    method: 'POST' as const,
    path: '/v1/holds',
    headers: { 'idempotency-key': randomUUID() },
    body,
  })
  return await compare(bench, 'hold', () => load(bench.url, HOT, shot), [
    naive(bench),
    bare(plain.url, { method: 'POST', path: '/nodb', body }),
  ])
}

export async function page(bench: Bench): Promise<Result> {
  const stage = await makeStage(bench, 1000)
  await using plain = await bareServer()
  const shot = { method: 'GET' as const, path: `/v1/events/${stage.slug}` }
  return await compare(bench, 'page', () => load(bench.url, HOT, () => shot), [
    bare(plain.url, { method: 'GET', path: '/hello' }),
  ])
}

/** Hold, order, tickets: three answers for one free order, counted as one. */
export async function checkout(bench: Bench): Promise<Result> {
  const stage = await makeStage(bench, 5_000_000)
  return await compare(bench, 'checkout', () => buyers(bench.url, stage, HOT), [naive(bench)])
}

/** Each ticket once at each door; the tickets are made before the clock runs, and nobody has analyzed the tables since. */
export async function scan(bench: Bench): Promise<Result> {
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
  const scanning = () =>
    load(bench.url, gates, () => ({
      method: 'POST',
      path: '/v1/check-in/scans',
      headers: { authorization: `Bearer ${token}` },
      body: body(),
    }))
  await using plain = await insertServer(bench.databaseUrl)
  const any = { list_id: stage.listId, ticket_id: ticketIds[0], direction: 'entry', method: 'search' }
  const inserting = async () => {
    const shot = () => ({ method: 'POST' as const, path: '/insert', body: { ...any, nonce: randomUUID() } })
    return (await load(plain.url, gates, shot)).perSecond
  }
  return await compare(bench, 'scan', scanning, [{ name: 'insert', run: inserting }, naive(bench)])
}
