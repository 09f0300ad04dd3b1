import { formatId, newTenantUuid, newUuid, parseId, prefixOf } from '@tessera/kernel/ids'
import type { Invitation, Member, OrderDetail, Question } from '@tessera/sdk/types'
import { Buyer, type LiveHold, type MyOrder } from '../world/buyer.ts'
import { Door } from '../world/door.ts'
import { publishedEvent } from '../world/event.ts'
import { fragmentOf, linkIn } from '../world/mail-inbox.ts'
import { invite, type Organiser, signUpOrganizer, withApiKey } from '../world/organizer.ts'
import { plainPicture } from '../world/picture.ts'
import type { World } from '../world/world.ts'

/** Path parameter → id. */
export type Things = Record<string, string>

/** An event with one of everything that can hang on it. */
export type Furnished = {
  things: Things
  order: MyOrder
  hold: LiveHold
  device: { client: Door['client']; id: string }
}

export type Tenancy = {
  boss: Organiser & { person: { client: Organiser['client']; email: string } }
  events: Furnished[]
}

/** An organizer with everything, and this many events of which each has everything. */
export async function tenancy(world: World, name: string, eventCount: number): Promise<Tenancy> {
  const boss = await signUpOrganizer(world, name)
  const shared = await organizerThings(world, boss)
  const events: Furnished[] = []
  for (let index = 0; index < eventCount; index++) {
    const event = await furnish(world, boss)
    events.push({ ...event, things: { ...shared, ...event.things } })
  }
  return { boss, events }
}

/** None of them belongs to a principal of the matrix: whoever may remove them does no harm to the cells that follow. */
async function organizerThings(world: World, boss: Organiser): Promise<Things> {
  const { organizer, client, path } = boss
  const spare = await invite(world, boss, 'viewer')
  const { data: members } = await client.get<{ data: Member[] }>(`${path}/members`)
  const invitation = await client.post<Invitation>(`${path}/invitations`, {
    email: `waiting.${organizer.slug}@people.example`,
    role: 'viewer',
  })
  await world.settle()
  const letter = world.inbox.newest(`waiting.${organizer.slug}@people.example`)
  const { key } = await withApiKey(world, boss, ['organizer.view'])
  const { data: accounts } = await client.get<{ data: Array<{ id: string }> }>(`${path}/gateway-accounts`)
  return {
    organizer: organizer.id,
    slug: organizer.slug,
    member: members.find(member => member.email === spare.person.email)!.id,
    invitation: invitation.id,
    token: fragmentOf(linkIn(letter, '/console/invitations')).get('token')!,
    key: key.id,
    account: accounts[0]!.id,
  }
}

async function furnish(world: World, boss: Organiser): Promise<Furnished> {
  const { client, path: home } = boss
  const { event, product, pool, path } = await publishedEvent(boss, { capacity: 50 })
  const wish = [{ product_id: product.id, quantity: 2 }]
  const question = await client.post<Question>(`${path}/questions`, {
    asked_of: 'order',
    label: { en: 'How did you hear of us?' },
    kind: 'text',
  })
  const gate = await client.post<{ id: string }>(`${path}/gates`, { name: 'North' })
  const list = await client.post<{ id: string }>(`${path}/check-in-lists`, { name: 'Everybody' })
  const order = await new Buyer(world).buys(event.id, wish)
  const { lines } = await order.now()
  const door = await device(world, boss, event.id)
  const [code = ''] = await order.codes()
  const scan = await new Door(door.client, door.id, list.id).scan(code)
  await client.post(`${home}/orders/${order.id}/refunds`, { lines: [{ line_id: lines[1]!.id }], cancel_lines: false })
  await world.settle()
  const detail = await client.get<OrderDetail>(`${home}/orders/${order.id}`)
  const spare = await client.post<{ id: string }>(`${home}/devices`, { name: 'Spare', event_ids: [event.id] })
  const hold = await new Buyer(world).hold(event.id, wish)
  return {
    order,
    hold,
    device: door,
    things: {
      event: event.id,
      date: event.dates[0]!.id,
      product: product.id,
      question: question.id,
      pool: pool.id,
      gate: gate.id,
      list: list.id,
      order: order.id,
      line: lines[0]!.id,
      payment: detail.payments[0]!.id,
      refund: detail.refunds[0]!.id,
      ticket: detail.tickets[0]!.id,
      scan: scan.id,
      device: spare.id,
      hold: hold.id,
      file: await picture(boss, path, event.version),
      gateway: 'sandbox',
    },
  }
}

/** A device that is signed in and limited to the event. */
async function device(world: World, boss: Organiser, eventId: string): Promise<Furnished['device']> {
  const made = await boss.client.post<{ id: string; code: string }>(`${boss.path}/devices`, {
    name: 'At the door',
    event_ids: [eventId],
  })
  const { token } = await world
    .client()
    .post<{ token: string }>('/v1/check-in/devices/sign-in', { code: made.code, platform: 'test' })
  return { client: world.client({ authorization: `Bearer ${token}` }), id: made.id }
}

async function picture({ client }: Organiser, path: string, version: number): Promise<string> {
  const form = new FormData()
  form.set('alt', JSON.stringify({ en: 'A blue evening' }))
  form.set('file', new Blob([new Uint8Array(plainPicture())], { type: 'image/png' }), 'evening.png')
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${client.origin}${path}/picture`, {
    method: 'PUT',
    headers: { cookie, origin: client.origin, 'if-match': `"v${version}"` },
    body: form,
  })
  const text = await response.text()
  const file = /fil_[0-9a-z]{26}/.exec(text)?.[0]
  if (!response.ok || !file) throw new Error(`the picture was not taken: ${response.status} ${text}`)
  return file
}

/** Ids of the same kinds and of the same organizer that nothing has. */
export function nothingLike(things: Things, organizerId: string): Things {
  const uuid = parseId('org', organizerId)!
  return Object.fromEntries(
    Object.entries(things).map(([name, id]) => {
      const prefix = prefixOf(id)
      if (!prefix) return [name, name === 'gateway' ? id : `${id.slice(0, -4)}none`]
      return [name, formatId(prefix, prefix === 'org' ? newUuid() : newTenantUuid(uuid))]
    }),
  )
}
