import { isSpanContextValid, trace } from '@opentelemetry/api'
import pino, { type DestinationStream, type Logger } from 'pino'
import { scrub, scrubLine, serializeError } from './redaction.ts'

export type { Logger }

export type LoggerOptions = {
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Which process speaks: `api`, `worker`. */
  role?: string
  version?: string
  /** Shapes of secrets that only this product knows, such as its API keys; with the `g` flag. */
  secretPatterns?: readonly RegExp[]
  /** Standard output unless given. */
  destination?: DestinationStream | undefined
}

/** One line of JSON per entry, without secrets and personal data, joined to its trace when there is one. */
export function createLogger(options: LoggerOptions): Logger {
  const serializers = { err: serializeError, error: serializeError, req: describeRequest, res: describeResponse }
  return pino(
    {
      level: options.level,
      base: { role: options.role, version: options.version, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers,
      formatters: {
        level: label => ({ level: label }),
        log: entry => scrubEntry(entry, Object.keys(serializers)),
      },
      hooks: { streamWrite: line => scrubLine(line, options.secretPatterns) },
      mixin: currentTrace,
    },
    options.destination ?? pino.destination({ fd: 1, sync: false }),
  )
}

function scrubEntry(entry: Record<string, unknown>, serialized: readonly string[]): Record<string, unknown> {
  const own = Object.entries(entry).filter(([name]) => serialized.includes(name))
  const rest = Object.entries(entry).filter(([name]) => !serialized.includes(name))
  return { ...(scrub(Object.fromEntries(rest)) as Record<string, unknown>), ...Object.fromEntries(own) }
}

type RequestLike = { method?: unknown; url?: unknown; id?: unknown }

/** The path without its query: links of orders and log-ins have their secrets there in other products. */
function describeRequest(request: RequestLike) {
  const path = typeof request.url === 'string' ? request.url.split(/[?#]/, 1)[0] : undefined
  return { id: request.id, method: request.method, path }
}

function describeResponse(response: { statusCode?: unknown }) {
  return { status: response.statusCode }
}

function currentTrace(): Record<string, string> {
  const context = trace.getActiveSpan()?.spanContext()
  return context && isSpanContextValid(context) ? { trace_id: context.traceId, span_id: context.spanId } : {}
}
