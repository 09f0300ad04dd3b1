import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, ifMatch, keyed } from './client.ts'

export type { CheckInList, Device, DeviceWithCode } from '@tessera/sdk'
export type ListBody = sdk.AddCheckInListData['body']
export type ListPatch = NonNullable<sdk.ChangeCheckInListData['body']>
export type DeviceBody = sdk.AddDeviceData['body']

/** Counts move while people walk in. */
export const listsQuery = (organizer: string, event: string) =>
  queryOptions({
    queryKey: [organizer, 'event', event, 'check-in-lists'],
    queryFn: () => answer(sdk.listCheckInLists({ path: { organizer, event } })),
    refetchInterval: 5_000,
  })
export const gatesQuery = (organizer: string, event: string) =>
  queryOptions({
    queryKey: [organizer, 'event', event, 'gates'],
    queryFn: () => answer(sdk.listGates({ path: { organizer, event } })),
  })
export const devicesQuery = (organizer: string) =>
  queryOptions({
    queryKey: [organizer, 'devices'],
    queryFn: () => answer(sdk.listDevices({ path: { organizer } })),
    refetchInterval: 10_000,
  })

export const addList = (organizer: string, event: string, body: ListBody) =>
  answer(sdk.addCheckInList({ path: { organizer, event }, body, headers: keyed() }))
export const changeList = (organizer: string, event: string, list: { id: string; version: number }, body: ListPatch) =>
  answer(sdk.changeCheckInList({ path: { organizer, event, list: list.id }, body, headers: ifMatch(list.version) }))
export const removeList = (organizer: string, event: string, list: { id: string; version: number }) =>
  answer(sdk.removeCheckInList({ path: { organizer, event, list: list.id }, headers: ifMatch(list.version) }))

export const addGate = (organizer: string, event: string, name: string) =>
  answer(sdk.addGate({ path: { organizer, event }, body: { name }, headers: keyed() }))
export const removeGate = (organizer: string, event: string, gate: string) =>
  answer(sdk.removeGate({ path: { organizer, event, gate } }))

export const addDevice = (organizer: string, body: DeviceBody) =>
  answer(sdk.addDevice({ path: { organizer }, body, headers: keyed() }))
export const renewDeviceCode = (organizer: string, device: string) =>
  answer(sdk.renewDeviceCode({ path: { organizer, device }, headers: keyed() }))
export const revokeDevice = (organizer: string, device: string) =>
  answer(sdk.revokeDevice({ path: { organizer, device } }))
