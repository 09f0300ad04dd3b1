import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startTracing } from './tracing.ts'

type Output = {
  spans: { traceId: string; name: string; attributes: Record<string, unknown> }[]
  lines: { trace_id?: string }[]
}

test('a request has a span that its log lines name, without its query; probes have none', async () => {
  const program = fileURLToPath(new URL('./testing/traced-server.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program])
  const { spans, lines } = JSON.parse(stdout) as Output
  expect(spans).toHaveLength(1)
  expect(JSON.stringify(spans)).toContain('/v1/events')
  expect(JSON.stringify(spans)).not.toContain('canary')
  expect(lines.map(line => line.trace_id)).toEqual([spans[0]?.traceId, undefined])
})

test('without a receiver nothing is started', async () => {
  await startTracing({ service: 'test' })[Symbol.asyncDispose]()
})
