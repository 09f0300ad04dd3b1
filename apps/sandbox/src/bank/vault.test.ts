import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBank } from '../sandbox-under-test.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbank-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const idOf = async (answer: Promise<{ id: string }>) => (await answer).id

test('a restarted bank knows its payments, keys and balances, and repeats no id', async () => {
  const file = join(folder, 'bank.jsonl')
  const first = await startBank({ file })
  const paid = await idOf(first.pay('k-1'))
  await first.buyer(paid, 'pay')
  const books = (await first.call('GET', '/books')).text
  await first.close()

  const second = await startBank({ file })
  expect((await second.call('GET', `/v1/payments/${paid}`)).json()).toMatchObject({
    state: 'succeeded',
    captured: { amount_minor: '12850' },
  })
  expect((await second.call('GET', '/books')).text).toBe(books)
  expect(await idOf(second.pay('k-1'))).toBe(paid)
  expect(await idOf(second.pay('k-2'))).not.toBe(paid)
  await second.close()
})

test('a half-written last line of a killed bank does not stop the next start', async () => {
  const file = join(folder, 'bank.jsonl')
  const first = await startBank({ file })
  const { id } = await first.pay('k-1')
  await first.close()
  appendFileSync(file, '{"table":"payments","drawn":9,"rec')

  const second = await startBank({ file })
  expect((await second.call('GET', `/v1/payments/${id}`)).status).toBe(200)
  await second.pay('k-2')
  await second.close()
  const third = await startBank({ file })
  expect((await third.call('GET', '/books')).json().balanced).toBe(true)
  await third.close()
  expect(readFileSync(file, 'utf8').endsWith('\n')).toBe(true)
})

test('the same seed gives the same ids, another seed others', async () => {
  const ids: string[] = []
  for (const seed of ['a', 'a', 'b']) {
    const bank = await startBank({ seed })
    ids.push(await idOf(bank.pay('k-1')))
    await bank.close()
  }
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[0])
})
