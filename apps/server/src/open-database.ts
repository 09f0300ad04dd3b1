import type { Config } from './config.ts'
import { type Database, embeddedDatabase } from './platform/db/databases.ts'

/** The configured server, or the embedded one; `share` says whether one that another process runs may be used. */
export async function openDatabase(config: Config, share: boolean): Promise<Database> {
  if (config.database.kind === 'embedded') return embeddedDatabase(config.database.dataDir, share)
  const { url, ownerUrl } = config.database
  return { url, ownerUrl, [Symbol.asyncDispose]: async () => {} }
}
