import type { Db } from '../../../platform/db/db.ts'
import type { Catalog, Events } from '../events/public.ts'
import type { Products } from '../products/public.ts'
import type { AfterImport, Imports } from './public.ts'
import { runImport } from './run-import.ts'

export { importsRoutes } from './imports.routes.ts'

export type ImportModuleDeps = {
  db: Db
  catalog: Pick<Catalog, 'whole'>
  events: Pick<Events, 'in'>
  products: Pick<Products, 'in'>
  /** From inventory: gives a new event's products their pool. */
  afterImport: AfterImport
}

export function createImports({ db, catalog, events, products, afterImport }: ImportModuleDeps): Imports {
  const deps = { db, catalog, events: events.in, products: products.in, afterImport }
  return { run: (organizerId, wish, actor) => runImport(deps, organizerId, wish, actor) }
}
