import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { MockAgent } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAddressGuard, type GuardOptions } from './address-guard.ts'
import { createOutbound, type Outbound, type OutboundOptions } from './outbound.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function serve(listener: RequestListener): Promise<{ port: number; url: string; server: Server }> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  opened.push({
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  })
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}`, server }
}

function outboundWith(options: Partial<OutboundOptions> = {}): Outbound {
  const outbound = createOutbound({ userAgent: 'tessera-test', timeoutMs: 2_000, ...options })
  opened.push(outbound)
  return outbound
}

describe('fetch', () => {
  test('sends method, headers and body, and brings back status, headers and body', async () => {
    const { url } = await serve((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.writeHead(201, { 'x-method': request.method, 'x-agent': request.headers['user-agent'] })
        response.end(Buffer.concat(chunks))
      })
    })
    const outcome = await outboundWith().fetch(url, { method: 'POST', body: '{"a":1}', headers: { 'x-a': 'b' } })
    expect(outcome).toMatchObject({
      ok: true,
      value: { status: 201, headers: { 'x-method': 'POST', 'x-agent': 'tessera-test' }, body: Buffer.from('{"a":1}') },
    })
  })

  test('follows no redirect', async () => {
    const { url } = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    )
    expect(await outboundWith().fetch(url)).toMatchObject({ ok: true, value: { status: 302 } })
    await expect(outboundWith().webFetch(url)).rejects.toThrow()
  })

  test('an answer that is too large is cut off, however it arrives', async () => {
    let written = 0
    const { url } = await serve((_request, response) => {
      const more = () => {
        while (written < 50_000_000 && response.write(Buffer.alloc(65_536))) written += 65_536
      }
      response.on('drain', more)
      more()
    })
    const outcome = await outboundWith({ maxBytes: 100_000 }).fetch(url)
    expect(outcome).toMatchObject({ ok: false, reason: { code: 'outbound.too_large' } })
    await expect(
      outboundWith({ maxBytes: 100_000 })
        .webFetch(url)
        .then(answer => answer.text()),
    ).rejects.toThrow()
    expect(written).toBeLessThan(50_000_000)
  })

  test('an answer that trickles for ever ends at the time limit of the whole exchange', async () => {
    const { url } = await serve((_request, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    })
    const outcome = await outboundWith({ timeoutMs: 250 }).fetch(url)
    expect(outcome).toMatchObject({ ok: false, reason: { code: 'outbound.timed_out' } })
    await expect(
      outboundWith({ timeoutMs: 250 })
        .webFetch(url)
        .then(answer => answer.text()),
    ).rejects.toThrow()
  })

  test('nobody there, or nobody who answers, is an outcome', async () => {
    const silent = await serve(() => {})
    expect(await outboundWith().fetch('http://127.0.0.1:1/')).toMatchObject({
      reason: { code: 'outbound.unreachable' },
    })
    expect(await outboundWith({ timeoutMs: 200 }).fetch(silent.url)).toMatchObject({
      reason: { code: 'outbound.timed_out' },
    })
  })

  test('a line break in a header is a defect of the caller and is not sent', async () => {
    let requests = 0
    const { url } = await serve((_request, response) => {
      requests++
      response.end()
    })
    await expect(outboundWith().fetch(url, { headers: { 'x-a': 'b\r\nx-c: d' } })).rejects.toThrow()
    expect(requests).toBe(0)
  })

  test('goes through the proxy when there is one', async () => {
    const { url, server } = await serve(() => {})
    const asked: string[] = []
    server.on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      socket.end('HTTP/1.1 502 No\r\n\r\n')
    })
    expect((await outboundWith({ proxyUrl: url }).fetch('https://gateway.example/pay')).ok).toBe(false)
    expect(asked).toEqual(['gateway.example:443'])
  })

  test('tests can answer in place of the network', async () => {
    const agent = new MockAgent()
    agent.disableNetConnect()
    agent.get('https://gateway.example').intercept({ path: '/pay', method: 'POST' }).reply(200, 'paid').times(2)
    const outbound = outboundWith({ dispatcher: agent })
    const outcome = await outbound.fetch('https://gateway.example/pay', { method: 'POST' })
    expect(outcome.ok && outcome.value.body.toString()).toBe('paid')
    expect(await (await outbound.webFetch('https://gateway.example/pay', { method: 'POST' })).text()).toBe('paid')
    await agent.close()
  })
})

describe('guardedFetch', () => {
  let connections: number
  let requests: number
  let port: number
  beforeEach(async () => {
    connections = 0
    requests = 0
    const canary = await serve((_request, response) => {
      requests++
      response.end('secret')
    })
    canary.server.on('connection', () => connections++)
    port = canary.port
  })

  const guarded = (guard: GuardOptions = {}) => outboundWith({ guard: { ports: [port], ...guard } })
  /** A resolver that answers each question with the next of these lists. */
  const resolving = (...answers: string[][]) =>
    ((_name: string, _options: object, callback: (error: null, addresses: object[]) => void) => {
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      callback(
        null,
        (answer ?? []).map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }) as unknown as NonNullable<GuardOptions['resolve']>

  test('the canary can be reached at all, when its range is allowed', async () => {
    const outcome = await guarded({ allowRanges: ['127.0.0.0/8'] }).guardedFetch(`http://localhost:${port}/`)
    expect(outcome.ok && outcome.value.body.toString()).toBe('secret')
    expect(connections).toBe(1)
  })

  test.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[::1%25lo]:PORT/',
    'http://localhost:PORT/',
    'http://localhost.:PORT/',
    'http://LOCALHOST:PORT/',
    'http://ⓛocalhost:PORT/',
    'http://127。0。0。1:PORT/',
    'http://public.example@127.0.0.1:PORT/',
    'http://127.0.0.1:PORT#@public.example/',
    'http://user:secret@localhost:PORT/',
    'http://169.254.169.254:PORT/latest/meta-data/',
    'http://[fd00:ec2::254]:PORT/',
    'http://100.100.100.200:PORT/',
    'http://168.63.129.16:PORT/',
    'http://10.0.0.1:PORT/',
    'http://172.16.0.1:PORT/',
    'http://192.168.0.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://255.255.255.255:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[fd12::1]:PORT/',
    'http://[ff02::1]:PORT/',
    'http://[::]:PORT/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:PORT/_x',
    'ftp://127.0.0.1:PORT/',
    'data:text/plain,x',
    'unix:/var/run/x.sock',
    '//127.0.0.1:PORT/',
    'not an address',
    '',
  ])('%s is refused and nothing is connected to', async address => {
    const outcome = await guarded().guardedFetch(address.replace('PORT', String(port)))
    expect(outcome).toMatchObject({
      ok: false,
      reason: { code: expect.stringMatching(/^outbound\.forbidden_(url|address)$/) },
    })
    expect(connections).toBe(0)
  })

  test.each([22, 25, 5432, 6379, 8080])('port %i is not one of the web', async other => {
    const outcome = await outboundWith({ guard: { allowRanges: ['127.0.0.0/8'] } }).guardedFetch(
      `http://127.0.0.1:${other}/`,
    )
    expect(outcome).toMatchObject({ ok: false, reason: { code: 'outbound.forbidden_url' } })
  })

  test('a name is judged by each of its addresses, at the moment of connecting', async () => {
    const refusedAddress = { ok: false, reason: { code: 'outbound.forbidden_address' } }
    const url = `http://hooks.example:${port}/`
    const mixed = guarded({ resolve: resolving(['93.184.216.34', '127.0.0.1']) })
    expect(await mixed.guardedFetch(url)).toMatchObject(refusedAddress)
    const mapped = guarded({ resolve: resolving(['::ffff:127.0.0.1']) })
    expect(await mapped.guardedFetch(url)).toMatchObject(refusedAddress)
    const none = guarded({ resolve: resolving([]) })
    expect(await none.guardedFetch(url)).toMatchObject(refusedAddress)
    expect(connections).toBe(0)
  })

  test('a name that turns to a private address between two calls is refused at the second', async () => {
    const url = `http://hooks.example:${port}/`
    const outbound = guarded({ allowRanges: ['127.0.0.1/32'], resolve: resolving(['127.0.0.1'], ['127.0.0.2']) })
    const close = { headers: { connection: 'close' } }
    expect((await outbound.guardedFetch(url, close)).ok).toBe(true)
    await sleep(20)
    expect(await outbound.guardedFetch(url, close)).toMatchObject({ reason: { code: 'outbound.forbidden_address' } })
    expect(connections).toBe(1)
  })

  test('a socket that ended elsewhere than its name said gets no request', async () => {
    // This machine's "any address" is the one name that leads to another address than it says.
    const outbound = guarded({ allowRanges: ['0.0.0.0/32'], resolve: resolving(['0.0.0.0']) })
    const outcome = await outbound.guardedFetch(`http://hooks.example:${port}/`)
    expect(outcome).toMatchObject({ ok: false, reason: { code: 'outbound.forbidden_address' } })
    expect(requests).toBe(0)
  })

  test('a redirect to a private address is an answer, not a second call', async () => {
    const { port: redirecting } = await serve((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end(),
    )
    const outbound = guarded({ ports: [redirecting], allowRanges: ['127.0.0.1/32'] })
    expect(await outbound.guardedFetch(`http://127.0.0.1:${redirecting}/`)).toMatchObject({
      ok: true,
      value: { status: 307 },
    })
    expect(connections).toBe(0)
  })
})

test('only public addresses are allowed', () => {
  const guard = createAddressGuard({ denyRanges: ['93.184.216.0/24'] })
  const judged = (addresses: string[]) => addresses.map(address => guard.allows(address))
  expect(judged(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])).toEqual([true, true, true, true])
  const refused = [
    '',
    'x',
    '93.184.216.34',
    '192.0.2.1',
    '198.18.0.1',
    '240.0.0.1',
    '192.0.0.192',
    '2001:db8::1',
    '3fff::1',
  ]
  expect(judged([...refused, '5f00::1', 'fec0::1', '100::1', '64:ff9b:1::1', '2001::1'])).not.toContain(true)
})
