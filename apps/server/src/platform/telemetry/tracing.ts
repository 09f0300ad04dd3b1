import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  SimpleSpanProcessor,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node'

export type TracingOptions = {
  service: string
  version?: string
  /** Base address of an OTLP receiver; without it nothing is instrumented and nothing is sent. */
  otlpEndpoint?: string
  /** Part of the requests that are traced, 0 to 1; a caller that traces is always followed. */
  sampleRatio?: number
  /** For tests: takes the spans in place of the receiver. */
  exporter?: SpanExporter
}

/**
 * Has to run before `pg` and Fastify are imported, for they are changed while they are loaded: the process starts with
 * `node --import ./tracing-of-this-process.ts`, or imports everything else afterwards.
 */
export function startTracing(options: TracingOptions): AsyncDisposable {
  if (!options.otlpEndpoint && !options.exporter) return { [Symbol.asyncDispose]: async () => {} }
  const url = `${(options.otlpEndpoint ?? '').replace(/\/+$/, '')}/v1/traces`
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.version': options.version ?? '0' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.sampleRatio ?? 1) }),
    spanProcessors: [
      options.exporter
        ? new SimpleSpanProcessor(options.exporter)
        : new BatchSpanProcessor(new OTLPTraceExporter({ url })),
    ],
  })
  provider.register()
  const unregister = registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: request => /^\/(healthz|readyz|metrics)(\?|$)/.test(request.url ?? ''),
        // The receiver of the spans itself is called by HTTP; without a parent that is nobody's request.
        requireParentforOutgoingSpans: true,
        startIncomingSpanHook: request => withoutQuery(request.url ?? '/'),
      }),
      // Statements without their values; a span of its own for each connection says nothing.
      new PgInstrumentation({ enhancedDatabaseReporting: false, requireParentSpan: true, ignoreConnectSpans: true }),
    ],
  })
  return {
    [Symbol.asyncDispose]: async () => {
      unregister()
      await provider.shutdown()
    },
  }
}

/** Queries may hold what nobody should find in a trace: the attributes that would tell them are overwritten. */
function withoutQuery(url: string) {
  const path = url.split('?', 1)[0] ?? '/'
  return { 'http.target': path, 'url.path': path, 'url.query': '' }
}
