import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type MasterKey, parseMasterKeys } from './master-keys.ts'

/** The ring from SECRET_KEYS, or one key that is made on the first start and kept, readable by its owner only. */
export function masterKeys(configured: readonly string[] | undefined, dataDir: string): MasterKey[] {
  if (configured?.length) return parseMasterKeys(configured)
  const file = path.join(dataDir, 'master.key')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, `k1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return parseMasterKeys(readFileSync(file, 'utf8').split('\n').filter(Boolean))
}
