import type { DemoOrganizer } from '../shapes.ts'
import { buildWeekend } from './build-weekend.ts'
import { dumplingNight } from './dumpling-night.ts'
import { patchNight } from './patch-night.ts'
import { queuesInDaylight } from './queues-in-daylight.ts'
import { showAndTell } from './show-and-tell.ts'
import { sturdy } from './sturdy.ts'

/** Neighbours in Toronto who run a workshop, a conference and too many evenings. */
export const lakeshift: DemoOrganizer = {
  key: 'lakeshift',
  slug: 'lakeshift',
  name: 'Lakeshift Collective',
  about: {
    en: 'A workshop in an old tannery, a conference once a year, and something on most evenings. We like things that can be opened, understood and put back together.',
    de: 'Eine Werkstatt in einer alten Gerberei, einmal im Jahr eine Konferenz und an den meisten Abenden irgendetwas. Wir mögen Dinge, die man öffnen, verstehen und wieder zusammensetzen kann.',
  },
  website: 'https://lakeshift.example',
  contactEmail: 'hello@lakeshift.example',
  legalName: 'Lakeshift Collective Inc.',
  legalAddress: '88 Tannery Row, Toronto ON M4M 1G9',
  country: 'CA',
  timezone: 'America/Toronto',
  currency: 'CAD',
  defaultLocale: 'en',
  palette: 'maple',
  team: [
    { role: 'owner', name: 'Adaeze Whitlock', email: 'adaeze.whitlock@example.org', locale: 'en' },
    { role: 'admin', name: 'Rohan Sandhu-Pike', email: 'rohan.sandhupike@example.org', locale: 'en' },
    {
      role: 'manager',
      name: 'Maëlle Thibodeau',
      email: 'maelle.thibodeau@example.org',
      locale: 'en',
      events: ['sturdy'],
    },
    { role: 'finance', name: 'Graham Oyelaran', email: 'graham.oyelaran@example.org', locale: 'en' },
    { role: 'support', name: 'Lucía Barrantes', email: 'lucia.barrantes@example.org', locale: 'en' },
    { role: 'door', name: 'Winston Takahara', email: 'winston.takahara@example.org', locale: 'en' },
    { role: 'viewer', name: 'Jörg Fennewald', email: 'joerg.fennewald@example.org', locale: 'de' },
  ],
  events: [sturdy, patchNight, queuesInDaylight, dumplingNight, showAndTell, buildWeekend],
}
