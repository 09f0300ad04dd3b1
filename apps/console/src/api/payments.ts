import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, ifMatch, keyed } from './client.ts'

export type { Gateway, GatewayAccount } from '@tessera/sdk'
export type NewGatewayAccount = sdk.AddGatewayAccountData['body']
export type GatewayAccountPatch = NonNullable<sdk.ChangeGatewayAccountData['body']>

/** What can be connected, and what each wants to know. */
export const gatewaysQuery = (organizer: string) =>
  queryOptions({
    queryKey: [organizer, 'gateways'],
    queryFn: () => answer(sdk.listGateways({ path: { organizer } })),
    staleTime: Infinity,
  })
export const gatewayAccountsQuery = (organizer: string) =>
  queryOptions({
    queryKey: [organizer, 'gateway-accounts'],
    queryFn: () => answer(sdk.listGatewayAccounts({ path: { organizer } })),
  })
export const addGatewayAccount = (organizer: string, body: NewGatewayAccount) =>
  answer(sdk.addGatewayAccount({ path: { organizer }, body, headers: keyed() }))
export const changeGatewayAccount = (
  organizer: string,
  account: { id: string; version: number },
  body: GatewayAccountPatch,
) =>
  answer(
    sdk.changeGatewayAccount({ path: { organizer, account: account.id }, body, headers: ifMatch(account.version) }),
  )
