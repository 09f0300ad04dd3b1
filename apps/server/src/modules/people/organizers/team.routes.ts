import type { FastifyInstance } from 'fastify'
import { accessErrors, requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { organizerOut, organizerParams, organizerSchema } from './organizers.schemas.ts'
import { organizerErrors } from './public.ts'
import {
  apiKeyBody,
  apiKeyList,
  apiKeyOut,
  auditFilterIn,
  auditPage,
  auditPageOut,
  auditQuery,
  invitationBody,
  invitationList,
  invitationOut,
  invitationParams,
  invitationSchema,
  keyParams,
  memberList,
  memberOut,
  memberParams,
  memberPatch,
  memberSchema,
  newApiKeySchema,
  openInvitationOut,
  openInvitationSchema,
  tokenBody,
} from './team.schemas.ts'
import type { Giver, Team } from './team.ts'

const TEAM = { tag: 'Team', rate: 'browse' } as const
const KEYS = { tag: 'API keys', rate: 'browse', access: { kind: 'member', permission: 'keys.edit' } } as const
const MAY_VIEW = { kind: 'member', permission: 'team.view' } as const
const MAY_EDIT = { kind: 'member', permission: 'team.edit' } as const

const GRANT_ERRORS = [organizerErrors.grant_exceeds_own, organizerErrors.role_not_limitable]

function giverOf({ actor, admission }: Call): Giver {
  return { actor, holding: { permissions: admission.permissions, eventIds: admission.eventIds } }
}

export function teamRoutes(app: FastifyInstance, team: Team): void {
  memberRoutes(app, team)
  invitationRoutes(app, team)
  invitedRoutes(app, team)
  apiKeyRoutes(app, team)
  auditRoutes(app, team)
}

function memberRoutes(app: FastifyInstance, team: Team) {
  route(app, {
    ...TEAM,
    method: 'GET',
    url: '/v1/organizers/:organizer/members',
    operationId: 'listMembers',
    summary: 'Who works here',
    access: MAY_VIEW,
    idempotency: 'safe',
    params: organizerParams,
    responses: { 200: memberList },
    handle: async ({ organizerId }) => {
      const members = await team.members(organizerId)
      return { status: 200, body: { data: members.map(memberOut), next_cursor: null } }
    },
  })
  route(app, {
    ...TEAM,
    method: 'PATCH',
    url: '/v1/organizers/:organizer/members/:member',
    operationId: 'changeMember',
    summary: 'Give a member another role or other events',
    access: MAY_EDIT,
    idempotency: 'natural',
    params: memberParams,
    body: memberPatch,
    responses: { 200: memberSchema },
    errors: [...GRANT_ERRORS, organizerErrors.last_owner],
    handle: async call => {
      const { role, event_ids: eventIds } = call.body
      const member = await team.changeMember(call.organizerId, call.params.member, { role, eventIds }, giverOf(call))
      return { status: 200, body: memberOut(member) }
    },
  })
  route(app, {
    ...TEAM,
    method: 'DELETE',
    url: '/v1/organizers/:organizer/members/:member',
    operationId: 'removeMember',
    summary: 'End a membership',
    access: MAY_EDIT,
    idempotency: 'natural',
    params: memberParams,
    responses: { 204: null },
    errors: [organizerErrors.grant_exceeds_own, organizerErrors.last_owner],
    handle: async call => {
      await team.removeMember(call.organizerId, call.params.member, giverOf(call))
      return { status: 204, body: undefined }
    },
  })
}

function invitationRoutes(app: FastifyInstance, team: Team) {
  route(app, {
    ...TEAM,
    method: 'GET',
    url: '/v1/organizers/:organizer/invitations',
    operationId: 'listInvitations',
    summary: 'Invitations that wait for an answer',
    access: MAY_VIEW,
    idempotency: 'safe',
    params: organizerParams,
    responses: { 200: invitationList },
    handle: async ({ organizerId }) => {
      const invitations = await team.invitations(organizerId)
      return { status: 200, body: { data: invitations.map(invitationOut), next_cursor: null } }
    },
  })
  route(app, {
    ...TEAM,
    method: 'POST',
    url: '/v1/organizers/:organizer/invitations',
    operationId: 'inviteMember',
    summary: 'Invite somebody by mail',
    description: 'Inviting an address again replaces the invitation that it had.',
    access: MAY_EDIT,
    idempotency: 'key',
    params: organizerParams,
    body: invitationBody,
    responses: { 201: invitationSchema },
    errors: [...GRANT_ERRORS, organizerErrors.already_member],
    handle: async call => {
      const { event_ids: eventIds, ...input } = call.body
      const invitation = await team.invite(call.organizerId, { ...input, eventIds }, giverOf(call))
      return { status: 201, body: invitationOut(invitation) }
    },
  })
  route(app, {
    ...TEAM,
    method: 'DELETE',
    url: '/v1/organizers/:organizer/invitations/:invitation',
    operationId: 'withdrawInvitation',
    summary: 'Withdraw an invitation',
    access: MAY_EDIT,
    idempotency: 'natural',
    params: invitationParams,
    responses: { 204: null },
    handle: async call => {
      await team.withdrawInvitation(call.organizerId, call.params.invitation, call.actor)
      return { status: 204, body: undefined }
    },
  })
}

function invitedRoutes(app: FastifyInstance, team: Team) {
  route(app, {
    ...TEAM,
    method: 'POST',
    url: '/v1/invitations/lookup',
    operationId: 'lookUpInvitation',
    summary: 'What an invitation is about',
    access: { kind: 'public' },
    idempotency: 'natural',
    body: tokenBody,
    responses: { 200: openInvitationSchema },
    errors: [organizerErrors.invitation_ended],
    handle: async ({ body }) => ({ status: 200, body: openInvitationOut(await team.openInvitation(body.token)) }),
  })
  route(app, {
    ...TEAM,
    method: 'POST',
    url: '/v1/invitations/accept',
    operationId: 'acceptInvitation',
    summary: 'Join the team',
    access: { kind: 'account' },
    idempotency: 'natural',
    body: tokenBody,
    responses: { 200: organizerSchema },
    errors: [
      organizerErrors.invitation_ended,
      organizerErrors.invitation_for_other_address,
      organizerErrors.already_member,
    ],
    handle: async call => {
      const { principal } = call.admission
      if (principal.kind !== 'account' || !principal.emailVerified) throw accessErrors.unauthenticated()
      const account = { id: principal.accountId, email: principal.email }
      return { status: 200, body: organizerOut(await team.acceptInvitation(call.body.token, account, call.actor)) }
    },
  })
}

function apiKeyRoutes(app: FastifyInstance, team: Team) {
  route(app, {
    ...KEYS,
    method: 'GET',
    url: '/v1/organizers/:organizer/api-keys',
    operationId: 'listApiKeys',
    summary: 'Keys that are not revoked',
    idempotency: 'safe',
    params: organizerParams,
    responses: { 200: apiKeyList },
    handle: async ({ organizerId }) => {
      const keys = await team.apiKeys(organizerId)
      return { status: 200, body: { data: keys.map(apiKeyOut), next_cursor: null } }
    },
  })
  route(app, {
    ...KEYS,
    method: 'POST',
    url: '/v1/organizers/:organizer/api-keys',
    operationId: 'createApiKey',
    summary: 'Make a key for a program',
    description: 'It can do no more than whoever makes it, and the key itself is shown this once.',
    idempotency: 'key',
    params: organizerParams,
    body: apiKeyBody,
    responses: { 201: newApiKeySchema },
    errors: [
      organizerErrors.grant_exceeds_own,
      organizerErrors.permission_not_for_keys,
      organizerErrors.expiry_in_past,
    ],
    handle: async call => {
      const { event_ids: eventIds, expires_at: expiresAt, ...input } = call.body
      const made = await team.createApiKey(call.organizerId, { ...input, eventIds, expiresAt }, giverOf(call))
      return { status: 201, body: { ...apiKeyOut(made.key), secret: made.text } }
    },
  })
  route(app, {
    ...KEYS,
    method: 'DELETE',
    url: '/v1/organizers/:organizer/api-keys/:key',
    operationId: 'revokeApiKey',
    summary: 'Revoke a key; it is dead from the next request on',
    idempotency: 'natural',
    params: keyParams,
    responses: { 204: null },
    handle: async call => {
      await team.revokeApiKey(call.organizerId, call.params.key, call.actor)
      return { status: 204, body: undefined }
    },
  })
}

function auditRoutes(app: FastifyInstance, team: Team) {
  route(app, {
    method: 'GET',
    url: '/v1/organizers/:organizer/audit-records',
    operationId: 'listAuditRecords',
    summary: 'Who did what, newest first',
    description: '`subject` is an id (`evt_…`), `action` the beginning of an action (`members.`).',
    tag: 'Audit',
    access: { kind: 'member', permission: 'audit.view' },
    rate: 'report',
    idempotency: 'safe',
    params: organizerParams,
    query: auditQuery,
    responses: { 200: auditPage },
    errors: [requestErrors.invalid],
    handle: async ({ organizerId, query }) => {
      const filter = auditFilterIn(query)
      const rows = filter ? await team.auditRecords(organizerId, filter) : []
      return { status: 200, body: auditPageOut(rows, query.limit) }
    },
  })
}
