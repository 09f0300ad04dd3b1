import type { Db } from '../../../platform/db/db.ts'
import { inChunks } from '../../../platform/jobs/in-chunks.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import { deleteEndedCodes } from './forget-device-codes.sql.ts'

export function forgetDeviceCodesJob(db: Db): Job {
  return {
    name: 'checkin.forget-device-codes',
    cron: '33 2 * * *',
    handle: async () => void (await inChunks(most => db.global(tx => deleteEndedCodes(tx, most)))),
  }
}
