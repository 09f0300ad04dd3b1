import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, filled } from './client.ts'

export type { Dashboard } from '@tessera/sdk'

export type DashboardFilter = { event?: string; from?: string; to?: string }

export const dashboardQuery = (organizer: string, filter: DashboardFilter) =>
  queryOptions({
    queryKey: [organizer, 'dashboard', filter],
    queryFn: () => answer(sdk.getDashboard({ path: { organizer }, query: filled(filter) })),
    placeholderData: before => before,
  })

export const liveAddress = (organizer: string) => `/v1/organizers/${organizer}/dashboard/live`
