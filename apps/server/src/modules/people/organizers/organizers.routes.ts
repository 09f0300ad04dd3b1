import type { FastifyInstance } from 'fastify'
import { accessErrors, requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { etagOf, requireVersion } from '../../../platform/http/wire.ts'
import {
  changeIn,
  newOrganizerBody,
  organizerOut,
  organizerParams,
  organizerPatch,
  organizerProfileSchema,
  organizerSchema,
  profileOut,
  slugParams,
} from './organizers.schemas.ts'
import { policySchema } from './policy.schemas.ts'
import { PERMISSIONS, ROLES } from './policy.ts'
import { type Organizers, organizerErrors } from './public.ts'
import { teamRoutes } from './team.routes.ts'
import type { Team } from './team.ts'

const TAG = 'Organizers'

export function organizersRoutes(app: FastifyInstance, organizers: Organizers & Team): void {
  policyRoute(app)
  profileRoutes(app, organizers)
  settingsRoutes(app, organizers)
  teamRoutes(app, organizers)
}

export function accountOf({ admission: { principal } }: Call) {
  if (principal.kind !== 'account') throw accessErrors.unauthenticated()
  return { id: principal.accountId, email: principal.email }
}

function policyRoute(app: FastifyInstance) {
  const roles = Object.entries(ROLES).map(([role, { permissions, ...rest }]) => ({
    role,
    ...rest,
    permissions: [...permissions],
  }))
  const permissions = Object.entries(PERMISSIONS).map(([permission, { forKeys, ...rest }]) => ({
    permission,
    ...rest,
    for_keys: forKeys,
  }))
  route(app, {
    method: 'GET',
    url: '/v1/policy',
    operationId: 'getPolicy',
    summary: 'Which role may do what',
    tag: TAG,
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
    responses: { 200: policySchema },
    handle: async () => ({
      status: 200,
      body: { roles, permissions },
      headers: { 'cache-control': 'public, max-age=300' },
    }),
  })
}

function profileRoutes(app: FastifyInstance, organizers: Organizers) {
  route(app, {
    method: 'GET',
    url: '/v1/organizers/by-slug/:slug',
    operationId: 'getOrganizerProfile',
    summary: 'The public profile of an organizer',
    tag: TAG,
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
    params: slugParams,
    responses: { 200: organizerProfileSchema },
    handle: async ({ params }) => {
      const organizer = await organizers.bySlug(params.slug)
      if (!organizer) throw requestErrors.not_found()
      return { status: 200, body: profileOut(organizer), headers: { 'cache-control': 'public, max-age=30' } }
    },
  })
  route(app, {
    method: 'POST',
    url: '/v1/organizers',
    operationId: 'createOrganizer',
    summary: 'Make an organizer; who makes it owns it',
    tag: TAG,
    access: { kind: 'account' },
    rate: 'browse',
    idempotency: 'key',
    body: newOrganizerBody,
    responses: { 201: organizerSchema },
    errors: [organizerErrors.slug_taken],
    handle: async call => {
      const { default_locale: defaultLocale, ...input } = call.body
      const organizer = await organizers.create(accountOf(call).id, { ...input, defaultLocale }, call.actor)
      return { status: 201, body: organizerOut(organizer), headers: { etag: etagOf(organizer.version) } }
    },
  })
}

function settingsRoutes(app: FastifyInstance, organizers: Organizers & Team) {
  route(app, {
    method: 'GET',
    url: '/v1/organizers/:organizer',
    operationId: 'getOrganizer',
    summary: 'Profile and settings',
    tag: TAG,
    access: { kind: 'member', permission: 'organizer.view' },
    rate: 'browse',
    idempotency: 'safe',
    params: organizerParams,
    responses: { 200: organizerSchema },
    handle: async ({ organizerId }) => {
      const organizer = await organizers.get(organizerId)
      if (!organizer) throw requestErrors.not_found()
      return { status: 200, body: organizerOut(organizer), headers: { etag: etagOf(organizer.version) } }
    },
  })
  route(app, {
    method: 'PATCH',
    url: '/v1/organizers/:organizer',
    operationId: 'updateOrganizer',
    summary: 'Change profile and settings',
    tag: TAG,
    access: { kind: 'member', permission: 'organizer.edit' },
    rate: 'browse',
    idempotency: 'natural',
    params: organizerParams,
    body: organizerPatch,
    responses: { 200: organizerSchema },
    errors: [requestErrors.precondition_failed, requestErrors.precondition_required, organizerErrors.slug_taken],
    handle: async call => {
      const version = requireVersion(call.header('if-match'))
      const organizer = await organizers.update(call.organizerId, version, changeIn(call.body), call.actor)
      return { status: 200, body: organizerOut(organizer), headers: { etag: etagOf(organizer.version) } }
    },
  })
}
