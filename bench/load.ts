import { Agent, request } from 'node:http'

/** Latencies in milliseconds. `done` counts operations, which may take several requests each. */
export type Figures = {
  perSecond: number
  p50: number
  p95: number
  p99: number
  requests: number
  done: number
  failed: number
}
export type Shot = { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: unknown }

/** Sends shots over `connections` kept-alive connections for `seconds`, each as soon as the one before was answered. */
export async function load(
  baseUrl: string,
  options: { connections: number; seconds: number },
  next: (worker: number) => Shot,
  accept: (status: number, body: string) => boolean = status => status < 400,
): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  const { hostname, port } = new URL(baseUrl)
  const latencies: number[] = []
  let failed = 0
  const end = performance.now() + options.seconds * 1000
  const worker = async (index: number) => {
    while (performance.now() < end) {
      const started = performance.now()
      const { status, body } = await send(agent, hostname, port, next(index))
      latencies.push(performance.now() - started)
      if (!accept(status, body)) failed += 1
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: options.connections }, (_, index) => worker(index)))
  agent.destroy()
  return figures(latencies, (performance.now() - began) / 1000, failed)
}

export function send(
  agent: Agent,
  hostname: string,
  port: string,
  shot: Shot,
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const body = shot.body === undefined ? undefined : JSON.stringify(shot.body)
    const headers = {
      ...(body ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) } : {}),
      ...shot.headers,
    }
    const outgoing = request({ agent, hostname, port, method: shot.method, path: shot.path, headers }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: response.headers,
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function figures(latencies: number[], seconds: number, failed: number): Figures {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return {
    perSecond: Math.round((sorted.length - failed) / seconds),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    requests: sorted.length,
    done: sorted.length - failed,
    failed,
  }
}

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
