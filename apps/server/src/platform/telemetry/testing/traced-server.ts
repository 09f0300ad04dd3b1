import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-node'
import { startTracing } from '../tracing.ts'

/** Started as a process of its own: tracing has to be there before anything else is loaded. Prints its spans. */
const exporter = new InMemorySpanExporter()
const tracing = startTracing({ service: 'test', exporter })
const { fastify } = await import('fastify')
const { createLogger } = await import('../logger.ts')

const lines: string[] = []
const logger = createLogger({ level: 'info', destination: { write: line => void lines.push(line) } })
const app = fastify()
app.get('*', async () => {
  logger.info('handled')
  return 'done'
})
const address = await app.listen({ port: 0, host: '127.0.0.1' })
for (const path of ['/v1/events?token=canary', '/healthz']) {
  await (await fetch(address + path)).text()
}
await app.close()
const spans = exporter.getFinishedSpans().map(span => ({
  traceId: span.spanContext().traceId,
  name: span.name,
  attributes: span.attributes,
}))
await tracing[Symbol.asyncDispose]()
process.stdout.write(JSON.stringify({ spans, lines: lines.map(line => JSON.parse(line)) }))
