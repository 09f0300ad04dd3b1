import { asUuid, ID_KINDS, type IdPrefix, isUuid, parseId, prefixOf } from '@tessera/kernel/ids'
import { z } from 'zod'
import {
  at,
  atOrNull,
  decodeCursor,
  email,
  encodeCursor,
  id,
  idOut,
  instant,
  instantOut,
  line,
  page,
  pageQuery,
  wireId,
} from '../../../platform/http/wire.ts'
import { PERMISSION_NAMES, ROLE_NAMES } from './policy.ts'
import type { ApiKey, AuditFilter, Invitation, Member, OpenInvitation, Team } from './team.ts'

export const memberParams = z.object({ organizer: id('org'), member: id('mem') })
export const invitationParams = z.object({ organizer: id('org'), invitation: id('inv') })
export const keyParams = z.object({ organizer: id('org'), key: id('key') })
/** In the body: addresses of requests end up in the logs of servers and proxies. */
export const tokenBody = z.strictObject({ token: z.string().max(200) })

const role = z.enum(ROLE_NAMES)
const eventIds = z.array(id('evt')).min(1).max(200).nullable()
const eventIdsOut = z.array(idOut('evt')).nullable()
const whole = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), next_cursor: z.null() })

export const memberPatch = z.strictObject({ role: role.optional(), event_ids: eventIds.optional() })
export const invitationBody = z.strictObject({
  email,
  role: z.enum(ROLE_NAMES).exclude(['owner']),
  event_ids: eventIds.default(null),
})
export const apiKeyBody = z.strictObject({
  name: line(120),
  permissions: z.array(z.enum(PERMISSION_NAMES)).min(1).max(PERMISSION_NAMES.length),
  event_ids: eventIds.default(null),
  expires_at: instant.nullable().default(null),
})

export const memberSchema = z
  .object({
    id: idOut('mem'),
    account_id: idOut('acc'),
    name: z.string(),
    email: z.string(),
    role,
    event_ids: eventIdsOut,
    created_at: instantOut,
  })
  .meta({ id: 'Member' })
export const memberList = whole(memberSchema)

export const invitationSchema = z
  .object({
    id: idOut('inv'),
    email: z.string(),
    role,
    event_ids: eventIdsOut,
    state: z.enum(['open', 'expired']),
    created_at: instantOut,
    expires_at: instantOut,
  })
  .meta({ id: 'Invitation' })
export const invitationList = whole(invitationSchema)

export const openInvitationSchema = z
  .object({
    organizer: z.object({ name: z.string(), slug: z.string() }),
    email: z.string(),
    role,
    expires_at: instantOut,
  })
  .meta({ id: 'OpenInvitation' })

const apiKey = {
  id: idOut('key'),
  name: z.string(),
  hint: z.string().meta({ description: 'The last four characters' }),
  permissions: z.array(z.string()),
  event_ids: eventIdsOut,
  withheld_permissions: z
    .array(z.string())
    .meta({ description: 'Given to it, but of no effect while whoever made it may not do this' }),
  state: z.enum(['live', 'expired']),
  created_by: z.object({ id: idOut('acc'), name: z.string() }).nullable(),
  created_at: instantOut,
  expires_at: instantOut.nullable(),
  last_used_at: instantOut.nullable(),
}
export const apiKeySchema = z.object(apiKey).meta({ id: 'ApiKey' })
export const newApiKeySchema = z
  .object({ ...apiKey, secret: z.string().meta({ description: 'The key itself; it is shown this once' }) })
  .meta({ id: 'NewApiKey' })
export const apiKeyList = whole(apiKeySchema)

export const auditQuery = pageQuery.extend({
  subject: z.string().max(60).optional(),
  action: z.string().max(60).optional(),
})
export const auditRecordSchema = z
  .object({
    seq: z.number().int(),
    at: instantOut,
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string().nullable() }),
    changes: z
      .object({
        before: z.record(z.string(), z.unknown()).optional(),
        after: z.record(z.string(), z.unknown()).optional(),
      })
      .nullable(),
    reason: z.string().nullable(),
    request_id: z.string().nullable(),
  })
  .meta({ id: 'AuditRecord' })
