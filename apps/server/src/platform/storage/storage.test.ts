import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStorage, InvalidStorageKey, type Storage } from './storage.ts'

type Kept = { body: Buffer; headers: Record<string, string | string[] | undefined> }

/** Keeps objects as an S3 server does, as far as this client asks. */
function startS3(): Promise<{ url: string; objects: Map<string, Kept>; close: () => Promise<void> }> {
  const objects = new Map<string, Kept>()
  const server = createServer((request, response) => {
    const key = new URL(request.url ?? '/', 'http://s3').pathname
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key-id/')) {
        response.writeHead(403).end()
      } else if (request.method === 'PUT') {
        objects.set(key, { body: Buffer.concat(chunks), headers: request.headers })
        response.writeHead(200, { etag: '"x"' }).end()
      } else if (request.method === 'DELETE') {
        objects.delete(key)
        response.writeHead(204).end()
      } else {
        const kept = objects.get(key)
        if (kept) response.writeHead(200, { 'content-type': String(kept.headers['content-type']) }).end(kept.body)
        else {
          const code = key.startsWith('/pictures/') ? 'NoSuchKey' : 'NoSuchBucket'
          response.writeHead(404, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)
        }
      }
    })
  })
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      const close = () => new Promise<void>(done => server.close(() => done()))
      resolve({ url: `http://127.0.0.1:${port}`, objects, close })
    })
  })
}

let directory: string
let s3: Awaited<ReturnType<typeof startS3>>
let storages: Record<'folder' | 's3', Storage>

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'storage-'))
  s3 = await startS3()
  const publicBaseUrl = 'https://files.example.org/'
  storages = {
    folder: createStorage({ kind: 'folder', directory, publicBaseUrl }),
    s3: createStorage({
      kind: 's3',
      bucket: 'pictures',
      region: 'eu-central-1',
      endpoint: s3.url,
      accessKeyId: 'key-id',
      secretAccessKey: 'key',
      publicBaseUrl,
    }),
  }
})

afterAll(async () => {
  await Promise.all([storages.folder[Symbol.asyncDispose](), storages.s3[Symbol.asyncDispose]()])
  await s3.close()
  await rm(directory, { recursive: true })
})

describe.each(['folder', 's3'] as const)('storage in %s', kind => {
  const content = Buffer.from('Grüße aus der Oper\0\xff', 'latin1')

  test('what is put comes back with its bytes and content type', async () => {
    const key = await storages[kind].put('org_1/evt_1/pictures', content, 'image/webp')
    expect(key).toMatch(/^org_1\/evt_1\/pictures\/[\w-]{43}\.webp$/)
    expect(await storages[kind].get(key)).toEqual({ content, contentType: 'image/webp' })
    expect(storages[kind].url(key)).toBe(`https://files.example.org/${key}`)
  })

  test('a key never changes its content: the same content has the same key, other content another', async () => {
    const [first, again, other, foreign] = await Promise.all([
      storages[kind].put('org_1', content, 'application/pdf'),
      storages[kind].put('org_1', content, 'application/pdf'),
      storages[kind].put('org_1', Buffer.from('other'), 'application/pdf'),
      storages[kind].put('org_2', content, 'application/pdf'),
    ])
    expect(again).toBe(first)
    expect(new Set([first, other, foreign]).size).toBe(3)
    await storages[kind].delete(foreign)
    expect(await storages[kind].get(first)).not.toBeNull()
  })

  test('a deleted file is gone, and deleting it again is no error', async () => {
    const key = await storages[kind].put('org_1', Buffer.from('bye'), 'text/csv')
    await storages[kind].delete(key)
    await storages[kind].delete(key)
    expect(await storages[kind].get(key)).toBeNull()
  })

  test('a key that leaves the storage is refused', async () => {
    const name = 'a'.repeat(43)
    const hostile = [
      `../${name}.json`,
      `org_1/../../${name}.json`,
      `/etc/${name}.json`,
      `org_1//${name}.json`,
      `org_1/./${name}.json`,
      `org_1/%2e%2e/${name}.json`,
      `org_1\\..\\${name}.json`,
      `org_1/${name}.json\0.webp`,
      `org_1/${name}.json\n`,
      `org_1/${name}.html`,
      'org_1/.partial',
      '',
    ]
    for (const key of hostile) {
      await expect(storages[kind].get(key), key).rejects.toBeInstanceOf(InvalidStorageKey)
      await expect(storages[kind].delete(key), key).rejects.toBeInstanceOf(InvalidStorageKey)
      expect(() => storages[kind].url(key), key).toThrow(InvalidStorageKey)
    }
    for (const scope of ['..', 'a/../b', '/a', 'a/', '', 'a b']) {
      await expect(storages[kind].put(scope, content, 'image/png'), scope).rejects.toBeInstanceOf(InvalidStorageKey)
    }
  })
})

test('nothing half written stays in the folder', async () => {
  await storages.folder.put('org_9', Buffer.alloc(100_000, 7), 'application/pdf')
  expect((await readdir(path.join(directory, 'org_9'))).every(name => name.endsWith('.pdf'))).toBe(true)
})

test('the bucket learns the content type and that a file may be cached for ever', async () => {
  const key = await storages.s3.put('org_1', Buffer.from('x'), 'image/jpeg')
  const kept = s3.objects.get(`/pictures/${key}`)
  expect(kept?.headers['content-type']).toBe('image/jpeg')
  expect(kept?.headers['cache-control']).toContain('immutable')
})

test('a storage that refuses us, or that is not there, is an error and not an absent file', async () => {
  const ours = {
    kind: 's3',
    region: 'eu-central-1',
    endpoint: s3.url,
    secretAccessKey: 'key',
    publicBaseUrl: '',
  } as const
  const refused = createStorage({ ...ours, bucket: 'pictures', accessKeyId: 'someone-else' })
  const absent = createStorage({ ...ours, bucket: 'nowhere', accessKeyId: 'key-id' })
  const key = `org_1/${'a'.repeat(43)}.json`
  expect(await storages.s3.get(key)).toBeNull()
  await expect(refused.get(key)).rejects.toThrow()
  await expect(absent.get(key)).rejects.toThrow()
  await Promise.all([refused[Symbol.asyncDispose](), absent[Symbol.asyncDispose]()])
})
