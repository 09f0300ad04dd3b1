import type { DemoOrganizer } from '../shapes.ts'
import { borrowedVoices } from './borrowed-voices.ts'
import { captainCrumb } from './captain-crumb.ts'
import { dryDockConcert } from './dry-dock.ts'
import { littleFish } from './little-fish.ts'
import { midnightOnStage } from './midnight-on-stage.ts'
import { openRehearsal } from './open-rehearsal.ts'
import { canalReading } from './reading-on-the-canal.ts'
import { thePilot } from './the-pilot.ts'
import { threeDaysOfTide } from './three-days-of-tide.ts'
import { undineIsSilent } from './undine.ts'

/** A theatre house on a canal in Hamburg that also runs a festival on the dyke. */
export const backbord: DemoOrganizer = {
  key: 'backbord',
  slug: 'haus-backbord',
  name: 'Haus Backbord',
  about: {
    en: 'A theatre on the left side of the canal, two stages, one canteen and, every summer, a festival on the dyke. Run by the people who work in it since the building was given up as a sail loft.',
    de: 'Ein Theater auf der linken Seite des Fleets, zwei Bühnen, eine Kantine und jeden Sommer ein Festival am Deich. Geführt von denen, die darin arbeiten, seit das Haus als Segelmacherei aufgegeben wurde.',
  },
  website: 'https://backbord.example',
  contactEmail: 'moin@backbord.example',
  legalName: 'Haus Backbord Bühnengenossenschaft eG',
  legalAddress: 'Fleetmauer 9, 20459 Hamburg',
  country: 'DE',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  defaultLocale: 'de',
  palette: 'elbe',
  team: [
    { role: 'owner', name: 'Femke Brodersen', email: 'femke.brodersen@example.org', locale: 'de' },
    { role: 'admin', name: 'Yusuf Karabel', email: 'yusuf.karabel@example.org', locale: 'de' },
    {
      role: 'manager',
      name: 'Insa Petersohn',
      email: 'insa.petersohn@example.org',
      locale: 'de',
      events: ['tide', 'dock'],
    },
    { role: 'finance', name: 'Gerlinde Oehmke', email: 'gerlinde.oehmke@example.org', locale: 'de' },
    { role: 'support', name: 'Tomasz Wielicki', email: 'tomasz.wielicki@example.org', locale: 'de' },
    { role: 'door', name: 'Malte Siewertsen', email: 'malte.siewertsen@example.org', locale: 'de' },
    { role: 'viewer', name: 'Philippa Noltenius', email: 'philippa.noltenius@example.org', locale: 'en' },
  ],
  events: [
    threeDaysOfTide,
    thePilot,
    littleFish,
    undineIsSilent,
    captainCrumb,
    dryDockConcert,
    openRehearsal,
    canalReading,
    borrowedVoices,
    midnightOnStage,
  ],
}
