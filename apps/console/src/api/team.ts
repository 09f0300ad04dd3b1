import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, keyed } from './client.ts'

export type { ApiKey, AuditRecord, Invitation, Member, NewApiKey } from '@tessera/sdk'
export type MemberPatch = sdk.ChangeMemberData['body']
export type InvitationBody = sdk.InviteMemberData['body']
export type ApiKeyBody = sdk.CreateApiKeyData['body']
export type Role = sdk.Member['role']

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: () => answer(sdk.getPolicy()),
  staleTime: Infinity,
})

export const membersQuery = (organizer: string) =>
  queryOptions({ queryKey: [organizer, 'members'], queryFn: () => answer(sdk.listMembers({ path: { organizer } })) })
export const invitationsQuery = (organizer: string) =>
  queryOptions({
    queryKey: [organizer, 'invitations'],
    queryFn: () => answer(sdk.listInvitations({ path: { organizer } })),
  })
export const apiKeysQuery = (organizer: string) =>
  queryOptions({ queryKey: [organizer, 'api-keys'], queryFn: () => answer(sdk.listApiKeys({ path: { organizer } })) })

export const changeMember = (organizer: string, member: string, body: MemberPatch) =>
  answer(sdk.changeMember({ path: { organizer, member }, body }))
export const removeMember = (organizer: string, member: string) =>
  answer(sdk.removeMember({ path: { organizer, member } }))
export const inviteMember = (organizer: string, body: InvitationBody) =>
  answer(sdk.inviteMember({ path: { organizer }, body, headers: keyed() }))
export const withdrawInvitation = (organizer: string, invitation: string) =>
  answer(sdk.withdrawInvitation({ path: { organizer, invitation } }))
export const createApiKey = (organizer: string, body: ApiKeyBody) =>
  answer(sdk.createApiKey({ path: { organizer }, body, headers: keyed() }))
export const revokeApiKey = (organizer: string, key: string) => answer(sdk.revokeApiKey({ path: { organizer, key } }))

export type AuditFilter = { subject?: string; action?: string; cursor?: string }
export const auditQuery = (organizer: string, query: AuditFilter) =>
  queryOptions({
    queryKey: [organizer, 'audit', query],
    queryFn: () => answer(sdk.listAuditRecords({ path: { organizer }, query })),
  })
