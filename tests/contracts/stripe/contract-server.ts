import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type MerchantBook, openMerchant, StripeRefusal, type World } from './book.ts'
import { loadContract, type Operation } from './contract.ts'
import { decodeForm } from './form.ts'
import { type Answered, operations } from './operations.ts'
import { expand, render } from './render.ts'

export type Fault = { readonly operation: string; readonly kind: 'lost_answer' | 'down' | 'nonsense' }

export type ContractServer = {
  readonly baseUrl: string
  readonly world: World
  openMerchant(): MerchantBook
  /** Strikes the next call of that operation. */
  strike(fault: Fault): void
  /** What was asked or answered against the contract. A test run ends with none. */
  readonly violations: string[]
  close(): Promise<void>
}

/** Stands in for api.stripe.com: answers only what Stripe describes, and only in the shape that Stripe describes. */
export async function startContractServer(folder: string): Promise<ContractServer> {
  const contract = loadContract(folder, new Set(Object.keys(operations)))
  const world: World = { contract, merchants: new Map(), addToNextPayment: 0, nextRefundStaysPending: false }
  const violations: string[] = []
  const faults: Fault[] = []

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      violations.push(String(error))
      send(response, 500, { error: { type: 'api_error', message: String(error) } })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stripe.test')
    const form = await text(request)
    const found = contract.match(request.method ?? 'GET', url.pathname)
    if (found === null) {
      violations.push(`unknown path ${request.method} ${url.pathname}`)
      return send(response, 404, errorBody(new StripeRefusal(404, 'Unrecognized request URL')))
    }
    const { operation, pathValues } = found
    const fault = faults.find(planned => planned.operation === operation.id)
    if (fault !== undefined) faults.splice(faults.indexOf(fault), 1)
    if (fault?.kind === 'down') return send(response, 503, { error: { type: 'api_error', message: 'down' } })

    const reply = respond(request, operation, pathValues, url.search.slice(1), form)
    const broken = operation.checkAnswer(reply.status, reply.body)
    if (broken !== null) throw new Error(`${operation.id} would answer against the contract: ${broken}`)
    if (fault?.kind === 'lost_answer') return undefined
    if (fault?.kind === 'nonsense') return sendText(response, 200, 'text/html', '<h1>502 Bad Gateway</h1>')
    return send(response, reply.status, reply.body)
  }

  function respond(
    request: IncomingMessage,
    operation: Operation,
    path: Record<string, string>,
    query: string,
    form: string,
  ) {
    try {
      return respondOrRefuse(request, operation, path, query, form)
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error
      return { status: error.status, body: errorBody(error) }
    }
  }

  function respondOrRefuse(
    request: IncomingMessage,
    operation: Operation,
    path: Record<string, string>,
    search: string,
    form: string,
  ) {
    const merchant = world.merchants.get((request.headers.authorization ?? '').replace(/^Bearer /, ''))
    if (merchant === undefined) throw new StripeRefusal(401, 'Invalid API Key provided')
    const query = decodeForm(search)
    const body = decodeForm(form)
    const wrong = operation.checkQuery(query) ?? (request.method === 'POST' ? operation.checkBody(body) : null)
    if (wrong !== null) {
      violations.push(`${operation.id}: ${wrong}`)
      throw new StripeRefusal(400, `Received unknown or invalid parameter: ${wrong}`, 'parameter_unknown')
    }
    const handle = operations[operation.id]
    if (handle === undefined) {
      violations.push(`${operation.id} is not played here`)
      throw new StripeRefusal(404, 'Unrecognized request URL')
    }
    const expansions = [query.expand, body.expand].flatMap(wish => (Array.isArray(wish) ? wish.map(String) : []))
    return once(merchant, request, form, () => {
      const answered = handle({ world, merchant, path, query, body })
      return { status: 200, body: whole(merchant, answered, expansions, request.url ?? '', Number(query.limit ?? 10)) }
    })
  }

  function whole(
    merchant: MerchantBook,
    answered: Answered,
    expansions: string[],
    url: string,
    limit: number,
  ): unknown {
    if ('object' in answered) {
      const object = render(world, merchant, answered.kind, answered.object)
      for (const path of expansions) expand(world, merchant, object, path.split('.'))
      return object
    }
    const data = answered.objects.slice(0, limit).map(object => render(world, merchant, answered.list, object))
    for (const object of data) {
      for (const path of expansions) expand(world, merchant, object, path.split('.').slice(1))
    }
    return { object: 'list', url: url.split('?')[0], has_more: answered.objects.length > limit, data }
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    violations,
    openMerchant: () => openMerchant(world),
    strike: fault => faults.push(fault),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Reply = { status: number; body: unknown }

/** Stripe's idempotency: the first answer to a key is its answer for good; the key with other parameters is an error. */
function once(merchant: MerchantBook, request: IncomingMessage, form: string, effect: () => Reply): Reply {
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || typeof key !== 'string') return effect()
  const question = `${request.url}\n${form}`
  const known = merchant.keys.get(key)
  if (known !== undefined) {
    if (known.question === question) return { status: known.status, body: known.answer }
    const message = 'Keys for idempotent requests can only be used with the same parameters they were first used with.'
    throw new StripeRefusal(400, message, undefined, 'idempotency_error')
  }
  const reply = effect()
  merchant.keys.set(key, { question, status: reply.status, answer: structuredClone(reply.body) })
  return reply
}

function errorBody({ type, code, message }: StripeRefusal) {
  return { error: { type, message, ...(code === undefined ? {} : { code }) } }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, 'application/json', JSON.stringify(body))
}

function sendText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'request-id': 'req_contract' }).end(body)
}
