import { parseId, prefixOf, tailOf } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '../../apps/server/src/platform/testing/global-setup.ts'
import { type ApiContract, apiContract } from '../world/api-contract.ts'
import { PASSWORD } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { broken, type Cell, cellsOf, type Request, targetsOf, whole } from './cells.ts'
import { type ApiDocument, documentOf, type Operation, operationsOf } from './operations.ts'
import { everybody } from './principals.ts'
import { type Tenancy, tenancy } from './tenancies.ts'

/** Thousands of requests; on two cores that are busy with something else they take their time. */
const LONG = 600_000

/** Every operation of the document × everybody × everything that its path can name. */
describe('who may do what', () => {
  let world: World
  let document: ApiDocument
  let operations: Operation[]
  let first: Tenancy
  let cells: Cell[]
  let contract: ApiContract
  const breaches = new Set<string>()

  beforeAll(async () => {
    world = await startWorld()
    document = await documentOf(world)
    contract = apiContract(document)
    operations = operationsOf(document)
    first = await tenancy(world, 'Harbour Lights', 2)
    const second = await tenancy(world, 'Backyard Stage', 1)
    const principals = await everybody(world, first, second)
    await giveOwnerAnotherSession()
    principals.find(({ name }) => name === 'owner')!.sessionId = first.events[0]!.things.session!
    cells = operations.flatMap(operation => cellsOf(operation, principals, targetsOf(operation, first, second)))
  }, LONG)
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  async function giveOwnerAnotherSession() {
    await world.client().post('/v1/auth/sign-in', { email: first.boss.person.email, password: PASSWORD })
    const { data } = await first.boss.client.get<{ data: Array<{ id: string; current: boolean }> }>(
      '/v1/account/sessions',
    )
    const other = data.find(({ current }) => !current)!
    for (const { things } of first.events) things.session = other.id
  }

  test('every operation that is not for everybody has somebody who may and somebody who may not', () => {
    const seen = (operation: Operation, isIn: boolean) =>
      cells.some(cell => cell.operation === operation && (cell.verdict === 'let in') === isIn)
    const closed = operations.filter(({ access }) => access !== 'public')
    expect(closed.filter(operation => !seen(operation, true)).map(({ id }) => id)).toEqual([])
    expect(closed.filter(operation => !seen(operation, false)).map(({ id }) => id)).toEqual([])
  })

  test('whoever may not is refused, learns nothing and changes nothing', { timeout: LONG }, async () => {
    const wrong: string[] = []
    const nowhere = contentOf(await ask({ method: 'GET', url: '/v1/no-such-thing', headers: {} }))
    const refusedBy = [...byOperation(cells.filter(cell => cell.verdict !== 'let in')).values()]
    for (const some of chunks(refusedBy, OPERATIONS_AT_ONCE)) {
      const before = await world.fingerprint()
      for (const refused of some) {
        const answers = await all(refused, cell => ask(whole(document, cell, world.origin)))
        const ofMissing = new Map(
          refused.flatMap(({ target, principal }, index) =>
            target.name === 'missing' ? [[principal, contentOf(answers[index]!)] as const] : [],
          ),
        )
        refused.forEach((cell, index) => {
          const complaint = notRefused(cell, answers[index]!, [nowhere, ofMissing.get(cell.principal) ?? nowhere])
          if (complaint) wrong.push(`${nameOf(cell)}: ${complaint}`)
        })
      }
      const after = await world.fingerprint()
      const names = some.map(([cell]) => cell!.operation.id).join(', ')
      if (after !== before) wrong.push(`one of ${names} refused and wrote ${differences(before, after)}`)
    }
    expect(wrong).toEqual([])
  })

  test('whoever may is let in, and is shown nothing of others', { timeout: LONG }, async () => {
    const wrong: string[] = []
    const admitted = cells.filter(cell => cell.verdict === 'let in')
    for (const [operation, admittedTo] of [...byOperation(admitted)].sort(([a], [b]) => harm(a) - harm(b))) {
      const answers = operation.streams
        ? await all(admittedTo, cell => openStream(broken(document, cell, world.origin)))
        : await all(admittedTo, cell => ask(broken(document, cell, world.origin)))
      answers.forEach((answer, index) => {
        const complaint = notLetIn(admittedTo[index]!, answer) ?? shownOfOthers(admittedTo[index]!, answer)
        if (complaint) wrong.push(`${nameOf(admittedTo[index]!)}: ${complaint}`)
      })
    }
    process.stdout.write(
      `isolation: ${operations.length} operations, ${cells.length} cells, ${cells.length - admitted.length} refusals, ${wrong.length} wrong\n`,
    )
    expect(wrong).toEqual([])
  })

  test('the database itself shows the application one tenant or none, whatever is asked', async () => {
    const tables = await world.database.asSuperuser<{ name: string }>(
      `select t.table_name as name from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
        where t.table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'organizer_id'`,
    )
    // What everybody may find, and the codes of devices that have nothing else yet.
    const forAll = ['event_slugs', 'listings', 'device_codes']
    const closed = tables.map(({ name }) => name).filter(name => !forAll.includes(name))
    expect(closed.length).toBeGreaterThan(25)
    const own = parseId('org', first.boss.organizer.id)!
    const sight = closed
      .map(
        name =>
          `select '${name}' as name, count(*) filter (where organizer_id <> $1)::int as strange, count(*) filter (where organizer_id = $1)::int as own from "${name}"`,
      )
      .join(' union all ')
    type Sight = { name: string; strange: number; own: number }
    const seenAs = (tenant: string | null) =>
      withClient(world.database.url, async client => {
        await client.query('begin; set local role tessera_app')
        if (tenant) await client.query("select set_config('app.organizer_id', $1, true)", [tenant])
        return (await client.query<Sight>(sight, [own])).rows
      })
    expect((await seenAs(null)).filter(row => row.strange + row.own > 0)).toEqual([])
    const seen = await seenAs(own)
    expect(seen.filter(row => row.strange > 0)).toEqual([])
    expect(seen.filter(row => row.own > 0).length, 'tables with something in them').toBeGreaterThan(15)
  })

  test('whoever asks, the answer is one that the document promises', () => {
    expect([...breaches]).toEqual([])
  })

  type Answer = { status: number; text: string; type: string }

  async function ask({ method, url, headers, payload }: Request): Promise<Answer> {
    const answer = await world.app.http.inject({
      method: method as 'GET',
      url,
      headers,
      ...(payload ? { payload } : {}),
    })
    const type = answer.headers['content-type']?.toString() ?? ''
    const breach = contract.breach({ method, url, status: answer.statusCode, type, text: answer.payload })
    if (breach) breaches.add(breach)
    return { status: answer.statusCode, text: answer.payload, type }
  }

  /** A stream never ends by itself: its head is all that is waited for. */
  async function openStream({ method, url, headers }: Request): Promise<Answer> {
    const closing = new AbortController()
    const response = await fetch(`${world.origin}${url}`, { method, headers, signal: closing.signal })
    const type = response.headers.get('content-type') ?? ''
    const text = response.ok ? '' : await response.text()
    closing.abort()
    return { status: response.status, text, type }
  }

  const contentOf = ({ text }: Answer) => text.replace(/,?"request_id":"[^"]*"/, '')

  function codeOf({ text }: Answer): string {
    return /"code":"([^"]*)"/.exec(text)?.[1] ?? ''
  }

  /** What is not theirs must read as what is not there: `absent` are the ways in which nothing is said to be nothing. */
  function notRefused({ operation, verdict, target }: Cell, answer: Answer, absent: string[]): string | null {
    const seen = `${answer.status} ${codeOf(answer)}`
    if (verdict === 'unauthenticated') return seen === '401 access.unauthenticated' ? null : seen
    if (verdict === 'forbidden') return seen === '403 access.permission_missing' ? null : seen
    if (answer.status !== 404) return seen === OTHER_WORDS_FOR_NOTHING[operation.id] ? null : seen
    // Within one organizer it is no secret which of the two things named is not there.
    if (target.name === 'crossed events') return null
    return absent.includes(contentOf(answer)) ? null : `tells more than of what is missing: ${answer.text}`
  }

  const REFUSALS = ['access.unauthenticated', 'access.permission_missing', 'request.not_found']

  function notLetIn({ operation }: Cell, answer: Answer): string | null {
    const seen = `${answer.status} ${codeOf(answer)}`
    if (answer.status >= 500) return seen
    if (operation.method === 'GET') return answer.status === 200 ? null : seen
    // What the first who may has removed is not there for the second.
    if (isGone(operation, answer)) return null
    return REFUSALS.includes(codeOf(answer)) ? seen : null
  }

  const isGone = ({ method, body }: Operation, { status }: Answer) => status === 404 && method === 'DELETE' && !body

  function shownOfOthers({ operation, principal, target }: Cell, { status, text, type }: Answer): string | null {
    if (status !== 200 || !type.includes('json') || !['member', 'device'].includes(operation.access)) return null
    const ids = new Set(text.match(/\b[a-z]{3}_[0-9a-z]{26}\b/g) ?? [])
    const home = tailOf(parseId('org', target.things.organizer!)!)
    for (const id of ids) {
      const prefix = prefixOf(id)
      const uuid = prefix && !['acc', 'ses', 'req'].includes(prefix) ? parseId(prefix, id) : null
      if (uuid && tailOf(uuid) !== home) return `shows ${id} of another organizer`
    }
    const limits = principal.holding?.eventIds
    if (!limits) return null
    const hidden = first.events.filter(({ things }) => !limits.includes(things.event!)).flatMap(eventIdsOf)
    const leaked = hidden.find(id => ids.has(id))
    return leaked ? `shows ${leaked} of an event that is not theirs` : null
  }

  const eventIdsOf = ({ things }: Tenancy['events'][number]) =>
    ['event', 'date', 'product', 'pool', 'question', 'gate', 'list', 'order', 'line', 'ticket', 'scan'].map(
      name => things[name]!,
    )
})

