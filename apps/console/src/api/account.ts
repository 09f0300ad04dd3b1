import { queryOptions } from '@tanstack/react-query'
import type { Account } from '@tessera/sdk'
import * as sdk from '@tessera/sdk'
import { answer } from './client.ts'
import { isProblem } from './problem.ts'
import { noteSignedOut } from './signed-out.ts'

export type { Account } from '@tessera/sdk'

const accountKey = ['account']

/** Null: nobody is signed in. Whose session ends while they work stays who they are, so that their page stays too. */
export const accountQuery = queryOptions({
  queryKey: accountKey,
  queryFn: async ({ client }): Promise<Account | null> => {
    try {
      return await answer(sdk.getAccount())
    } catch (error) {
      if (!isProblem(error, 'access.unauthenticated')) throw error
      const before = client.getQueryData<Account | null>(accountKey)
      if (before) noteSignedOut(error)
      return before ?? null
    }
  },
  staleTime: 60_000,
})

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: () => answer(sdk.listSessions()),
})

export const signIn = (body: { email: string; password: string }) => answer(sdk.signIn({ body }))
export const signUp = (body: { email: string; password: string; name: string; locale: string }) =>
  answer(sdk.signUp({ body }))
export const signOut = () => answer(sdk.signOut())
export const verifyEmail = (token: string) => answer(sdk.verifyEmail({ body: { token } }))
export const requestMagicLink = (body: { email: string; locale: string; return_path?: string }) =>
  answer(sdk.requestMagicLink({ body }))
export const redeemMagicLink = (token: string) => answer(sdk.redeemMagicLink({ body: { token } }))
export const requestPasswordReset = (email: string) => answer(sdk.requestPasswordReset({ body: { email } }))
export const redeemPasswordReset = (body: { token: string; password: string }) =>
  answer(sdk.redeemPasswordReset({ body }))
export const changePassword = (body: { current_password: string; new_password: string }) =>
  answer(sdk.changePassword({ body }))
export const updateAccount = (body: { name?: string; locale?: string }) => answer(sdk.updateAccount({ body }))
export const revokeSession = (session: string) => answer(sdk.revokeSession({ path: { session } }))
export const getInvitation = (token: string) => answer(sdk.lookUpInvitation({ body: { token } }))
export const acceptInvitation = (token: string) => answer(sdk.acceptInvitation({ body: { token } }))
