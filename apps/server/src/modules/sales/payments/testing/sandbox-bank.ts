import { z } from 'zod'
import {
  type SandboxProcess,
  startSandboxProcess,
} from '../../../../adapters/payments/sandbox/testing/sandbox-process.ts'

export type Message = { id: string; rawBody: Buffer; headers: Record<string, string> }

const messageList = z.object({
  data: z.array(z.object({ id: z.string(), body: z.string(), headers: z.record(z.string(), z.string()) })),
})
const paymentList = z.object({
  data: z.array(z.object({ id: z.string(), attempt_id: z.string(), state: z.string(), account: z.string() }).loose()),
})

/** The real bank in its own process, with what a test does in place of buyers, clerks and bad luck. */
export type SandboxBank = {
  baseUrl: string
  buyer(reference: string, does: string): Promise<void>
  control(path: string, body?: object): Promise<unknown>
  fault(on: string, kind: string, more?: object): Promise<void>
  clearFaults(): Promise<void>
  messages(reference: string, mischief?: { wrong_signature?: boolean; timestamp_shift_ms?: number }): Promise<Message[]>
  /** The bank's own book, as whoever holds the key sees it. */
  payments(key: string): Promise<z.infer<typeof paymentList>['data']>
  stop(): Promise<void>
}

export async function startSandboxBank(): Promise<SandboxBank> {
  const bank: SandboxProcess = await startSandboxProcess()
  const call = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const json: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
    const response = await fetch(bank.baseUrl + path, {
      method,
      headers: { ...json, ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return text === '' ? null : (JSON.parse(text) as unknown)
  }
  const control = (path: string, body: object = {}) => call('POST', `/control/${path}`, body)
  return {
    baseUrl: bank.baseUrl,
    control,
    buyer: async (reference, does) => void (await control(`payments/${reference}/buyer`, { does })),
    fault: async (on, kind, more = {}) => void (await control('faults', { on, kind, ...more })),
    clearFaults: async () => void (await call('DELETE', '/control/faults')),
    messages: async (reference, mischief = {}) => {
      const query = new URLSearchParams({ payment: reference })
      for (const [name, value] of Object.entries(mischief)) query.set(name, String(value))
      const { data } = messageList.parse(await call('GET', `/control/webhooks?${query.toString()}`))
      return data.map(({ id, body, headers }) => ({ id, rawBody: Buffer.from(body), headers }))
    },
    payments: async key => {
      const answer = await call('GET', '/v1/payments', undefined, { authorization: `Bearer ${key}` })
      return paymentList.parse(answer).data
    },
    stop: bank.stop,
  }
}