export const auditPage = page(auditRecordSchema)

const eventsOut = (ids: readonly string[] | null) => ids?.map(uuid => wireId('evt', uuid)) ?? null

export function memberOut(member: Member): z.input<typeof memberSchema> {
  return {
    id: wireId('mem', member.id),
    account_id: wireId('acc', member.accountId),
    name: member.name,
    email: member.email,
    role: member.role,
    event_ids: eventsOut(member.eventIds),
    created_at: at(member.createdAt),
  }
}

export function invitationOut(invitation: Invitation): z.input<typeof invitationSchema> {
  return {
    id: wireId('inv', invitation.id),
    email: invitation.email,
    role: invitation.role,
    event_ids: eventsOut(invitation.eventIds),
    state: invitation.expired ? 'expired' : 'open',
    created_at: at(invitation.createdAt),
    expires_at: at(invitation.expiresAt),
  }
}

export function openInvitationOut(invitation: OpenInvitation): z.input<typeof openInvitationSchema> {
  const { organizerName: name, organizerSlug: slug, email: address, role: offered, expiresAt } = invitation
  return { organizer: { name, slug }, email: address, role: offered, expires_at: at(expiresAt) }
}

export function apiKeyOut(key: ApiKey): z.input<typeof apiKeySchema> {
  return {
    id: wireId('key', key.id),
    name: key.name,
    hint: key.hint,
    permissions: key.permissions,
    event_ids: eventsOut(key.eventIds),
    withheld_permissions: key.withheld,
    state: key.expired ? 'expired' : 'live',
    created_by: key.maker && { id: wireId('acc', key.maker.id), name: key.maker.name },
    created_at: at(key.createdAt),
    expires_at: atOrNull(key.expiresAt),
    last_used_at: atOrNull(key.lastUsedAt),
  }
}

/** Null when the subject is no id at all: then nothing can match. */
export function auditFilterIn(query: z.output<typeof auditQuery>): AuditFilter | null {
  const before = decodeCursor(query.cursor, ['integer'])?.[0]
  const prefix = query.subject === undefined ? null : prefixOf(query.subject)
  const subjectId = prefix && query.subject ? parseId(prefix, query.subject) : null
  if (query.subject !== undefined && !subjectId) return null
  return {
    limit: query.limit + 1,
    ...(before === undefined ? {} : { before }),
    ...(subjectId ? { subjectId } : {}),
    ...(query.action ? { action: query.action } : {}),
  }
}

type AuditRows = Awaited<ReturnType<Team['auditRecords']>>

export function auditPageOut(rows: AuditRows, limit: number): z.input<typeof auditPage> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(row => ({
      seq: Number(row.seq),
      at: at(row.at),
      actor: { kind: row.actorKind, id: namedId(row.actorKind, row.actorId), name: row.actorName },
      action: row.action,
      subject: { kind: row.subjectKind, id: namedId(row.subjectKind, row.subjectId) },
      changes: row.changes,
      reason: row.reason,
      request_id: row.requestId,
    })),
    next_cursor: rows.length > limit && last ? encodeCursor([Number(last.seq)]) : null,
  }
}

const PREFIXES = new Map(
  Object.entries(ID_KINDS).map(([prefix, kind]) => [kind.replaceAll(' ', '_'), prefix as IdPrefix]),
)

/** Kinds of subjects are the names of our ids, so the id gets the prefix that people know it by. */
function namedId(kind: string, uuid: string | null): string | null {
  const prefix = PREFIXES.get(kind.replaceAll('-', '_'))
  return uuid && prefix && isUuid(uuid) ? wireId(prefix, asUuid(uuid)) : uuid
}
