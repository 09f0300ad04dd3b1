import { randomUUID } from 'node:crypto'
import { S3Client } from '@aws-sdk/client-s3'
import { AwsS3StorageAdapter } from '@flystorage/aws-s3'
import { FileStorage, FileWasNotFound, type StorageAdapter } from '@flystorage/file-storage'
import { LocalStorageAdapter } from '@flystorage/local-fs'
import { sha256 } from '../crypto/master-keys.ts'

export type StorageOptions = {
  /** Where the web finds the files, without a trailing slash: the server's own route, or a CDN before the bucket. */
  publicBaseUrl: string
} & (
  | { kind: 'folder'; directory: string }
  | {
      kind: 's3'
      bucket: string
      region: string
      /** For servers that speak S3 but are not Amazon's. */
      endpoint?: string
      prefix?: string
      accessKeyId: string
      secretAccessKey: string
    }
)

export type StoredFile = { content: Buffer; contentType: StorableType }

export type Storage = {
  /**
   * Stores the content under `scope/<hash of the content>.<extension>` and answers that key. A key is never written
   * again with other content, so it may be cached for ever. The scope starts with the tenant and names the owner:
   * two owners never share a file, and deleting one's file cannot take the other's.
   */
  put(scope: string, content: Uint8Array, contentType: StorableType): Promise<string>
  get(key: string): Promise<StoredFile | null>
  delete(key: string): Promise<void>
  url(key: string): string
  [Symbol.asyncDispose](): Promise<void>
}

/** What may be stored; the extension in the key keeps the type, also in a folder that knows no headers. */
const EXTENSIONS = {
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  'application/json': 'json',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'message/rfc822': 'eml',
} as const

export type StorableType = keyof typeof EXTENSIONS

const TYPES = new Map(
  Object.entries(EXTENSIONS).map(([type, extension]) => [extension as string, type as StorableType]),
)
const SCOPE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}(\/[A-Za-z0-9][A-Za-z0-9_-]{0,63}){0,5}$/
const KEY_FILE = /^[A-Za-z0-9_-]{43}\.([a-z]{2,4})$/

/** The key does not have the form that `put` answers; it came from outside and names nothing of ours. */
export class InvalidStorageKey extends Error {
  override readonly name = 'InvalidStorageKey'
  readonly code = 'storage.invalid_key'
}

export function createStorage(options: StorageOptions): Storage {
  const { adapter, close } = openAdapter(options)
  const files = new FileStorage(adapter)
  const baseUrl = options.publicBaseUrl.replace(/\/+$/, '')
  return {
    async put(scope, content, contentType) {
      if (!SCOPE.test(scope)) throw new InvalidStorageKey(`Not a scope: ${JSON.stringify(scope)}`)
      const key = `${scope}/${sha256(content).toString('base64url')}.${EXTENSIONS[contentType]}`
      if (options.kind === 'folder') {
        // Written aside and renamed: a reader, or a crash, never meets half a file under its final name.
        const partial = `${scope}/.${randomUUID()}.partial`
        await files.write(partial, Buffer.from(content), { mimeType: contentType })
        await files.moveFile(partial, key)
      } else {
        await files.write(key, Buffer.from(content), {
          mimeType: contentType,
          cacheControl: 'public, max-age=31536000, immutable',
        })
      }
      return key
    },
    async get(key) {
      const contentType = contentTypeOf(key)
      try {
        return { content: await files.readToBuffer(key), contentType }
      } catch (error) {
        if (isNotFound(error)) return null
        throw error
      }
    },
    async delete(key) {
      contentTypeOf(key)
      await files.deleteFile(key)
    },
    url(key) {
      contentTypeOf(key)
      return `${baseUrl}/${key}`
    },
    [Symbol.asyncDispose]: close,
  }
}

/** Refuses every key that `put` cannot have made, `..` and absolute paths among them. */
function contentTypeOf(key: string): StorableType {
  const slash = key.lastIndexOf('/')
  const extension = KEY_FILE.exec(key.slice(slash + 1))?.[1]
  const type = extension === undefined ? undefined : TYPES.get(extension)
  if (slash < 0 || !type || !SCOPE.test(key.slice(0, slash))) {
    throw new InvalidStorageKey(`Not a key of this storage: ${JSON.stringify(key)}`)
  }
  return type
}

/** A missing bucket also answers 404, but it is a fault of the set-up and must not look like a missing file. */
function isNotFound(error: unknown): boolean {
  const causes: Error[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause)
  return causes.some(cause => cause instanceof FileWasNotFound) && !causes.some(cause => cause.name === 'NoSuchBucket')
}

function openAdapter(options: StorageOptions): { adapter: StorageAdapter; close: () => Promise<void> } {
  if (options.kind === 'folder') {
    return { adapter: new LocalStorageAdapter(options.directory), close: async () => {} }
  }
  const client = new S3Client({
    region: options.region,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    // Other servers want the bucket in the path and do not all know the newer trailing checksums.
    ...(options.endpoint ? { endpoint: options.endpoint, forcePathStyle: true } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const adapter = new AwsS3StorageAdapter(client, {
    bucket: options.bucket,
    region: options.region,
    ...(options.prefix ? { prefix: options.prefix } : {}),
  })
  return { adapter, close: async () => client.destroy() }
}
