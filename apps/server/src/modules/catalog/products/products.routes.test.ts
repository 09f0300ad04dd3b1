import { formatId } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { once } from '../../people/testing/http.ts'
import { makeEvent } from '../testing/catalog.ts'
import { type CatalogHttp, catalogHttp, makeEditor } from '../testing/catalog-http.ts'

let database: TestDatabase
let http: CatalogHttp
let sold: Set<string>
let editor: Awaited<ReturnType<typeof makeEditor>>
beforeAll(async () => {
  database = await testDatabase()
  sold = new Set()
  http = await catalogHttp(database.db, {
    isSold: async (_tx, productId, variantId) => sold.has(variantId ?? productId),
    isDateSold: async () => false,
  })
  editor = await makeEditor(database.db, http.people)
})
afterAll(async () => {
  await http.app.close()
  await database[Symbol.asyncDispose]()
})

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
const call = (method: Method, url: string, body?: object, headers: object = {}) =>
  http.app.inject({
    method,
    url,
    headers: { ...editor.headers, ...(method === 'POST' ? once() : {}), ...headers },
    ...(body ? { payload: body } : {}),
  })
const makeOne = async (overrides: Parameters<typeof makeEvent>[2] = {}) => {
  const made = await makeEvent(database.db, editor.organizerId, {
    products: [],
    sourceUrl: 'https://example.org/',
    ...overrides,
  })
  const event = `/v1/organizers/${formatId('org', editor.organizerId)}/events/${formatId('evt', made.id)}`
  const catalogVersion = async () =>
    (await http.parts.catalog.forSale(editor.organizerId, made.id))!.event.catalogVersion
  return { made, event, products: `${event}/products`, questions: `${event}/questions`, catalogVersion }
}
const admission = { kind: 'admission', name: { en: 'Admission' }, price_minor: '2000' }

test('the price shown is the price of the cart: fee and the tax of both in it', async () => {
  const { products } = await makeOne({ fee: { fixedMinor: 50n, ppm: 30_000, payer: 'buyer' } })
  const tax = { code: 'vat', label: { en: 'VAT' }, rate_ppm: 190_000 }
  const inclusive = await call('POST', products, { ...admission, tax })
  expect(inclusive.statusCode).toBe(201)
  expect(inclusive.json()).toMatchObject({
    price: { amount_minor: '2000', currency: 'EUR' },
    display_price: { amount_minor: '2110', currency: 'EUR' },
  })
  const free = await call('POST', products, { ...admission, price_minor: '0' })
  expect(free.json()).toMatchObject({ display_price: { amount_minor: '0' } })
})

test('every change of what is offered makes carts priced before it stale', async () => {
  const { products, questions, catalogVersion } = await makeOne()
  let before = await catalogVersion()
  const grew = async () => {
    const after = await catalogVersion()
    const larger = after > before
    before = after
    return larger
  }
  const first = (await call('POST', products, admission)).json()
  expect(await grew()).toBe(true)
  const second = (await call('POST', products, { ...admission, name: { en: 'Late' } })).json()
  expect(await grew()).toBe(true)
  await call('PATCH', `${products}/${first.id}`, { price_minor: '2100' }, { 'if-match': '"v1"' })
  expect(await grew()).toBe(true)
  await call('POST', `${products}/reorder`, { ids: [second.id, first.id] })
  expect(await grew()).toBe(true)
  await call('DELETE', `${products}/${second.id}`, undefined, { 'if-match': '"v2"' })
  expect(await grew()).toBe(true)
  await call('POST', questions, { asked_of: 'order', label: { en: 'How did you hear of us?' }, kind: 'text' })
  expect(await grew()).toBe(true)
  await call('GET', products)
  expect(await grew()).toBe(false)
})

test('what does not fit its event is refused, field by field', async () => {
  const { products } = await makeOne()
  const other = await makeOne()
  const answer = await call('POST', products, {
    ...admission,
    name: { de: 'Nur Deutsch' },
    currency: 'USD',
    min_per_order: 5,
    max_per_order: 2,
    date_ids: [formatId('dat', other.made.dateIds[0]!)],
    sale_starts_at: '2031-05-02T00:00:00Z',
    sale_ends_at: '2031-05-01T00:00:00Z',
  })
  expect(answer.statusCode).toBe(422)
  expect(answer.json().errors.map((error: { path: string }) => error.path)).toEqual([
    'name',
    'currency',
    'sale_ends_at',
    'max_per_order',
    'date_ids.0',
  ])
  expect((await call('POST', products, { ...admission, price_minor: '-1' })).statusCode).toBe(400)
  expect((await call('POST', products, { ...admission, price_minor: '9999999999999' })).statusCode).toBe(422)
})

