import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Bank, startBank, WEBHOOK_SECRET } from '../sandbox-under-test.ts'
import { sign } from './signature.ts'

type Received = { id: string; type: string; signatureHolds: boolean; ageS: number }

let bank: Bank
let shop: Server
let received: Received[]
let answers: number[]

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request)
  const id = String(request.headers['webhook-id'])
  const timestamp = Number(request.headers['webhook-timestamp'])
  received.push({
    id,
    type: JSON.parse(body).type,
    signatureHolds: request.headers['webhook-signature'] === sign(WEBHOOK_SECRET, id, timestamp, body),
    ageS: Math.round(Date.now() / 1_000 - timestamp),
  })
  response.writeHead(answers.shift() ?? 204).end()
}

beforeEach(async () => {
  received = []
  answers = []
  shop = createServer((request, response) => {
    void receive(request, response)
  })
  await new Promise<void>(resolve => shop.listen(0, '127.0.0.1', resolve))
  bank = await startBank({}, `http://127.0.0.1:${(shop.address() as AddressInfo).port}/hook`)
})
afterEach(async () => {
  await bank.close()
  shop.closeAllConnections()
  await new Promise(resolve => shop.close(resolve))
})

const paid = async (key: string) => {
  const { id } = await bank.pay(key)
  await bank.buyer(id, 'pay')
  return id
}
const fault = (kind: string, more: object = {}) =>
  bank.call('POST', '/control/faults', { on: 'webhook', kind, ...more })
const arrived = (count: number) => expect.poll(() => received.length).toBe(count)

test('a merchant is told once, with a signature over what was sent', async () => {
  await paid('k-1')
  await arrived(1)
  expect(received).toMatchObject([{ type: 'payment.succeeded', signatureHolds: true }])
  expect((await bank.call('GET', '/control/webhooks')).json().data).toMatchObject([{ state: 'delivered', attempts: 1 }])
})

test('a message that was answered with an error comes again under the same id', async () => {
  answers = [500]
  await paid('k-1')
  await arrived(2)
  expect(received[1]?.id).toBe(received[0]?.id)
})

test('duplicated messages are the same message', async () => {
  await fault('duplicate', { copies: 3 })
  await paid('k-1')
  await arrived(4)
  expect(new Set(received.map(message => message.id)).size).toBe(1)
})

test('held messages go out in the order that is asked for', async () => {
  await fault('hold', { times: 3 })
  const { id } = await bank.pay('k-1')
  await bank.buyer(id, 'later')
  await bank.buyer(id, 'settle')
  await bank.call('POST', `/control/payments/${id}/refund`, {})
  expect(received).toEqual([])
  await bank.call('POST', '/control/webhooks/release', { order: 'reverse' })
  expect(received.map(message => message.type)).toEqual(['refund.updated', 'payment.succeeded', 'payment.pending'])
})

test('a dropped message never arrives until it is sent again', async () => {
  await fault('drop')
  await paid('k-1')
  const [dropped] = (await bank.call('GET', '/control/webhooks')).json().data
  expect(dropped?.state).toBe('dropped')
  await bank.call('POST', `/control/webhooks/${dropped?.id}/resend`, { copies: 2 })
  await arrived(2)
})

test('a wrong signature does not hold and a stale message is old', async () => {
  await fault('wrong_signature')
  await paid('k-1')
  await arrived(1)
  await fault('stale', { ms: 86_400_000 })
  await paid('k-2')
  await arrived(2)
  expect(received).toMatchObject([{ signatureHolds: false }, { signatureHolds: true }])
  expect(received[1]?.ageS).toBeGreaterThanOrEqual(86_399)
})

test('each fault counts how often it struck', async () => {
  await fault('drop', { times: 5 })
  await paid('k-1')
  const { data } = JSON.parse((await bank.call('GET', '/control/faults')).text)
  expect(data).toMatchObject([{ kind: 'drop', times: 4, fired: 1 }])
})
