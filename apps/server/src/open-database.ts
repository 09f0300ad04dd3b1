import type { Config } from './config.ts'
import { type Database, embeddedDatabase } from './platform/db/databases.ts'

/** The configured server, or the embedded one. */
export async function openDatabase(config: Config): Promise<Database> {
  if (config.database.kind === 'embedded') return embeddedDatabase(config.database.dataDir)
  const { url, ownerUrl } = config.database
  return { url, ownerUrl, [Symbol.asyncDispose]: async () => {} }
}
