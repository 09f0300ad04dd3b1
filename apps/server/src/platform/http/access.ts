import type { FastifyRequest } from 'fastify'

/** Who asks. Made by the gatekeeper from a session cookie, an API key or a device token; `anonymous` otherwise. */
export type Principal =
  | { kind: 'anonymous' }
  | { kind: 'account'; accountId: string; sessionId: string; email: string; emailVerified: boolean; operator: boolean }
  | {
      kind: 'api_key'
      keyId: string
      organizerId: string
      permissions: ReadonlySet<string>
      eventIds: readonly string[] | null
    }
  | {
      kind: 'device'
      deviceId: string
      organizerId: string
      eventIds: readonly string[] | null
      listIds: readonly string[] | null
      gateId: string | null
    }

/**
 * Who may call an operation. It stands beside every route, goes into the OpenAPI document and is what the isolation tests
 * are generated from: an operation without one cannot be registered.
 */
export type Access =
  /** Everybody. */
  | { kind: 'public' }
  /** Whoever knows the secret of the thing in the path, sent in this header; the use case compares it. */
  | { kind: 'secret'; header: 'hold-secret' | 'order-secret' }
  /** Any signed-in account. */
  | { kind: 'account' }
  /** Team members and API keys of the organizer in the path, whose role or key has the permission. */
  | {
      kind: 'member'
      permission: string /** Name of the path parameter that holds the event, for members limited to some events. */
      event?: string
    }
  /** Devices signed in at a gate; members with the permission too, when named. */
  | { kind: 'device'; permission?: string }
  /** Those who operate the platform. */
  | { kind: 'operator' }
  /** Other programs that sign what they send: the use case verifies the signature. */
  | { kind: 'signature' }

/** What the gatekeeper found out about an admitted request. */
export type Admission = {
  principal: Principal
  /** The tenant the request acts in, from the path or from the credential. */
  organizerId: string | null
  /** Events the principal is limited to; null means all of the tenant's. */
  eventIds: readonly string[] | null
  permissions: ReadonlySet<string>
}

export type Gatekeeper = {
  identify(request: FastifyRequest): Promise<Principal>
  /** Throws `access.unauthenticated`, `access.permission_missing`, or `request.not_found` for what must stay invisible. */
  admit(principal: Principal, access: Access, params: Record<string, unknown>): Promise<Admission>
}

export type Actor = {
  kind: 'account' | 'api_key' | 'device' | 'buyer' | 'system' | 'operator'
  id: string | null
  requestId: string | null
}

/** Names the principal for the audit trail and timelines. */
export function actorOf(admission: Admission, requestId: string): Actor {
  const { principal } = admission
  if (principal.kind === 'account') return { kind: 'account', id: principal.accountId, requestId }
  if (principal.kind === 'api_key') return { kind: 'api_key', id: principal.keyId, requestId }
  if (principal.kind === 'device') return { kind: 'device', id: principal.deviceId, requestId }
  return { kind: 'buyer', id: null, requestId }
}

export const systemActor: Actor = { kind: 'system', id: null, requestId: null }