test('variants keep their ids when they change; what was sold of them is archived, the rest goes', async () => {
  const { products } = await makeOne()
  const shirt = { kind: 'merchandise', name: { en: 'T-shirt' }, price_minor: '2500' }
  const made = (
    await call('POST', products, { ...shirt, variants: ['S', 'M', 'L'].map(en => ({ name: { en } })) })
  ).json()
  const [small, medium, large] = made.variants
  const rows = await database.asSuperuser<{ id: string }>(
    'select id from product_variants where product_id in (select id from products where name->>$1 = $2) order by position',
    ['en', 'T-shirt'],
  )
  sold.add(rows[2]!.id)
  const changed = await call(
    'PATCH',
    `${products}/${made.id}`,
    {
      variants: [
        { name: { en: 'XL' }, price_minor: '2700' },
        { id: small.id, name: { en: 'Small' } },
      ],
    },
    { 'if-match': '"v1"' },
  )
  expect(changed.json().variants).toMatchObject([
    { name: { en: 'XL' }, price: { amount_minor: '2700' } },
    { id: small.id, name: { en: 'Small' }, price: null },
  ])
  const left = await database.asSuperuser<{ id: string; archived: boolean }>(
    'select id, archived_at is not null as archived from product_variants where id = any($1)',
    [rows.map(row => row.id)],
  )
  expect(new Map(left.map(row => [row.id, row.archived]))).toEqual(
    new Map([
      [rows[0]!.id, false],
      [rows[2]!.id, true],
    ]),
  )
  const strange = await call(
    'PATCH',
    `${products}/${made.id}`,
    { variants: [{ id: medium.id, name: { en: 'M' } }] },
    { 'if-match': '"v2"' },
  )
  expect([strange.statusCode, large.id !== small.id]).toEqual([422, true])
})

test('a product that was sold is archived and keeps its kind; another is deleted', async () => {
  const { made, products } = await makeOne({ products: [{}, {}] })
  const [one, two] = made.productIds.map(id => formatId('prd', id))
  sold.add(made.productIds[0]!)
  const kind = await call('PATCH', `${products}/${one}`, { kind: 'merchandise' }, { 'if-match': '"v1"' })
  expect(kind.json()).toMatchObject({ code: 'products.sold_already' })
  expect((await call('DELETE', `${products}/${one}`, undefined, { 'if-match': '"v1"' })).json()).toEqual({
    outcome: 'archived',
  })
  expect((await call('DELETE', `${products}/${two}`, undefined, { 'if-match': '"v1"' })).json()).toEqual({
    outcome: 'deleted',
  })
  expect((await call('GET', products)).json().data).toMatchObject([{ id: one, archived: true }])
  expect((await http.parts.catalog.forSale(editor.organizerId, made.id))!.products).toEqual([])
})

test('of two people who read the same version of a product one loses', async () => {
  const { made, products } = await makeOne({ products: [{}] })
  const url = `${products}/${formatId('prd', made.productIds[0]!)}`
  const answers = await Promise.all(
    ['100', '200'].map(price_minor => call('PATCH', url, { price_minor }, { 'if-match': '"v1"' })),
  )
  expect(answers.map(answer => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 412])
  expect((await call('PATCH', url, { price_minor: '1' })).statusCode).toBe(428)
})

test('a new order names every product once', async () => {
  const { made, products } = await makeOne({ products: [{}, {}, {}] })
  const ids = made.productIds.map(id => formatId('prd', id))
  const wanted = [ids[2], ids[0], ids[1]]
  expect(
    (await call('POST', `${products}/reorder`, { ids: wanted }))
      .json()
      .data.map((product: { id: string }) => product.id),
  ).toEqual(wanted)
  for (const wrong of [ids.slice(1), [...ids, ids[0]], [ids[0], ids[0], ids[1]]]) {
    expect((await call('POST', `${products}/reorder`, { ids: wrong })).json()).toMatchObject({
      code: 'products.incomplete_order',
    })
  }
})

test('a question fits its event, changes under its version, and is asked no longer once it is removed', async () => {
  const { made, questions } = await makeOne({ products: [{}] })
  const size = {
    asked_of: 'attendee',
    label: { en: 'Size?' },
    kind: 'choice',
    options: [{ value: 's', label: { en: 'S' } }],
    product_ids: [formatId('prd', made.productIds[0]!)],
  }
  const asked = await call('POST', questions, size)
  expect(asked.statusCode).toBe(201)
  expect((await call('POST', questions, { ...size, options: [] })).json()).toMatchObject({
    code: 'products.invalid_question',
  })
  expect((await call('POST', questions, { ...size, label: { de: 'Größe?' } })).statusCode).toBe(422)
  const url = `${questions}/${asked.json().id}`
  expect((await call('PATCH', url, { required: true }, { 'if-match': '"v1"' })).json()).toMatchObject({
    required: true,
    version: 2,
  })
  expect((await call('PATCH', url, { required: false }, { 'if-match': '"v1"' })).statusCode).toBe(412)
  expect((await call('DELETE', url, undefined, { 'if-match': '"v2"' })).statusCode).toBe(204)
  expect((await call('GET', questions)).json().data).toMatchObject([{ archived: true }])
  expect((await http.parts.catalog.forSale(editor.organizerId, made.id))!.questions).toEqual([])
})

test('organizer 2 finds no product and no question of organizer 1', async () => {
  const { made, event } = await makeOne({ products: [{}] })
  const two = await makeEditor(database.db, http.people)
  const foreign = event.replace(formatId('org', editor.organizerId), formatId('org', two.organizerId))
  const product = formatId('prd', made.productIds[0]!)
  const tries: Array<[Method, string, object?]> = [
    ['GET', `${foreign}/products`],
    ['GET', `${foreign}/products/${product}`],
    ['PATCH', `${foreign}/products/${product}`, { price_minor: '1' }],
    ['DELETE', `${foreign}/products/${product}`],
    ['POST', `${foreign}/products/reorder`, { ids: [product] }],
    ['POST', `${foreign}/questions`, { asked_of: 'order', label: { en: 'Who?' }, kind: 'text' }],
  ]
  for (const [method, url, body] of tries) {
    const answer = await call(method, url, body, { ...two.headers, 'if-match': '"v1"' })
    expect([method, url, answer.statusCode]).toEqual([method, url, 404])
  }
})
