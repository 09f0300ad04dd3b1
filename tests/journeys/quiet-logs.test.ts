import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { openDoor } from '../world/door.ts'
import { publishedEvent } from '../world/event.ts'
import { ifMatch } from '../world/http-client.ts'
import { fragmentOf, linkIn } from '../world/mail-inbox.ts'
import { invite, PASSWORD, signUpOrganizer, withApiKey } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

/** Everything that people and programs do, with names that occur nowhere else, and what was written down meanwhile. */
describe('what a whole journey leaves behind', () => {
  let world: World
  const lines: string[] = []
  /** What must be found nowhere, by what it is. */
  const canaries = new Map<string, string>()
  const canary = (what: string, text: string) => {
    canaries.set(what, text)
    return text
  }

  beforeAll(async () => {
    world = await startWorld({ logLevel: 'trace', logTo: { write: line => void lines.push(line) } })
    await live()
    await world.settle()
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  async function live() {
    const boss = await signUpOrganizer(world, 'Quillfeather Productions')
    canary('address of the owner', boss.person.email)
    canary('password', PASSWORD)
    for (const [name, value] of boss.client.cookies) canary(`cookie ${name}`, value)
    const helper = await invite(world, boss, 'support')
    canary('address of a member', helper.person.email)
    canary('token of an invitation', tokenIn(helper.person.email, '/console/invitations'))
    await signInOtherwise(helper.person.email)
    const program = await withApiKey(world, boss, ['orders.view', 'events.view'])
    canary('secret of a key', program.key.secret.slice(-43))
    await program.client.get(`${boss.path}/orders`)

    const stage = await publishedEvent(boss, { products: [{ name: 'Seat', priceMinor: '2500' }] })
    const buyer = new Buyer(world, 'Zephyrine Wagtail')
    canary('name of a buyer', buyer.name)
    canary('address of a buyer', buyer.email)
    const order = await buyer.buys(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    canary('secret of an order', order.placed.secret)
    const [code = ''] = await order.codes()
    canary('code of a ticket', code)
    const door = await openDoor(world, boss, stage.path)
    canary('token of a device', door.client.credentials.authorization!.slice(-43))
    await door.scan(code)
    await door.scan(`${code}x`)
    await changes(order)
    await boss.client.get(`${boss.path}/orders?q=${encodeURIComponent(buyer.name)}`)
    await boss.client.get(`${boss.path}/orders?q=${encodeURIComponent(buyer.email)}`)
    await boss.client.download(`${stage.path}/attendees.csv`)
    await boss.client.post(`${boss.path}/orders/${order.id}/refunds`, { all: true, cancel_lines: true })
    await world.settle()
    await goesWrong(order, stage.event.id)
  }

  const tokenIn = (address: string, path: string, subject?: RegExp) =>
    fragmentOf(linkIn(world.inbox.newest(address, subject), path)).get('token') ?? ''

  async function signInOtherwise(email: string) {
    const client = world.client()
    await client.post('/v1/auth/magic-links', { email, locale: 'en' })
    await world.settle()
    const token = canary('token of a magic link', tokenIn(email, '/console/'))
    await client.post('/v1/auth/magic-links/redeem', { token })
    for (const [name, value] of client.cookies) canary(`cookie ${name} of the magic link`, value)
    await client.send('POST', '/v1/auth/sign-in', {
      body: { email, password: canary('guess', 'guessing at canaries 12') },
    })
    await client.send('GET', '/v1/account', { headers: { authorization: `Bearer ${canary('noise', randomUUID())}` } })
  }

  async function changes(order: MyOrder) {
    const { client, email } = order.buyer
    const read = await client.send<{ version: number; lines: Array<{ id: string }> }>('GET', order.path, {
      headers: order.secret,
    })
    const line = read.body.lines[0]!.id
    await client.ok('PATCH', `${order.path}/lines/${line}`, {
      headers: { ...order.secret, ...ifMatch(read.body.version) },
      body: { attendee_name: canary('name of an attendee', 'Melusine Redstart') },
    })
    await client.post(`${order.path}/resend`, undefined, { headers: order.secret })
    await client.post('/v1/orders/lookup', { email, event_id: order.placed.event!.id })
    await world.settle()
    expect(world.inbox.newest(email, /Your orders/).text).toMatch(/Hello Zephyrine Wagtail,\s+Somebody/)
  }

  /** Refusals and failures say more than successes do. */
  async function goesWrong(order: MyOrder, eventId: string) {
    const { client, email } = order.buyer
    const tries: Array<[string, string, object]> = [
      ['POST', '/v1/holds', { body: { event_id: eventId, lines: [], note: email } }],
      ['POST', '/v1/orders', { body: { hold_id: 'hld_x', buyer: { name: order.buyer.name, email } } }],
      ['POST', '/v1/auth/sign-up', { body: { email, password: 'short', name: order.buyer.name, locale: 'en' } }],
      ['POST', '/v1/invitations/lookup', { body: { token: canaries.get('token of an invitation') } }],
      ['GET', `/v1/orders/${order.id}?email=${encodeURIComponent(email)}`, { headers: { 'order-secret': 'no' } }],
      ['GET', `/v1/nowhere/${encodeURIComponent(email)}/${order.placed.secret}`, {}],
      ['POST', `${order.path}/cancel`, { headers: order.secret }],
    ]
    for (const [method, path, ask] of tries) await client.send(method, path, ask)
  }

  test('its log lines hold no name, no address, no password and no secret', () => {
    const log = lines.join('')
    expect(lines.filter(line => line.includes('"msg":"request"')).length).toBeGreaterThan(40)
    expect(foundIn(log)).toEqual([])
  })

  test('what waits in queues holds none either', async () => {
    const rows = await world.database.asSuperuser<{ text: string }>(
      'select o::text as text from outbox o union all select j.data::text from jobs.job j',
    )
    expect(rows.length).toBeGreaterThan(10)
    expect(foundIn(rows.map(({ text }) => text).join('\n'))).toEqual([])
  })

  test('the canaries are real: each of them was seen somewhere by somebody', () => {
    expect(canaries.size).toBeGreaterThan(14)
    expect([...canaries].filter(([, text]) => text.length < 12)).toEqual([])
  })

  const foundIn = (text: string) => [...canaries].filter(([, secret]) => text.includes(secret)).map(([what]) => what)
})
