import type { Db } from '../../../platform/db/db.ts'
import { createCatalogReader } from './catalog.ts'
import type { Catalog } from './public.ts'

/** What other areas read of the catalogue. */
export function createCatalog({ db }: { db: Db }): Catalog {
  return createCatalogReader(db)
}
