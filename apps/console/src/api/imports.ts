import * as sdk from '@tessera/sdk'
import { answer } from './client.ts'

export type { ImportReport } from '@tessera/sdk'
export type ImportBody = sdk.ImportEventsData['body']
export type ImportFormat = ImportBody['format']

export const runImport = (organizer: string, body: ImportBody) =>
  answer(sdk.importEvents({ path: { organizer }, body }))
