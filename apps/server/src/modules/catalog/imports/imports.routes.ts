import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { route } from '../../../platform/http/route.ts'
import { importIn, importOut, importParams, wireReport } from './imports.schemas.ts'
import type { Imports } from './public.ts'

export type ImportRouteDeps = {
  /** What events of a feed have of their organizer where the request does not say. */
  organizerOf(organizerId: string): Promise<{ timezone: string; currency: string; defaultLocale: string } | null>
}

/** Feeds of whole cities fit: some 1,400 bytes an event. */
const MOST_BYTES = 24 * 1024 * 1024

export function importsRoutes(app: FastifyInstance, imports: Imports, deps: ImportRouteDeps): void {
  route(app, {
    method: 'POST',
    url: '/v1/organizers/:organizer/imports',
    operationId: 'importEvents',
    summary: 'Make events of a feed',
    description:
      'Rows are known by their external id: the same feed again changes nothing, a changed row changes its event.',
    tag: 'Events',
    access: { kind: 'member', permission: 'events.create' },
    rate: 'report',
    idempotency: 'natural',
    params: importParams,
    body: importIn,
    bodyLimit: MOST_BYTES,
    responses: { 200: importOut },
    handle: async ({ organizerId, body, actor }) => {
      const organizer = await deps.organizerOf(organizerId)
      if (!organizer) throw requestErrors.not_found()
      const { format, content, publish } = body
      const report = await imports.run(
        organizerId,
        {
          format,
          content,
          publish,
          dryRun: body.dry_run,
          timezone: body.timezone ?? organizer.timezone,
          currency: body.currency ?? organizer.currency,
          defaultLocale: body.default_locale ?? organizer.defaultLocale,
        },
        actor,
      )
      return { status: 200, body: wireReport(report) }
    },
  })
}
