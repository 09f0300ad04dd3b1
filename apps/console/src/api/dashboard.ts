import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, filled } from './client.ts'

export type { Dashboard, Need } from '@tessera/sdk'

export type DashboardFilter = { event?: string; from?: string; to?: string }

export const dashboardQuery = (organizer: string, filter: DashboardFilter) =>
  queryOptions({
    queryKey: [organizer, 'dashboard', filter],
    queryFn: () => answer(sdk.getDashboard({ path: { organizer }, query: filled(filter) })),
    placeholderData: before => before,
  })

/** Some of it comes with time, not with an event of which the live line could tell. */
export const needsQuery = (organizer: string) =>
  queryOptions({
    queryKey: [organizer, 'needs'],
    queryFn: () => answer(sdk.listNeeds({ path: { organizer } })),
    refetchInterval: 60_000,
  })

export const liveAddress = (organizer: string) => `/v1/organizers/${organizer}/dashboard/live`
