import { createHmac } from 'node:crypto'

/** Standard Webhooks: HMAC SHA-256 over `id.timestamp.body` with the decoded secret, written `v1,<base64>`. */
export function sign(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
