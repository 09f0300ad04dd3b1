import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createCalendarWriter } from '../../../../platform/calendar/calendar-writer.ts'
import { dataKeyStore } from '../../../../platform/crypto/data-keys.sql.ts'
import { createEnvelope } from '../../../../platform/crypto/envelope.ts'
import type { MasterKey } from '../../../../platform/crypto/master-keys.ts'
import type { Db } from '../../../../platform/db/db.ts'
import { createDocumentRenderer } from '../../../../platform/documents/document-renderer.ts'
import { createI18n } from '../../../../platform/i18n/i18n.ts'
import type { Catalog } from '../../../catalog/events/public.ts'
import type { OrganizerProfile } from '../../../people/organizers/public.ts'
import { createTickets, type TicketsModule } from '../module.ts'

const LOCALES = new URL('../locales/', import.meta.url)
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

const ORGANIZER: Omit<OrganizerProfile, 'id'> = {
  slug: 'gruene-buehne',
  name: 'Grüne Bühne',
  about: {},
  website: 'https://buehne.example',
  contactEmail: null,
  legalName: null,
  legalAddress: null,
  country: 'DE',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  defaultLocale: 'de',
  accent: null,
  demo: false,
  version: 1,
  createdAt: new Date(0),
}

/** The module as compose wires it, with keys that last as long as the test. */
export async function ticketsAtWork(
  db: Db,
  catalog: Pick<Catalog, 'whole'>,
  masterKeys: MasterKey[] = [{ id: 'test', key: randomBytes(32) }],
): Promise<TicketsModule & { masterKeys: MasterKey[] } & AsyncDisposable> {
  const documents = createDocumentRenderer({ root: ROOT })
  const tickets = createTickets({
    db,
    catalog,
    organizers: { get: async id => ({ ...ORGANIZER, id }) },
    envelope: createEnvelope({ masterKeys, ...dataKeyStore(db) }),
    documents,
    calendars: createCalendarWriter({ product: 'Tessera', domain: 'tickets.example.org' }),
    i18n: await createI18n({ folders: [{ namespace: 'tickets', folder: LOCALES }] }),
    origin: 'https://tickets.example.org',
    pictures: async () => null,
    mailFrom: 'tickets@tickets.example.org',
  })
  return { ...tickets, masterKeys, [Symbol.asyncDispose]: () => documents[Symbol.asyncDispose]() }
}
