import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../errors/errors.ts'

export type WellKnown = {
  origin: string
  /** Where finders of weaknesses write: `mailto:…` or `https://…`. */
  securityContact: string | undefined
  /** The page on which an account changes its password. */
  passwordPage: string
}

const VALID_MS = 180 * 86_400_000

/** What programs look for at addresses of its own: whom to tell of a weakness (RFC 9116), where a password is changed. */
export function wellKnownRoutes(app: FastifyInstance, { origin, securityContact, passwordPage }: WellKnown): void {
  const page = { config: { page: true }, schema: { hide: true } }
  app.get('/.well-known/change-password', page, (_request, reply) => reply.redirect(passwordPage))
  app.get('/.well-known/security.txt', page, (_request, reply) => {
    if (!securityContact) throw requestErrors.not_found()
    // To the day, so that it can be cached; never in the past, because it is made when it is asked for.
    const expires = new Date(Date.now() + VALID_MS).toISOString().slice(0, 10)
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${expires}T00:00:00Z`,
      'Preferred-Languages: en, de',
      `Canonical: ${origin}/.well-known/security.txt`,
    ]
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(`${lines.join('\n')}\n`)
  })
}
