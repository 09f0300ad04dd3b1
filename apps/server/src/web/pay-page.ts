import type { FastifyInstance, FastifyReply } from 'fastify'

/** Origins that a page in which people pay lets in, besides our own. */
export type PageSources = { script: readonly string[]; frame: readonly string[]; connect: readonly string[] }

/**
 * A content security policy with some origins more. Directives that are not there begin with our own origin; all the
 * others stay as they are, so that a page in which people pay is no laxer than any other in anything but that.
 */
export function policyWith(policy: string, { script, frame, connect }: PageSources): string {
  const directives = new Map(
    policy
      .split(';')
      .map(directive => directive.trim())
      .filter(directive => directive !== '')
      .map(directive => {
        const [name = '', ...sources] = directive.split(/\s+/)
        return [name, sources] as const
      }),
  )
  const more = { 'script-src': script, 'frame-src': frame, 'connect-src': connect }
  for (const [name, origins] of Object.entries(more)) {
    const own = directives.get(name) ?? ["'self'"]
    directives.set(name, [...own, ...origins.filter(origin => !own.includes(origin))])
  }
  return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join(';')
}

/** Finds what the page on which an order is paid must let in, by the order's id as browsers write it. */
export type PayPage = { sourcesOf(orderId: string): Promise<PageSources | null> }

/**
 * A gateway's fields need its script, which no other page lets in: so this one is a document of its own, to which browsers
 * come by a full load. It is the strict page for everybody whose organizer takes money in another way.
 */
export function payPage(app: FastifyInstance, page: (reply: FastifyReply) => FastifyReply, pay: PayPage): void {
  const options = { config: { page: true }, schema: { hide: true } }
  app.get<{ Querystring: { order?: unknown } }>('/orders/:code/pay', options, async (request, reply) => {
    const { order } = request.query
    const sources = typeof order === 'string' ? await pay.sourcesOf(order) : null
    if (sources) {
      const policy = String(reply.getHeader('content-security-policy') ?? '')
      void reply.header('content-security-policy', policyWith(policy, sources))
    }
    return page(reply)
  })
}
