import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, ifMatch, keyed } from './client.ts'

export type { Organizer } from '@tessera/sdk'
export type NewOrganizer = sdk.CreateOrganizerData['body']
export type OrganizerPatch = sdk.UpdateOrganizerData['body']

export const organizerQuery = (organizer: string) =>
  queryOptions({
    queryKey: [organizer, 'profile'],
    queryFn: () => answer(sdk.getOrganizer({ path: { organizer } })),
    staleTime: 300_000,
  })

export const createOrganizer = (body: NewOrganizer) => answer(sdk.createOrganizer({ body, headers: keyed() }))
export const updateOrganizer = (organizer: string, version: number, body: OrganizerPatch) =>
  answer(sdk.updateOrganizer({ path: { organizer }, body, headers: ifMatch(version) }))