const nameOf = ({ operation, principal, target, verdict }: Cell) =>
  `${operation.id} by ${principal.name} on ${target.name} should be ${verdict}`

function byOperation(cells: Cell[]): Map<Operation, Cell[]> {
  return Map.groupBy(cells, ({ operation }) => operation)
}

/** Reading first, then what is refused for its form, then what really acts, then what removes. */
function harm({ method, body, wantsKey }: Operation): number {
  if (method === 'GET') return 0
  if (method === 'DELETE') return 3
  return body || wantsKey ? 1 : 2
}

/** Where nothing to be had is an ordinary answer; drafts and strangers' events get it as well. */
const OTHER_WORDS_FOR_NOTHING: Record<string, string> = {
  getAvailability: '409 inventory.not_on_sale',
  getTicketWalletPass: '409 tickets.none',
}

const AT_ONCE = 12
const OPERATIONS_AT_ONCE = 8

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

async function all<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))))
  }
  return results
}

function differences(before: string, after: string): string {
  type Row = { name: string }
  const rows = (text: string) => new Map((JSON.parse(text) as Row[]).map(row => [row.name, JSON.stringify(row)]))
  const old = rows(before)
  return [...rows(after)]
    .filter(([name, row]) => old.get(name) !== row)
    .map(([name]) => name)
    .join(', ')
}
